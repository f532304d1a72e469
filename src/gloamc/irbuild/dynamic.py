"""Values of type Any: what is done with them is looked up, by name, in the object's class.

Every name that is looked up has a place in the table of every class; what stands there is made for
the class, or raises what CPython raises where the class has nothing of that name. Arguments are
objects: the method that is reached checks them (`checks.py`). Containers of Any are used in the
same way, because they may be laid out for any items.
"""

from __future__ import annotations

import builtins
import enum
from collections.abc import Callable, Sequence

from gloamc.frontend import tree
from gloamc.ir import function as ir
from gloamc.ir import types as irt
from gloamc.ir.types import IRType
from gloamc.irbuild import arguments as arguments_of
from gloamc.irbuild import (
    attributes,
    builtin_calls,
    calls,
    closures,
    dict_calls,
    expressions,
    interfaces,
    iteration,
    named_tuples,
    slices,
)
from gloamc.irbuild.function import FunctionBuilder
from gloamc.irbuild.operand import Given, Operand, given
from gloamc.irbuild.program import ClassInstance, Signature
from gloamc.irbuild.representation import (
    FUNCTION,
    OBJECT,
    canonical,
    is_named_tuple,
    value_behind,
)

INT = tree.Instance("builtins.int")
_NOWHERE = tree.Span("", 0, 0, 0, 0)
_VALUES = ("int", "bool", "float", "str", "bytes", "tuple", "NoneType")
Make = Callable[[FunctionBuilder, ir.Value, tree.Type, Sequence[ir.Value]], ir.Value | None]
"""What a name does for an object of a class, given the arguments; None if the class lacks it."""

_OWN = {
    ("builtins.list", "__getitem__"): "list_item",
    ("builtins.dict", "__getitem__"): "dict_item",
    ("builtins.dict", "get"): "dict_get",
    ("builtins.str", "__getitem__"): "text_item",
    ("builtins.bytes", "__getitem__"): "bytes_item",
    ("builtins.tuple", "__getitem__"): "tuple_item",
    ("builtins.list", "get_stepped"): "list_slice",
}
"""Methods of builtin classes that take arguments of any type, in gloam.runtime.dynamic."""


# ---------------------------------------------------------------- calls


def call_method(
    b: FunctionBuilder,
    receiver: ir.Value,
    name: str,
    arguments: Sequence[Operand],
    span: tree.Span,
) -> ir.Value:
    """`receiver.name(...)`; the result is an object."""
    receiver = b.stable(b.coerce(receiver, irt.OBJ))
    values = [given(a) for a in arguments]
    is_plain = all(a.kind is tree.ArgumentKind.POSITIONAL for a in values)
    if is_plain and len(values) <= closures.PARAMETERS_MAX:
        operands = [b.stable(b.coerce(_evaluated(b, a.value), irt.OBJ)) for a in values]
        symbol = dispatcher(b, f"<call {name}/{len(operands)}>", len(operands), _Call(name))
    else:
        operands = arguments_of.pack(b, values, span)
        kinds = [ir.type_of(v) for v in operands]
        symbol = dispatcher(b, f"<call {name}/*>", 2, _Call(name, is_packed=True), kinds)
    return b.stable(b.emit("call", receiver, *operands, type=irt.OBJ, attribute=symbol))


def _evaluated(b: FunctionBuilder, value: tree.Expression | ir.Value) -> ir.Value:
    return expressions.lower(b, value) if isinstance(value, tree.Expression) else value


def call_value(
    b: FunctionBuilder, function: ir.Value, arguments: Sequence[Operand], span: tree.Span
) -> ir.Value:
    """`function(...)`: a function value, or an object with `__call__`."""
    function = b.stable(b.coerce(function, irt.OBJ))
    packed = arguments_of.pack(b, [given(a) for a in arguments], span)
    result = b.temporary(irt.OBJ, "called")
    plain, other, done = b.new_block("function"), b.new_block("object"), b.new_block("called")
    b.branch(expressions.is_instance(b, function, [FUNCTION]), plain, other)
    b.start(plain)
    held = b.coerce(function, irt.ref(FUNCTION))
    b.assign(result, closures.call_packed(b, held, packed))
    b.goto(done)
    b.enter(other)
    kinds = [ir.type_of(v) for v in packed]
    name = "<call __call__/*>"
    symbol = dispatcher(b, name, 2, _Call("__call__", is_packed=True), kinds)
    b.assign(result, b.emit("call", function, *packed, type=irt.OBJ, attribute=symbol))
    b.start(done)
    return result


def is_callable(b: FunctionBuilder, value: ir.Value) -> ir.Value:
    """callable(value): a function value, or an object whose class has `__call__`."""
    value = b.stable(value)
    result = b.temporary(irt.BOOL, "callable")
    plain, other, done = b.new_block("function"), b.new_block("object"), b.new_block("done")
    b.branch(expressions.is_instance(b, value, [FUNCTION]), plain, other)
    b.start(plain)
    b.assign(result, b.bool_constant(True))
    b.goto(done)
    b.enter(other)

    def make(
        inner: FunctionBuilder, own: ir.Value, t: tree.Type, _: Sequence[ir.Value]
    ) -> ir.Value | None:
        return inner.coerce(inner.bool_constant(has_method(inner, t, "__call__")), irt.OBJ)

    symbol = dispatcher(b, "<is callable>", 0, make)
    answer = b.emit("call", value, type=irt.OBJ, attribute=symbol)
    b.assign(result, b.coerce(answer, irt.BOOL))
    b.start(done)
    return result


class _Call:
    """A method call as a class answers it."""

    def __init__(self, name: str, *, is_packed: bool = False) -> None:
        self.name = name
        self.is_packed = is_packed

    def __call__(
        self, b: FunctionBuilder, own: ir.Value, t: tree.Type, values: Sequence[ir.Value]
    ) -> ir.Value | None:
        passed: list[Operand]
        if self.is_packed:
            kinds = (tree.ArgumentKind.STAR, tree.ArgumentKind.DOUBLE_STAR)
            passed = [Given(k, "", v) for k, v in zip(kinds, values, strict=True)]
            if (getattr(t, "name", ""), self.name) == ("builtins.dict", "update"):
                return _update(b, own, t, values)
        elif self.takes(b, t, len(values)):
            passed = [b.as_expression(v, tree.AnyType(), b.span) for v in values]
        else:  # what it takes is found while the program runs: not these
            passed = [Given(tree.ArgumentKind.STAR, "", b.stable(b.make_tuple(values)))]
        special = _OWN.get((_owner_of(b, t, self.name), self.name))
        if special is not None and not self.is_packed and isinstance(passed[-1], tree.Expression):
            return b.runtime(f"gloam.runtime.dynamic.{special}", own, *values)
        if has_method(b, t, self.name):
            return calls.call_method(b, own, t, self.name, passed, b.span)
        what = self.name.removesuffix("_stepped")
        if self.name in _SLICES and slices.takes_objects(b, t, what) and not self.is_packed:
            made = slices.make(b, list(values[:3]), b.span)
            rest = [b.as_expression(v, tree.AnyType(), b.span) for v in values[3:]]
            return calls.call_method(b, own, t, f"__{what}item__", [made, *rest], b.span)
        function = _read(b, own, t, self.name)
        if function is None:
            function = _asked(b, own, t, self.name)
        if function is None:
            return None
        return call_value(b, function, passed, b.span)

    def takes(self, b: FunctionBuilder, t: tree.Type, count: int) -> bool:
        """Whether the method takes this many arguments, as far as it is known."""
        function = b.program.find_function(f"gloam.runtime.{calls.value_module(t)}.{self.name}")
        own = calls.derived_method(b, t, self.name)
        if own is not None:
            function = own[1]
        elif not calls.value_module(t) and isinstance(t, tree.Instance):
            found = b.program.find_method(b.program.class_instance(t), self.name)
            function = found[1] if found is not None else None
        if function is None:
            return True
        skipped = 0 if function.kind is tree.FunctionKind.STATIC else 1
        least, most = closures.positional_range(function.parameters[skipped:])
        return least <= count <= most


def _update(
    b: FunctionBuilder, own: ir.Value, t: tree.Type, packed: Sequence[ir.Value]
) -> ir.Value:
    """`d.update(..., name=value)`."""
    assert isinstance(t, tree.Instance)
    items, names = packed
    size = calls.call_method(b, items, arguments_of.ITEMS, "__len__", [], b.span)
    some, done = b.new_block("some"), b.new_block("none")
    b.branch(b.emit("raw.eq", b.coerce(size, irt.I64), b.i64(0)), done, some)
    b.start(some)
    first = iteration.item_at(b, items, arguments_of.ITEMS, b.i64(0), b.span)
    dict_calls.update_value(b, own, t, b.stable(first), tree.AnyType(), b.span)
    b.start(done)
    dict_calls.update_value(b, own, t, b.stable(b.coerce(names, irt.OBJ)), tree.AnyType(), b.span)
    return b.none()


def _owner_of(b: FunctionBuilder, t: tree.Type, name: str) -> str:
    """The builtin class whose method of this name an object of class `t` has."""
    if not isinstance(t, tree.Instance):
        return ""
    if calls.value_module(t):
        return f"builtins.{calls.value_module(t)}"
    found = b.program.find_method(b.program.class_instance(t), name)
    return found[0].type.name if found is not None else ""


def has_method(b: FunctionBuilder, t: tree.Type, name: str) -> bool:
    """Whether a class has a method that programs may call by this name."""
    if not isinstance(t, tree.Instance):
        return False
    if (t.name, name) in builtin_calls.METHODS:
        return True
    if not calls.has_method(b, t, name) and not is_named_tuple(t.name):
        return False
    instance = b.program.class_instance(t)
    module = calls.value_module(t)
    is_own = name in instance.definition.methods or calls.derived_method(b, t, name) is not None
    if module and not is_own:
        if is_named_tuple(t.name) and name == "_asdict":
            return True
        return calls.has_method(b, t, name) and _is_pythons(f"builtins.{module}", name)
    found = b.program.find_method(instance, name)
    if found is None or found[1].kind in _ACCESSORS:
        return False
    return _is_visible(b, instance, name)


CONTAINER_METHODS = "gloam.runtime.container_bases"
"""Where the methods are that a class has from Sequence, Mapping and their like."""


def _is_visible(b: FunctionBuilder, instance: ClassInstance, name: str) -> bool:
    """Whether programs see an attribute: of what a builtin class has here, those in Python too."""
    for at in instance.ancestors():
        known = canonical(at.type.name)
        module = at.definition.module
        if module == CONTAINER_METHODS or not b.program.is_unsafe(module):
            own = at.definition
            if name in own.methods or any(f.name == name for f in own.fields):
                return True
            if name in own.class_variables:
                return True
        elif (
            known in _ENUMS
            and name in ("name", "value")
            or known in _FLAGS
            and hasattr(enum.Flag, name)
        ):
            return True
        elif known.startswith("builtins."):
            return _is_pythons(known, name)
    return True


def _is_pythons(class_name: str, name: str) -> bool:
    """Whether a class has this name in Python too, if it is a builtin one."""
    if not class_name.startswith("builtins."):
        return True
    known = getattr(builtins, class_name.removeprefix("builtins."), None)
    return known is None or hasattr(known, name) or name in _OF_OBJECTS


DERIVED_INT = "gloam.runtime.derived.DerivedInt"
_ENUMS = frozenset(
    f"gloam.runtime.enumeration.{name}" for name in ("EnumMember", "IntMember", "TextMember")
)
_FLAGS = ("gloam.runtime.enumeration.FlagMember", "enum.IntFlag")
_SLICES = ("get_stepped", "set_stepped", "del_stepped")
_OF_OBJECTS = (*_SLICES, "__notes__")
"""Attributes that objects of builtin classes have and the classes have not."""


_ACCESSORS = (
    tree.FunctionKind.PROPERTY, tree.FunctionKind.SETTER, tree.FunctionKind.DELETER,
)  # fmt: skip


# ---------------------------------------------------------------- attributes


def read(b: FunctionBuilder, receiver: ir.Value, name: str) -> ir.Value:
    """`receiver.name`."""

    def make(
        inner: FunctionBuilder, own: ir.Value, t: tree.Type, _: Sequence[ir.Value]
    ) -> ir.Value | None:
        found = _read(inner, own, t, name)
        if found is None and has_method(inner, t, name):
            holder = inner.as_expression(own, t, inner.span)
            place = tree.Attribute(
                holder, name, tree.AttributeKind.METHOD, "", OBJECT, span=inner.span, type=OBJECT
            )
            return closures.function_value(inner, place)
        return found if found is not None else _asked(inner, own, t, name)

    symbol = dispatcher(b, f"<get {name}>", 0, make)
    return b.emit("call", b.coerce(receiver, irt.OBJ), type=irt.OBJ, attribute=symbol)


def write(b: FunctionBuilder, receiver: ir.Value, name: str, value: ir.Value) -> None:
    """`receiver.name = value`."""

    def make(
        inner: FunctionBuilder, own: ir.Value, t: tree.Type, values: Sequence[ir.Value]
    ) -> ir.Value | None:
        instance = _class_of(inner, t)
        if instance is None:
            return None
        setter = inner.program.find_method(instance, f"<set {name}>")
        held = inner.as_expression(values[0], tree.AnyType(), inner.span)
        if setter is not None:
            calls.call_found(inner, own, instance, *setter, [held], inner.span, exact=True)
            return inner.none()
        place = attributes.field_owner(inner, instance, name)
        if place is None:
            return None
        attribute = tree.Attribute(
            inner.as_expression(own, t, inner.span), name, tree.AttributeKind.FIELD, "",
            place[1].type, span=inner.span, type=place[1].type,
        )  # fmt: skip
        checked = expressions.lower_flowing(inner, held, place[1].type, place[0].environment)
        attributes.write_attribute(inner, attribute, checked)
        return inner.none()

    symbol = dispatcher(b, f"<put {name}>", 1, make)
    pair = [b.coerce(receiver, irt.OBJ), b.coerce(value, irt.OBJ)]
    b.emit("call", *pair, type=irt.OBJ, attribute=symbol)


def _class_of(b: FunctionBuilder, t: tree.Type) -> ClassInstance | None:
    if not isinstance(t, tree.Instance):
        return None
    if calls.value_module(t) and not value_behind(t.name):
        return None
    return b.program.class_instance(t)


def _read(b: FunctionBuilder, own: ir.Value, t: tree.Type, name: str) -> ir.Value | None:
    """A property, field or class variable of a class."""
    if not isinstance(t, tree.Instance) or t.name == FUNCTION:
        return None
    instance = b.program.class_instance(t)
    if is_named_tuple(t.name):
        item = named_tuples.read(b, own, instance, name)
        if item is not None:
            return item
    if not interfaces.has_attribute(b, instance, name) or not _is_visible(b, instance, name):
        return None
    attribute = tree.Attribute(
        b.as_expression(own, t, b.span), name, tree.AttributeKind.FIELD, t.name, OBJECT,
        span=b.span, type=OBJECT,
    )  # fmt: skip
    return interfaces.read_exactly(b, own, instance, attribute)


def _asked(b: FunctionBuilder, own: ir.Value, t: tree.Type, name: str) -> ir.Value | None:
    """What `__getattr__` of the object's class gives for a name that the class has not."""
    if name.startswith("__") or not has_method(b, t, "__getattr__"):
        return None
    return calls.call_method(b, own, t, "__getattr__", [b.string(name)], b.span)


# ---------------------------------------------------------------- dispatch


def dispatcher(
    b: FunctionBuilder, name: str, count: int, make: Make, kinds: Sequence[IRType] | None = None
) -> str:
    """The function that does something with an object of any class: ints are apart, all others
    have a place for it in their class's table."""
    symbol = f"<any>{name}"
    if symbol in b.program.ir.functions:
        return symbol
    types = list(kinds) if kinds is not None else [irt.OBJ] * count
    inner, parameters = _builder(b, symbol, [irt.OBJ, *types])
    owner = b.program.class_instance(OBJECT)
    signature = Signature(name, (irt.REF, *types), irt.OBJ, None, {}, OBJECT)
    slot = b.program.made_slot(
        owner, name, signature, lambda instance: _implementation(b, instance, name, types, make)
    )

    def lower() -> None:
        number, other = inner.new_block("number"), inner.new_block("other")
        receiver = parameters[0]
        known = inner.new_block("int")
        inner.branch(inner.emit("isinstance", receiver, attribute="builtins.int"), known, other)
        inner.start(known)
        if inner.program.has_derived("builtins.int"):  # its class has a table
            derived = inner.program.class_instance(tree.Instance(DERIVED_INT)).layout.name
            inner.branch(inner.emit("isinstance", receiver, attribute=derived), other, number)
        inner.start(number)
        _finish(inner, make(inner, inner.coerce(receiver, irt.INT), INT, parameters[1:]),
                receiver, name)  # fmt: skip
        inner.enter(other)
        own = inner.coerce(receiver, irt.REF)
        result = inner.emit("call_virtual", own, *parameters[1:], type=irt.OBJ, attribute=slot.name)
        inner.end(ir.Return(result))
        inner.close()

    b.program.work.append(lower)
    return symbol


def made_function(
    b: FunctionBuilder,
    symbol: str,
    count: int,
    lower: Callable[[FunctionBuilder, Sequence[ir.Value]], None],
) -> str:
    """A function of objects that the compiler makes when it is first needed."""
    if symbol not in b.program.ir.functions:
        inner, parameters = _builder(b, symbol, [irt.OBJ] * count)

        def run() -> None:
            lower(inner, parameters)
            inner.close()

        b.program.work.append(run)
    return symbol


def _implementation(
    b: FunctionBuilder, instance: ClassInstance, name: str, types: Sequence[IRType], make: Make
) -> str:
    """What stands in a class's table. The class's own code is made only when it is known that it
    has the name."""
    symbol = f"{instance.layout.name}.{name}"
    inner, parameters = _builder(b, symbol, [irt.ref(instance.layout.name), *types])

    def lower() -> None:
        made: ir.Value | None = None
        if _is_public(b, instance):
            made = make(inner, parameters[0], instance.type, parameters[1:])
        _finish(inner, made, parameters[0], name)
        inner.close()

    b.program.work.append(lower)
    return symbol


def _is_public(b: FunctionBuilder, instance: ClassInstance) -> bool:
    """Whether programs see a class: not the runtime's own, which no value of theirs is of."""
    if instance.entry is not None:
        return False
    known = canonical(instance.type.name)
    module = instance.definition.module
    return (
        known.startswith("builtins.")
        or module == CONTAINER_METHODS
        or not b.program.is_unsafe(module)
    )


def _builder(
    b: FunctionBuilder, symbol: str, types: Sequence[IRType]
) -> tuple[FunctionBuilder, list[ir.Register]]:
    parameters = [ir.Register(f"argument{i}", t, is_parameter=True) for i, t in enumerate(types)]
    made = ir.Function(symbol, parameters, irt.OBJ)
    b.program.ir.functions[symbol] = made
    signature = Signature(symbol, tuple(types), irt.OBJ, None, {})
    return FunctionBuilder(b.program, signature, made, "gloam.stdlib", _NOWHERE), parameters


def _finish(b: FunctionBuilder, made: ir.Value | None, receiver: ir.Value, name: str) -> None:
    if made is None and name.startswith("<is "):  # a class that programs do not see
        made = b.bool_constant(False)
    if made is None:
        what, _, rest = name.strip("<>").partition(" ")
        text = rest.partition("/")[0]
        b.runtime(
            "gloam.runtime.dynamic.raise_missing", b.coerce(receiver, irt.OBJ), b.string(text),
            b.bool_constant(what == "put"),
        )  # fmt: skip
        b.end(ir.Unreachable())
        return
    b.end(ir.Return(b.coerce(made, irt.OBJ)))
