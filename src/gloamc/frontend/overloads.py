"""Which variant of an overloaded library function a call means.

mypy checks the call and keeps only the result, so the choice is made again, by mypy's own argument
mapping, inference and subtype check, and confirmed by the result that mypy kept.
"""

from __future__ import annotations

from collections.abc import Mapping

from mypy import nodes
from mypy import types as mypy_types
from mypy.argmap import map_actuals_to_formals
from mypy.constraints import SUPERTYPE_OF, infer_constraints
from mypy.expandtype import expand_type
from mypy.infer import infer_function_type_arguments
from mypy.solve import solve_constraints
from mypy.subtypes import is_subtype

from gloamc.frontend.flow import lacks_items
from gloamc.frontend.scope import FunctionScope


def called_signature(scope: FunctionScope, node: nodes.CallExpr) -> mypy_types.CallableType | None:
    """The callee's signature with its type variables solved for this call.

    None if the callee is not typed as a function, or if no variant of it explains the call: the
    call then means what its arguments and its result say.
    """
    found = scope.program.expression_types.get(node.callee)
    callee = mypy_types.get_proper_type(found) if found is not None else None
    if isinstance(callee, mypy_types.CallableType):
        return callee
    if not isinstance(callee, mypy_types.Overloaded):
        return None
    if any(argument not in scope.program.expression_types for argument in node.args):
        return None
    for item in callee.items:
        solved = _solved(scope, node, item)
        if solved is not None:
            return solved
    return None


def actuals_of(
    scope: FunctionScope, node: nodes.CallExpr, signature: mypy_types.CallableType
) -> list[list[int]]:
    """For each parameter the indices of the arguments that it takes."""
    return map_actuals_to_formals(
        node.arg_kinds,
        node.arg_names,
        signature.arg_kinds,
        signature.arg_names,
        lambda index: scope.checked_type(node.args[index]),
    )


def _solved(
    scope: FunctionScope, node: nodes.CallExpr, item: mypy_types.CallableType
) -> mypy_types.CallableType | None:
    mapping = actuals_of(scope, node, item)
    taken = sorted(actual for actuals in mapping for actual in actuals)
    if taken != list(range(len(node.args))) or _misses_required(item, mapping):
        return None
    arguments = [scope.checked_type(argument) for argument in node.args]
    if item.variables:
        inferred, _free = infer_function_type_arguments(
            item,
            arguments,
            node.arg_kinds,
            node.arg_names,
            mapping,
            scope.program.infer_context,
        )
        solution = {
            variable.id: solved
            for variable, solved in zip(item.variables, inferred, strict=True)
            if solved is not None
        }
        solution.update(_told_by_result(scope, node, item, solution))
        item = expand_type(item.copy_modified(variables=[]), solution)
    if not is_subtype(item.ret_type, scope.checked_type(node)):
        return None
    for formal, actuals in enumerate(mapping):
        for actual in actuals:
            if node.arg_kinds[actual] in (nodes.ARG_STAR, nodes.ARG_STAR2):
                continue
            if not _fits(arguments[actual], item.arg_types[formal]):
                return None
    return item


def _told_by_result(
    scope: FunctionScope,
    node: nodes.CallExpr,
    item: mypy_types.CallableType,
    inferred: Mapping[mypy_types.TypeVarId, mypy_types.Type],
) -> dict[mypy_types.TypeVarId, mypy_types.Type]:
    """Variables that empty displays among the arguments leave open, by what the call gives."""
    if not any(map(lacks_items, inferred.values())):
        return {}
    constraints = infer_constraints(item.ret_type, scope.checked_type(node), SUPERTYPE_OF)
    return {
        constraint.type_var: constraint.target
        for constraint in constraints
        if constraint.type_var in inferred and lacks_items(inferred[constraint.type_var])
    }


def _fits(argument: mypy_types.Type, formal: mypy_types.Type) -> bool:
    """Whether an argument may go to a parameter; empty displays in it may be of any items."""
    if is_subtype(argument, formal):
        return True
    return lacks_items(argument) and is_subtype(_opened(argument), formal)


def _opened(found: mypy_types.Type) -> mypy_types.Type:
    """The same with Any where nothing is known."""
    if isinstance(found, mypy_types.TypeAliasType) and found.is_recursive:
        return found
    proper = mypy_types.get_proper_type(found)
    match proper:
        case mypy_types.UninhabitedType():
            return mypy_types.AnyType(mypy_types.TypeOfAny.special_form)
        case mypy_types.TupleType():
            return proper.copy_modified(items=[_opened(item) for item in proper.items])
        case mypy_types.Instance():
            return proper.copy_modified(args=[_opened(argument) for argument in proper.args])
    return proper


def _misses_required(item: mypy_types.CallableType, mapping: list[list[int]]) -> bool:
    return any(
        kind.is_required() and not actuals
        for kind, actuals in zip(item.arg_kinds, mapping, strict=True)
    )


def note_class_arguments(scope: FunctionScope, node: nodes.CallExpr) -> None:
    """Say what a generic class that is an argument makes: `list` in `defaultdict(list)`.

    mypy checks the arguments of an overloaded function without knowing what they are for, and so
    keeps the class as it is declared. The call's result says what its items are.
    """
    found = scope.program.expression_types.get(node.callee)
    callee = mypy_types.get_proper_type(found) if found is not None else None
    if not isinstance(callee, mypy_types.Overloaded):
        return
    for index, argument in enumerate(node.args):
        info = argument.node if isinstance(argument, nodes.RefExpr) else None
        if isinstance(info, nodes.TypeInfo) and info.type_vars:
            made = _made_by(scope, node, callee, index)
            if made is not None and made.type is info:
                scope.program.class_types[argument] = made


def _made_by(
    scope: FunctionScope, node: nodes.CallExpr, callee: mypy_types.Overloaded, index: int
) -> mypy_types.Instance | None:
    """What the argument, which is called without arguments of its own, has to give."""
    result = scope.checked_type(node)
    for item in callee.items:
        mapping = actuals_of(scope, node, item)
        formals = [formal for formal, actuals in enumerate(mapping) if index in actuals]
        taken = sorted(actual for actuals in mapping for actual in actuals)
        if not formals or taken != list(range(len(node.args))) or _misses_required(item, mapping):
            continue
        for member in _members(item.arg_types[formals[0]]):
            if isinstance(member, mypy_types.CallableType):
                constraints = infer_constraints(item.ret_type, result, SUPERTYPE_OF)
                solved, _free = solve_constraints(item.variables, constraints)
                solution = {
                    variable.id: value
                    for variable, value in zip(item.variables, solved, strict=True)
                    if value is not None
                }
                made = mypy_types.get_proper_type(expand_type(member.ret_type, solution))
                return made if isinstance(made, mypy_types.Instance) else None
    return None


def _members(found: mypy_types.Type) -> list[mypy_types.ProperType]:
    proper = mypy_types.get_proper_type(found)
    if isinstance(proper, mypy_types.UnionType):
        return [mypy_types.get_proper_type(item) for item in proper.items]
    return [proper]
