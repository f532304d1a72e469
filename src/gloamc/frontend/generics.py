"""What a call gave for the type variables of a generic function.

mypy stores the callee already instantiated. The arguments come back by unifying the declared
signature with the instantiated one, with mypy's own constraint inference, and are then checked by
substituting them again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mypy import nodes
from mypy import types as mypy_types
from mypy.constraints import SUPERTYPE_OF, infer_constraints
from mypy.expandtype import expand_type
from mypy.subtypes import is_same_type

from gloamc.frontend import tree
from gloamc.frontend.scope import FunctionScope


def function_arguments(
    scope: FunctionScope,
    declared: mypy_types.CallableType,
    instantiated: mypy_types.CallableType,
) -> dict[str, tree.Type]:
    """Type variable full name to type, for the variables of the function itself.

    `declared` has the receiver bound already, if there is one.
    """
    variables = [v for v in declared.variables if isinstance(v, mypy_types.TypeVarType)]
    if not variables:
        return {}
    solution = solve(declared, instantiated)
    result: dict[str, tree.Type] = {}
    for variable in variables:
        if variable.id.is_self():
            continue
        found = solution.get(variable.id)
        if found is None:
            found = mypy_types.UninhabitedType()
        result[f"{variable.id.namespace}.{variable.name}"] = scope.type(found)
    return result


def variant_arguments(
    scope: FunctionScope,
    variants: Sequence[mypy_types.CallableType],
    implementation: mypy_types.CallableType,
    instantiated: mypy_types.CallableType,
    result: mypy_types.Type,
) -> dict[str, tree.Type]:
    """The same for the implementation of an overloaded function, from the variant that is called
    and the type of the call: type variables of one name are one."""
    for variant in variants:
        pairs = [(variant.ret_type, instantiated.ret_type)]
        pairs += list(zip(variant.arg_types, instantiated.arg_types, strict=False))
        if len(variant.arg_types) != len(instantiated.arg_types):
            continue
        if _agrees(pairs, solve(variant, instantiated)):
            found = function_arguments(scope, variant, instantiated)
            if any(isinstance(argument, tree.AnyType) for argument in found.values()):
                # Starred arguments were not looked into: the result says what they are.
                told = instantiated.copy_modified([], [], [], ret_type=result)
                found = function_arguments(scope, variant, told)
            by_name = {name.rpartition(".")[2]: argument for name, argument in found.items()}
            return {
                f"{variable.id.namespace}.{variable.name}": by_name[variable.name]
                for variable in implementation.variables
                if variable.name in by_name
            }
    return {}


def solve(
    declared: mypy_types.CallableType, instantiated: mypy_types.CallableType
) -> Mapping[mypy_types.TypeVarId, mypy_types.Type]:
    """The substitution that turns `declared` into `instantiated`."""
    pairs = [(declared.ret_type, instantiated.ret_type)]
    pairs += list(zip(declared.arg_types, instantiated.arg_types, strict=False))
    candidates: dict[mypy_types.TypeVarId, list[mypy_types.Type]] = {}
    for template, actual in pairs:
        for constraint in infer_constraints(template, actual, SUPERTYPE_OF):
            candidates.setdefault(constraint.type_var, []).append(constraint.target)
    solution = {variable: targets[0] for variable, targets in candidates.items()}
    for variable, targets in candidates.items():
        for target in targets[1:]:
            if _agrees(pairs, solution):
                break
            trial = {**solution, variable: target}
            if _agrees(pairs, trial):
                solution = trial
    return solution


def _agrees(
    pairs: list[tuple[mypy_types.Type, mypy_types.Type]],
    solution: Mapping[mypy_types.TypeVarId, mypy_types.Type],
) -> bool:
    return all(is_same_type(expand_type(template, solution), actual) for template, actual in pairs)


def class_arguments(info: nodes.TypeInfo, constructed: tree.Type) -> dict[str, tree.Type]:
    """Type arguments of a construction, from the type of the new object."""
    if not isinstance(constructed, tree.Instance) or constructed.name != info.fullname:
        return {}
    return {
        f"{info.fullname}.{variable.name}": argument
        for variable, argument in zip(info.defn.type_vars, constructed.arguments, strict=False)
    }
