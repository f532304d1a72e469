"""Enum classes: how their members are made, and looked up by value and by name.

Members are made once, when the class statement runs. A global of the class holds its table
(`gloam.runtime.enumeration.EnumTable`), which knows them by name and value. Where all values are
literals and nothing of the program's runs for a member, the members are part of the image, and the
table is made when it is first asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from gloamc.frontend import tree
from gloamc.ir import function as ir
from gloamc.ir import types as irt
from gloamc.irbuild import arguments as arguments_of
from gloamc.irbuild import attributes, class_objects, classes, derived, expressions
from gloamc.irbuild.function import FunctionBuilder
from gloamc.irbuild.program import ClassInstance, Signature
from gloamc.irbuild.representation import OBJECT, canonical, represent, value_behind

TUPLE = tree.Instance("builtins.tuple", (OBJECT,))
TABLE = "gloam.runtime.enumeration.EnumTable"
AUTO = "enum.auto"
_MEMBER = "gloam.runtime.enumeration.EnumMember"
_NUMBER_MAX = 1 << 62
_FLAGS = {"gloam.runtime.enumeration.FlagMember": False, "enum.IntFlag": True}
"""Bases of flags, and whether they keep bits that no member has."""


def lower_class(b: FunctionBuilder, definition: tree.Class) -> None:
    """An enum's class statement: make each member and bind it to its global."""
    instance = b.program.class_instance(tree.Instance(definition.full_name))
    b.program.instantiate(instance)
    statics = _statics(b, instance)
    flag = flag_base(instance)
    if statics is None:
        _make_table(b, instance)
    names = set(definition.enum_members)
    for statement in definition.body:
        if not isinstance(statement, tree.Assignment):
            continue
        for target in statement.targets:
            if not isinstance(target, tree.GlobalName):
                continue
            name = target.name.rpartition(".")[2]
            if name not in names:
                kind = attributes.global_type(b, target.declared)
                attributes.write_global(b, target, expressions.lower_as(b, statement.value, kind))
                continue
            if statics is None:
                _add_member(b, instance, target, statement.value)
            else:
                _bind_static(b, target, statics[name])
    if definition.unique is not None:
        b.line = definition.unique.line
        shown = b.string(f"<{'flag' if flag else 'enum'} {definition.name!r}>")
        _ask(b, table(b, instance), "check_unique", shown)


def _statics(b: FunctionBuilder, instance: ClassInstance) -> dict[str, ir.Static] | None:
    """By name, the members of an enum that can be part of the image: its values are literals and
    the program has no say in how a member is made. None for any other enum."""
    definition = instance.definition
    plain = b.program.class_instance(tree.Instance(_MEMBER)).layout
    own_fields = [f for a in instance.ancestors() if a.layout is not plain for f in a.layout.fields]
    is_plain = instance.base is not None and plain in [a.layout for a in instance.ancestors()]
    made = b.program.find_method(instance, "__init__")
    if (
        not is_plain
        or own_fields
        or flag_base(instance)
        or definition.unique is not None
        or b.program.find_method(instance, "__new__") is not None
        or (made is not None and not made[0].definition.module.startswith("gloam.runtime"))
    ):
        return None
    return _static_members(instance)


def _static_members(instance: ClassInstance) -> dict[str, ir.Static] | None:
    """A second name for a value is an alias: the same member."""
    definition = instance.definition
    by_value: dict[tuple[type, int | str], ir.Static] = {}
    found: dict[str, ir.Static] = {}
    for statement in definition.body:
        if not isinstance(statement, tree.Assignment):
            continue
        for target in statement.targets:
            if not isinstance(target, tree.GlobalName):
                continue
            name = target.name.rpartition(".")[2]
            if name not in definition.enum_members:
                continue
            value = _literal(statement.value, [held.fields[-1] for held in found.values()])
            if value is None:
                return None
            fresh = ir.Static(instance.layout.name, (name, value))
            found[name] = by_value.setdefault((type(value), value), fresh)
    return found if len(found) == len(set(definition.enum_members)) else None


def _literal(value: tree.Expression, earlier: Sequence[int | str | None]) -> int | str | None:
    """A member's value; `auto()` counts on from the largest of the `earlier` ones."""
    match value:
        case tree.Call(callee=callee) if _is_auto(callee):
            numbers = [number for number in earlier if isinstance(number, int)]
            return max(numbers, default=0) + 1 if len(numbers) == len(earlier) else None
        case tree.IntLiteral(value=number) if abs(number) < _NUMBER_MAX:
            return number
        case tree.StrLiteral(value=text):
            return text
    return None


def _bind_static(b: FunctionBuilder, target: tree.GlobalName, member: ir.Static) -> None:
    kind = irt.ref(member.class_name)
    held = member.fields[-1]
    value = ir.Constant(irt.STR if isinstance(held, str) else irt.INT, held)
    raw = attributes.ensure_global(b, value_place(target.name), value.type)
    b.emit("set_global", b.coerce(value, raw.type), attribute=raw.name)
    attributes.ensure_global(b, target.name, kind)
    b.emit("set_global", ir.Constant(kind, member), attribute=target.name)


def _make_table(b: FunctionBuilder, instance: ClassInstance) -> None:
    definition, flag = instance.definition, flag_base(instance)
    title = b.string(instance.layout.python_name or definition.name)
    options = [title, b.bool_constant(bool(flag)), b.bool_constant(_FLAGS.get(flag, False))]
    made = classes.construct(
        b, b.program.class_instance(tree.Instance(TABLE)), options, definition.span
    )
    b.emit("set_global", b.stable(made), attribute=_place(b, instance))


def flag_base(instance: ClassInstance) -> str:
    """The class of flags that an enum continues, or ""."""
    names = (canonical(a.type.name) for a in instance.ancestors())
    return next((name for name in names if name in _FLAGS), "")


def _add_member(
    b: FunctionBuilder, instance: ClassInstance, target: tree.GlobalName, value: tree.Expression
) -> None:
    name = target.name.rpartition(".")[2]
    kind = represent(instance.type)
    held = b.stable(_value(b, instance, name, value))
    raw = attributes.ensure_global(
        b, value_place(target.name), attributes.global_type(b, value.type)
    )
    b.emit("set_global", b.coerce(held, raw.type), attribute=raw.name)
    made = b.stable(_member(b, instance, name, value, held))
    own = table(b, instance)
    boxed = b.stable(b.coerce(made, irt.OBJ))
    member = b.temporary(irt.OBJ, "member")
    b.assign(member, _ask(b, own, "known", b.runtime(_VALUE_OF, boxed)))
    fresh, done = b.new_block("member"), b.new_block("named")
    b.branch(b.emit("same", member, ir.Constant(irt.OBJ, None)), fresh, done)
    b.start(fresh)
    b.assign(member, boxed)
    b.start(done)
    _ask(b, own, "add", b.string(name), member)
    attributes.ensure_global(b, target.name, kind)
    b.emit("set_global", b.coerce(member, kind), attribute=target.name)


_VALUE_OF = "gloam.runtime.enumeration.value_of"


def value_place(name: str) -> str:
    """The global with the value of a member, which its name means in the class body."""
    owner, _, short = name.rpartition(".")
    return f"{owner}.<value {short}>"


def _value(
    b: FunctionBuilder, instance: ClassInstance, name: str, value: tree.Expression
) -> ir.Value:
    if not (isinstance(value, tree.Call) and _is_auto(value.callee)):
        return expressions.lower(b, value)
    if value_behind(instance.type.name) == "builtins.str":
        return b.string(name.lower())
    return _ask(b, table(b, instance), "next_value")


def _is_auto(callee: tree.Expression) -> bool:
    return isinstance(callee, tree.ClassName) and callee.name == AUTO


def _member(
    b: FunctionBuilder,
    instance: ClassInstance,
    name: str,
    value: tree.Expression,
    held: ir.Value,
) -> ir.Value:
    """A new member. `__new__` and `__init__` get the items of a tuple, or the value."""
    items = _items(b, value, held)
    found = b.program.find_method(instance, "__new__")
    kind = value_behind(instance.type.name)
    if found is not None:
        made = b.stable(class_objects.call_found(b, instance, *found, items, value.span, None))
        if kind == "builtins.int":
            held = made
        _complete(b, instance, made, name, held)
    elif kind and represent(b.resolve(value.type)) != represent(tree.Instance(kind)):
        b.program.refuse(
            "G225",
            value.span,
            f"the value of {name} is of another type than its enum",
            "write __new__ in the class, or use a value of the type that the enum derives from",
        )
        return b.none()
    else:
        made = b.stable(derived.make(b, instance, held) if kind else derived.allocate(b, instance))
        if kind == "builtins.int":
            held = b.stable(b.runtime("gloam.runtime.int.pos", held))
        _complete(b, instance, made, name, held)
    own = b.program.find_method(instance, "__init__")
    if own is not None and not own[0].definition.module.startswith("gloam.runtime"):
        signature = b.program.method_signature(*own)
        b.call(signature, arguments_of.bind(b, signature, items, value.span, made))
    return made


def _items(b: FunctionBuilder, value: tree.Expression, held: ir.Value) -> list[ir.Value]:
    t = b.resolve(value.type)
    if not isinstance(t, tree.TupleType):
        return [held]
    items = [b.runtime("gloam.runtime.tuple.item", held, b.i64(i)) for i in range(len(t.items))]
    return [
        b.stable(b.coerce(item, attributes.global_type(b, kind)))
        for item, kind in zip(items, t.items, strict=True)
    ]


def _complete(
    b: FunctionBuilder, instance: ClassInstance, made: ir.Value, name: str, value: ir.Value
) -> None:
    """Give a member its name, and its value unless `__new__` has done so."""
    if value_behind(instance.type.name) == "builtins.str":
        return
    receiver = b.stable(b.coerce(made, irt.ref(instance.layout.name)))
    place, kind = classes.field_place(instance, "_name_")
    b.emit("set_field", receiver, b.coerce(b.string(name), kind), attribute=place)
    place, kind = classes.field_place(instance, "_value_")
    given = b.emit("get_field", receiver, type=kind, attribute=place)
    unset, done = b.new_block("unset"), b.new_block("set")
    b.branch(b.emit("is_unset", given), unset, done)
    b.start(unset)
    b.emit("set_field", receiver, b.coerce(value, kind), attribute=place)
    b.start(done)


# ---------------------------------------------------------------- tables


def _place(b: FunctionBuilder, instance: ClassInstance) -> str:
    name = f"{instance.layout.name}.<table>"
    kind = irt.ref(TABLE)
    b.program.ir.globals.setdefault(name, ir.Global(name, kind, ir.Constant(kind, ir.UNSET)))
    return name


def table(b: FunctionBuilder, instance: ClassInstance) -> ir.Value:
    b.program.class_instance(tree.Instance(TABLE))
    statics = _statics(b, instance)
    if statics is None:
        return b.emit("get_global", type=irt.ref(TABLE), attribute=_place(b, instance))
    symbol = f"{instance.layout.name}.<tables>"
    kind = irt.ref(TABLE)
    signature = Signature(symbol, (), kind, None, {})
    if symbol not in b.program.ir.functions:
        made = ir.Function(symbol, [], kind, is_unsafe=True)
        b.program.ir.functions[symbol] = made
        nowhere = tree.Span("", 0, 0, 0, 0)
        _fill_table(FunctionBuilder(b.program, signature, made, "gloam.runtime", nowhere), instance)
    return b.call(signature, [])


def _fill_table(b: FunctionBuilder, instance: ClassInstance) -> None:
    """The body of a function that gives the table of an enum in the image."""
    own = b.emit("get_global", type=irt.ref(TABLE), attribute=_place(b, instance))
    unset, done = b.new_block("unset"), b.new_block("done")
    b.branch(b.emit("is_unset", own), unset, done)
    b.start(unset)
    _make_table(b, instance)
    own = b.emit("get_global", type=irt.ref(TABLE), attribute=_place(b, instance))
    for name, member in (_statics(b, instance) or {}).items():
        _ask(b, own, "add", b.string(name), ir.Constant(irt.OBJ, member))
    b.goto(done)
    b.start(done)
    known = b.emit("get_global", type=irt.ref(TABLE), attribute=_place(b, instance))
    b.end(ir.Return(known))
    b.close()


def _ask(b: FunctionBuilder, own: ir.Value, method: str, *values: ir.Value) -> ir.Value:
    """Call a method of a table."""
    found = b.program.find_method(b.program.class_instance(tree.Instance(TABLE)), method)
    assert found is not None, method
    signature = b.program.method_signature(*found)
    pairs = zip([own, *values], signature.parameters, strict=True)
    return b.call(signature, [b.coerce(value, kind) for value, kind in pairs])


def class_behind(b: FunctionBuilder, t: tree.Type) -> ClassInstance | None:
    """The enum class that a class object's type stands for."""
    if not isinstance(t, tree.ClassObjectType) or not isinstance(t.instance, tree.Instance):
        return None
    definition = b.program.find_class(t.instance.name)
    if definition is None or not definition.is_enum or b.program.is_unsafe(definition.module):
        return None
    return b.program.class_instance(t.instance)


def members(b: FunctionBuilder, instance: ClassInstance) -> ir.Value:
    """The tuple of all members."""
    place, kind = classes.field_place(b.program.class_instance(tree.Instance(TABLE)), "members")
    return b.emit("get_field", table(b, instance), type=kind, attribute=place)


def names(b: FunctionBuilder, instance: ClassInstance) -> ir.Value:
    """`Color.__members__`."""
    return _ask(b, table(b, instance), "mapping")


def by_value(
    b: FunctionBuilder, instance: ClassInstance, value: ir.Value, span: tree.Span
) -> ir.Value:
    """`Color(1)`."""
    boxed = b.stable(b.coerce(value, irt.OBJ))
    kind = represent(instance.type)
    found = b.program.find_method(instance, "_missing_")
    if found is None:
        return b.coerce(_ask(b, table(b, instance), "by_value", boxed), kind)
    result = b.temporary(irt.OBJ, "found")
    missing, done = b.new_block("missing"), b.new_block("found")
    b.assign(result, _ask(b, table(b, instance), "known", boxed))
    b.branch(b.emit("same", result, ir.Constant(irt.OBJ, None)), missing, done)
    b.start(missing)
    made = class_objects.call_found(b, instance, *found, [boxed], span, None)
    b.assign(result, b.coerce(made, irt.OBJ))
    name = instance.layout.name
    wrong = b.new_block("wrong")
    b.branch(b.emit("isinstance", result, attribute=name), done, wrong)
    b.start(wrong)
    b.assign(result, _ask(b, table(b, instance), "missed", boxed, result))
    b.start(done)
    return b.coerce(result, kind)


def by_name(b: FunctionBuilder, instance: ClassInstance, e: tree.Expression) -> ir.Value:
    """`Color["RED"]`."""
    name = b.stable(expressions.lower_as(b, e, irt.STR))
    found = _ask(b, table(b, instance), "by_name", name)
    return b.coerce(found, represent(instance.type))


# ---------------------------------------------------------------- what the runtime asks a member


def table_of(b: FunctionBuilder, member: ir.Value, t: tree.Type) -> ir.Value:
    """The table of the class that a member is of, whichever that is."""
    kind = irt.ref(TABLE)
    return _call_made(b, member, t, "<table>", (), kind, lambda inner, own, instance, _: (
        table(inner, instance)
    ))  # fmt: skip


def made_like(
    b: FunctionBuilder, member: ir.Value, t: tree.Type, values: Sequence[ir.Value]
) -> ir.Value:
    """A new flag of the class that a member is of, with a name and a value."""

    def make(
        inner: FunctionBuilder, _: ir.Value, instance: ClassInstance, given: Sequence[ir.Value]
    ) -> ir.Value:
        name, value = given
        if value_behind(instance.type.name):
            made = derived.make(inner, instance, inner.coerce(value, irt.INT))
        else:
            made = derived.allocate(inner, instance)
        receiver = inner.stable(inner.coerce(made, irt.ref(instance.layout.name)))
        for field, held in (("_name_", name), ("_value_", value)):
            place, kind = classes.field_place(instance, field)
            inner.emit("set_field", receiver, inner.coerce(held, kind), attribute=place)
        return receiver

    return _call_made(b, member, t, "<make>", values, irt.OBJ, make)


_Body = Callable[[FunctionBuilder, ir.Value, ClassInstance, Sequence[ir.Value]], ir.Value]


def _call_made(
    b: FunctionBuilder,
    member: ir.Value,
    t: tree.Type,
    method: str,
    values: Sequence[ir.Value],
    result: irt.IRType,
    body: _Body,
) -> ir.Value:
    """Call a method that each enum class below `t` has, made by the compiler. Its parameters are a
    str or None, and an object."""
    assert isinstance(t, tree.Instance)
    owner = b.program.class_instance(t)
    kinds = (irt.STR, irt.OBJ)[: len(values)]

    def make(instance: ClassInstance) -> str:
        symbol = f"{instance.layout.name}.{method}"
        own = ir.Register("self", irt.ref(instance.layout.name), is_parameter=True)
        rest = [ir.Register(f"given{i}", k, is_parameter=True) for i, k in enumerate(kinds)]
        made = ir.Function(symbol, [own, *rest], result, is_unsafe=True)
        b.program.ir.functions[symbol] = made
        signature = Signature(symbol, tuple(p.type for p in made.parameters), result, None, {})
        nowhere = tree.Span("", 0, 0, 0, 0)
        inner = FunctionBuilder(b.program, signature, made, "gloam.runtime", nowhere)
        inner.end(ir.Return(inner.coerce(body(inner, own, instance, rest), result)))
        inner.close()
        return symbol

    signature = Signature("", (irt.ref(owner.layout.name), *kinds), result, None, {}, t)
    slot = b.program.made_slot(owner, method, signature, make)
    converted = [b.coerce(value, kind) for value, kind in zip(values, kinds, strict=True)]
    receiver = b.coerce(member, irt.REF)
    return b.emit("call_virtual", receiver, *converted, type=result, attribute=slot.name)
