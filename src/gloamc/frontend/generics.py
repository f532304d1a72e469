"""What a call gave for the type variables of a generic function.

mypy stores the callee already instantiated. The arguments come back by unifying the declared
signature with the instantiated one, with mypy's own constraint inference, and are then checked by
substituting them again.
"""

from __future__ import annotations

from collections.abc import Mapping

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
