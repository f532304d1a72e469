"""Typed tree expressions to IR; calls, operators, displays, iteration have their own modules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gloamc.diagnostics import InternalError
from gloamc.frontend import tree
from gloamc.ir import function as ir
from gloamc.ir import types as irt
from gloamc.ir.types import IRType, Kind
from gloamc.irbuild import (
    abstract_classes,
    attributes,
    calls,
    checks,
    class_objects,
    closures,
    coroutines,
    displays,
    formatting,
    generators,
    lifetime,
    not_implemented,
    operators,
)
from gloamc.irbuild.function import FunctionBuilder, constant_value
from gloamc.irbuild.representation import (
    ABSTRACT,
    DYNAMIC,
    FRAME_TYPES,
    FUNCTION,
    Environment,
    canonical,
    is_any,
    is_anything,
    is_dynamic,
    is_optional,
    substitute,
    without_none,
)


def lower(b: FunctionBuilder, e: tree.Expression) -> ir.Value:
    """The value of an expression, in the representation of its type (or one that converts)."""
    line = b.line
    if e.span.line > 0:
        b.line = e.span.line
    value = _lower(b, e)
    b.line = line  # what encloses it raises at its own first line
    return value


def _lower(b: FunctionBuilder, e: tree.Expression) -> ir.Value:  # noqa: C901
    constant = constant_value(e)
    if constant is not None:
        return b.from_constant(constant)
    match e:
        case tree.LocalName() if class_objects.static_class(b, e) is not None:
            instance = class_objects.static_class(b, e)
            assert instance is not None
            return closures.callable_class(b, instance)
        case tree.LocalName():
            return _narrowed(b, read_local(b, e.variable), e)
        case tree.GlobalName(name=not_implemented.NAME):
            return not_implemented.value(b)
        case tree.GlobalName():
            return attributes.read_global(b, e)
        case tree.FunctionName() | tree.ClassName() | tree.SuperMethod():
            return closures.function_value(b, e)
        case tree.Attribute():
            return attributes.read(b, e)
        case tree.Call():
            return calls.lower_call(b, e)
        case tree.BinaryOperation():
            return operators.binary(b, e)
        case tree.UnaryOperation():
            return operators.unary(b, e)
        case tree.Not():
            return b.emit("bool.not", condition(b, e.operand))
        case tree.BooleanOperation():
            return _boolean_operation(b, e)
        case tree.Comparison():
            return operators.comparison(b, e)
        case tree.Conditional():
            return _conditional(b, e)
        case tree.IsInstance():
            return _isinstance(b, e)
        case tree.Cast():
            value = b.stable(lower(b, e.value))
            if e.is_checked:
                return checks.convert(b, value, e.type)
            if ir.type_of(value).is_counted and e.type != e.value.type:
                check_class(b, value, b.resolve(e.type), e.span)
            return b.coerce(value, _kind_of(b, e))
        case tree.Index():
            return attributes.read_index(b, e)
        case tree.Slice():
            return attributes.read_slice(b, e)
        case tree.TupleDisplay():
            return displays.tuple_display(b, e.items)
        case tree.ListDisplay():
            return displays.list_display(b, e)
        case tree.SetDisplay():
            return displays.set_display(b, e)
        case tree.DictDisplay():
            return displays.dict_display(b, e)
        case tree.FormattedString():
            return formatting.formatted_string(b, e)
        case tree.Lambda():
            return closures.closure(b, e.function)
        case tree.Await():
            return coroutines.lower_await(b, e)
        case tree.Yield():
            return generators.lower_yield(b, e)
        case tree.YieldFrom():
            return generators.lower_yield_from(b, e)
        case tree.Comprehension():
            return displays.comprehension(b, e)
        case tree.NamedExpression():
            value = b.stable(lower_as(b, e.value, place_type(b, e.target)))
            attributes.write(b, e.target, value)
            if isinstance(b.resolve(e.type), tree.NeverType | tree.AnyType):
                return value
            return b.coerce(value, _kind_of(b, e))
    raise InternalError(f"no lowering for {type(e).__name__}")


def place_type(b: FunctionBuilder, target: tree.LocalName | tree.GlobalName) -> IRType:
    if isinstance(target, tree.LocalName):
        return b.variable_type(target.variable)
    return attributes.global_type(b, target.declared)


def _kind_of(b: FunctionBuilder, e: tree.Expression) -> IRType:
    return b.represent(e.type)


def lower_as(b: FunctionBuilder, e: tree.Expression, target: IRType) -> ir.Value:
    """The value in a given representation."""
    return b.coerce(lower(b, e), target)


def lower_flowing(
    b: FunctionBuilder, e: tree.Expression, declared: tree.Type, environment: Environment
) -> ir.Value:
    """The value for a place that is declared elsewhere, where `environment` holds; one of type Any
    is made sure of."""
    place = substitute(declared, environment)
    if is_any(b.resolve(e.type)) and not is_anything(place):
        return checks.convert(b, lower(b, e), place)
    return lower_as(b, e, b.represent(place))


def discard(b: FunctionBuilder, e: tree.Expression) -> None:
    """Evaluate for the effect only."""
    if isinstance(e, tree.Yield):
        generators.lower_yield(b, e, is_used=False)
    else:
        lower(b, e)


def condition(b: FunctionBuilder, e: tree.Expression) -> ir.Value:
    """The truth of an expression as a bool."""
    return operators.truth(b, lower(b, e), b.resolve(e.type))


def branch_on(b: FunctionBuilder, e: tree.Expression, then: ir.Block, otherwise: ir.Block) -> None:
    """Jump by the truth of an expression, evaluating `and`, `or` and `not` without values."""
    match e:
        case tree.Not():
            branch_on(b, e.operand, otherwise, then)
        case tree.BooleanOperation(operator="and"):
            more = b.new_block("and")
            branch_on(b, e.left, more, otherwise)
            b.start(more)
            branch_on(b, e.right, then, otherwise)
        case tree.BooleanOperation():
            more = b.new_block("or")
            branch_on(b, e.left, then, more)
            b.start(more)
            branch_on(b, e.right, then, otherwise)
        case tree.BoolLiteral():
            b.goto(then if e.value else otherwise)
        case _:
            b.branch(condition(b, e), then, otherwise)


# ---------------------------------------------------------------- locals


def read_local(b: FunctionBuilder, variable: tree.Variable) -> ir.Value:
    if id(variable) in b.cells:
        return closures.read_cell(b, variable)
    return b.register(variable)


def write_local(b: FunctionBuilder, variable: tree.Variable, value: ir.Value) -> None:
    if id(variable) in b.cells:
        closures.write_cell(b, variable, value)
        return
    register = b.register(variable)
    if register.is_parameter:
        raise InternalError(f"parameter {variable.name} is assigned")
    value = b.coerce(value, register.type)
    if lifetime.runs_code_at_death(b, variable.type):
        value = b.stable(value)
        b.assign(register, value)
        b.keep_value(variable, value)
    else:
        b.assign(register, value)


def _narrowed(b: FunctionBuilder, value: ir.Value, e: tree.LocalName) -> ir.Value:
    target = b.represent(e.type)
    source = ir.type_of(value)
    if isinstance(b.resolve(e.type), tree.NeverType | tree.AnyType):
        return value
    if source.kind is target.kind:
        if b.finally_depth and is_optional(e.variable.type) and not is_optional(e.type):
            check_not_none(b, value, "")
        return value
    if b.finally_depth and source.kind is Kind.OBJ:
        check_class(b, value, b.resolve(e.type), e.span)
    return b.coerce(value, target)


def check_not_none(b: FunctionBuilder, value: ir.Value, attribute: str) -> None:
    """mypy believes that this is not None; make sure (facts: narrowing outlives a reset)."""
    if b.is_unsafe or ir.type_of(value).kind is not Kind.REF:
        return
    good, bad = b.new_block("some"), b.new_block("none")
    is_none = b.emit("same", value, ir.Constant(irt.NONE_REF, None))
    b.branch(is_none, bad, good)
    b.start(bad)
    b.runtime(
        "gloam.runtime.raising.raise_no_attribute",
        ir.Constant(irt.OBJ, None),
        b.string(attribute),
    )
    b.end(ir.Unreachable(b.line))
    b.start(good)


def check_class(b: FunctionBuilder, value: ir.Value, t: tree.Type, span: tree.Span) -> None:
    """Make sure that an object is what mypy believes it to be; TypeError if not."""
    names = class_names(b, t)
    if not names or b.is_unsafe:
        return
    good, bad = b.new_block("fits"), b.new_block("misfit")
    b.branch(b.emit("isinstance", value, attribute="|".join(names)), good, bad)
    b.start(bad)
    b.runtime("gloam.runtime.raising.raise_wrong_class", b.coerce(value, irt.OBJ))
    b.end(ir.Unreachable(b.line))
    b.start(good)


def class_names(b: FunctionBuilder, t: tree.Type) -> list[str]:
    """The classes whose objects a type admits; empty if any object will do."""
    match t:
        case tree.UnionType(items):
            names: list[str] = []
            for item in items:
                found = class_names(b, item)
                if not found:
                    return []
                names.extend(found)
            return names
        case tree.NoneType():
            return ["builtins.NoneType"]
        case tree.CallableType():
            return [FUNCTION]
        case tree.TupleType():
            return ["builtins.tuple"]
        case tree.Instance(name, _):
            if name in ("builtins.object", "$reference", "$any") or name in ABSTRACT:
                return []
            if is_dynamic(t):
                return [name]
            if name in FRAME_TYPES:
                return [require_class(b, tree.Instance(FRAME_TYPES[name]))]
            kind = b.represent(t)
            if kind.is_raw or kind.kind is Kind.PTR:
                return []
            if kind.kind is Kind.FLOAT and b.program.tree.keeps_ints:
                return ["builtins.float", "builtins.int"]
            return [require_class(b, t)]
        case _:
            return []


def require_class(b: FunctionBuilder, t: tree.Instance) -> str:
    """A class name for an isinstance test, with its layout made."""
    if b.program.find_class(t.name) is None:
        return t.name
    resolved = b.program.resolve(t, b.signature.environment)
    assert isinstance(resolved, tree.Instance)
    return b.program.class_instance(resolved).layout.name


# ---------------------------------------------------------------- choices


@dataclass(frozen=True, slots=True)
class _Way:
    """Where a test leads to; `result` keeps the value that was tested."""

    block: ir.Block
    result: ir.Register | None = None


def _boolean_operation(b: FunctionBuilder, e: tree.BooleanOperation) -> ir.Value:
    target = b.represent(e.type)
    result = b.temporary(target)
    other, done = b.new_block("other"), b.new_block("done")
    ways = _Way(other), _Way(done, result)
    _test_once(b, e.left, *(ways if e.operator == "and" else reversed(ways)))
    b.start(other)
    b.assign(result, lower_as(b, e.right, target))
    b.start(done)
    return result


def _test_once(b: FunctionBuilder, e: tree.Expression, if_true: _Way, if_false: _Way) -> None:
    """Go by the truth of an expression: a false `a` of `a and b or c` is not asked again."""
    match e:
        case tree.BooleanOperation():
            more = b.new_block(e.operator)
            if e.operator == "and":
                _test_once(b, e.left, _Way(more), if_false)
            else:
                _test_once(b, e.left, if_true, _Way(more))
            b.start(more)
            _test_once(b, e.right, if_true, if_false)
        case _:
            value = b.stable(lower(b, e))
            yes, no = b.new_block("true"), b.new_block("false")
            b.branch(operators.truth(b, value, b.resolve(e.type)), yes, no)
            for block, way in ((yes, if_true), (no, if_false)):
                b.start(block)
                if way.result is not None:
                    b.assign(way.result, b.coerce(value, way.result.type))
                b.goto(way.block)


def _conditional(b: FunctionBuilder, e: tree.Conditional) -> ir.Value:
    target = b.represent(e.type)
    result = b.temporary(target)
    then, otherwise, done = b.new_block("then"), b.new_block("else"), b.new_block("done")
    branch_on(b, e.condition, then, otherwise)
    b.start(then)
    b.assign(result, lower_as(b, e.then, target))
    b.goto(done)
    b.start(otherwise)
    b.assign(result, lower_as(b, e.otherwise, target))
    b.start(done)
    return result


def _is_below(b: FunctionBuilder, t: tree.Instance, name: str) -> bool:
    """Whether objects of a type are of the class `name`, of which they tell the items."""
    if t.name == name:
        return True
    if b.program.find_class(t.name) is None or b.represent(t).kind is not Kind.REF:
        return False
    return any(a.type.name == name for a in b.program.class_instance(t).ancestors())


def _refuse_unknown_items(b: FunctionBuilder, e: tree.IsInstance, name: str) -> None:
    """isinstance(x, list) says nothing about the items, so nothing could be done with x."""
    definition = b.program.find_class(name)
    if name in ABSTRACT or name in FRAME_TYPES:  # their items are objects always
        return
    if b.is_unsafe or definition is None or not definition.type_variables:
        return
    if canonical(name) == "builtins.tuple":  # its items are objects always
        return
    t = b.resolve(e.value.type)
    if is_any(t) and name in DYNAMIC:
        return
    members = t.items if isinstance(t, tree.UnionType) else (t,)
    wanted = canonical(name)
    if not any(isinstance(m, tree.Instance) and _is_below(b, m, wanted) for m in members):
        b.program.refuse(
            "G224",
            e.span,
            f"isinstance with the generic class {definition.name} does not tell its items' type",
            "declare the variable as a union that names it, such as list[int] | int",
        )


def _isinstance(b: FunctionBuilder, e: tree.IsInstance) -> ir.Value:
    value = lower(b, e.value)
    if e.computed is not None:
        value = b.stable(b.coerce(value, irt.OBJ))
        classes = b.coerce(lower(b, e.computed), irt.OBJ)
        return b.runtime("gloam.runtime.function.is_instance_of", value, classes)
    for name in e.classes:
        _refuse_unknown_items(b, e, name)
    return is_instance(b, value, e.classes)


def is_instance(b: FunctionBuilder, value: ir.Value, classes: Sequence[str]) -> ir.Value:
    """Whether a value is of one of these classes, by full name."""
    kind = ir.type_of(value)
    names: list[str] = []
    for name in classes:
        abstract = abstract_classes.classes_of(b.program, name)
        names += abstract or [attributes.family_name(b, name)]
    if kind.kind is Kind.BOOL:
        fits = {"builtins.bool", "builtins.int", "builtins.object"}
        return b.bool_constant(bool(fits & set(names)))
    if kind.kind is Kind.FLOAT and not b.keeps_ints:
        return b.bool_constant(bool({"builtins.float", "builtins.object"} & set(names)))
    if kind.kind is Kind.FLOAT:
        value = b.coerce(value, irt.OBJ)
    if kind.kind is Kind.NONE:
        return b.bool_constant(bool({"builtins.NoneType", "builtins.object"} & set(names)))
    if kind.is_raw:
        return b.bool_constant(bool({"builtins.int", "builtins.object"} & set(names)))
    return b.emit("isinstance", value, attribute="|".join(names))


__all__ = ["branch_on", "condition", "discard", "lower", "lower_as", "without_none"]
