"""IR to text, the format of docs/ir.md. gloamc.ir.parser is the exact inverse.

Names are made unique per function here (`i`, `i.2`): the data may hold two registers or blocks of
one name. Refuses nothing: broken functions print too, so that the verifier can show them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypeVar

from gloamc.ir.function import (
    UNSET,
    Block,
    Branch,
    Check,
    Constant,
    Fail,
    Function,
    Goto,
    Layout,
    Op,
    Program,
    Raise,
    Register,
    Return,
    Static,
    Suspend,
    Terminator,
    Unreachable,
    Value,
)
from gloamc.ir.types import BYTES, INT, STR

_T = TypeVar("_T")
_BARE = re.compile(r"[^\s'\"{}():=]([^\n'\"{}():=]*[^\s'\"{}():=])?")
_BARE_ATTRIBUTE = re.compile(r"[^\s'\"{}]([^\n{}]*[^\s{}])?")


def format_program(program: Program) -> str:
    """Globals, layouts, then functions, each in the order of the program's tables."""
    parts = [f"entry {quoted(program.entry)}\n"] if program.entry else []
    if program.debug:
        parts.append("debug\n")
    parts += [
        f"{_final(g.is_final)}global {quoted(g.name)}: {g.type} = {format_constant(g.initial)}\n"
        for g in program.globals.values()
    ]
    parts += [format_layout(layout) for layout in program.layouts.values()]
    parts += [format_function(fn) for fn in program.functions.values()]
    return "\n".join(parts)


def format_layout(layout: Layout) -> str:
    lines = [f"class {quoted(layout.name)}"]
    for word, text in (
        ("base", layout.base),
        ("python_name", layout.python_name),
        ("python_module", layout.python_module),
        ("destroy", layout.destroy),
        ("trace", layout.trace),
        ("finalise", layout.finalise),
    ):
        if text:
            lines.append(f"  {word} {quoted(text)}")
    if layout.is_cyclic:
        lines.append("  cyclic")
    lines += [f"  {_final(f.is_final)}field {quoted(f.name)}: {f.type}" for f in layout.fields]
    lines += [f"  method {quoted(slot)} = {quoted(fn)}" for slot, fn in layout.methods.items()]
    return "\n".join(lines) + "\n"


def _final(is_final: bool) -> str:
    return "final " if is_final else ""


def format_function(fn: Function) -> str:
    names = Names(fn)
    lines = [*_header(fn, names)]
    for block in fn.blocks:
        handler = f" handler {names.block(block.handler)}" if block.handler else ""
        lines.append(f"{names.block(block)}:{handler}")
        lines += [f"  {format_op(op, names)}" for op in block.ops]
        if block.terminator is not None:
            lines.append(f"  {_terminator(block.terminator, names)}")
    return "\n".join(lines) + "\n"


def _header(fn: Function, names: Names) -> Iterator[str]:
    parameters = ", ".join(f"{names.register(p)}: {p.type}" for p in fn.parameters)
    yield f"fn {quoted(fn.name)}({parameters}) -> {fn.result}"
    for word, text in (
        ("path", fn.path),
        ("traceback", fn.traceback_name),
        ("frame_class", fn.frame_class),
    ):
        if text:
            yield f"  {word} {quoted(text)}"
    for word, present in (
        ("cannot_raise", not fn.can_raise),
        ("unsafe", fn.is_unsafe),
        ("frame_step", fn.is_frame_step),
        ("lends", fn.lends),
        ("hot", fn.is_hot),
        ("slow_way", fn.is_slow_way),
    ):
        if present:
            yield f"  {word}"
    for register in fn.registers():
        if not register.is_parameter:
            word = "scoped" if register.is_scoped else "local"
            yield f"  {word} {names.register(register)}: {register.type}"


def format_op(op: Op, names: Names) -> str:
    arguments = ", ".join([names.value(v) for v in op.arguments])
    line = f" @{op.line}" if op.line else ""
    if op.name == "assign" and op.dest is not None and op.type is None and not op.attribute:
        return f"{names.register(op.dest)} = {arguments}{line}"
    result = f"{names.value(op)}: {op.type} = " if op.type is not None else ""
    attribute = _attribute(op.attribute) if op.attribute else ""
    space = " " if arguments else ""
    return f"{result}{op.name}{attribute}{space}{arguments}{line}"


def _terminator(terminator: Terminator, names: Names) -> str:
    match terminator:
        case Goto(target):
            text = f"goto {names.block(target)}"
        case Branch(condition, then, otherwise):
            text = f"branch {names.value(condition)}, {names.block(then)}, {names.block(otherwise)}"
        case Check(value, ok, error):
            text = f"check {names.value(value)}, {names.block(ok)}, {names.block(error)}"
        case Return(value):
            text = f"return {names.value(value)}"
        case Suspend(value, resume):
            text = f"suspend {names.value(value)}, {names.block(resume)}"
        case Raise():
            text = "raise"
        case Fail():
            text = "fail"
        case Unreachable():
            text = "unreachable"
    return f"{text} @{terminator.line}" if terminator.line else text


def format_constant(constant: Constant) -> str:
    """`5` is an int, `'a'` a str, `b'a'` bytes; anything else is `type(literal)`, the literal of
    a static object the word `static`, its class and its fields."""
    if isinstance(constant.value, Static):
        words = " ".join(map(repr, (constant.value.class_name, *constant.value.fields)))
        return f"{constant.type}(static {words})"
    literal = repr(constant.value)
    if constant.value is UNSET or isinstance(constant.value, bool):
        return f"{constant.type}({literal})"
    if constant.type in (INT, STR, BYTES) and constant.value is not None:
        return literal
    return f"{constant.type}({literal})"


def quoted(text: str) -> str:
    """As it is where that reads back, else as a Python string literal."""
    return text if _BARE.fullmatch(text) else repr(text)


def _attribute(text: str) -> str:
    return f"{{{text if _BARE_ATTRIBUTE.fullmatch(text) else repr(text)}}}"


class Names:
    """Unique names of a function's registers, results and blocks."""

    def __init__(self, fn: Function) -> None:
        self._blocks = _unique([(block, block.name) for block in fn.blocks])
        self._registers = _unique([(r, r.name) for r in fn.registers()])
        results = [op for block in fn.blocks for op in block.ops if op.type is not None]
        self._ops = {op: f"%{index}" for index, op in enumerate(results)}

    def block(self, block: Block) -> str:
        return self._blocks.get(block, f"?{block.name}")

    def register(self, register: Register) -> str:
        return self._registers.get(register, f"?{register.name}")

    def value(self, value: Value) -> str:
        if isinstance(value, Constant):
            return format_constant(value)
        if isinstance(value, Register):
            return self.register(value)
        return self._ops.get(value, f"?{value.name}")


def _unique(items: list[tuple[_T, str]]) -> dict[_T, str]:
    taken = {name for _, name in items}
    seen: set[str] = set()
    result: dict[_T, str] = {}
    for item, name in items:
        unique, count = name, 1
        while unique in seen or (count > 1 and unique in taken):
            count += 1
            unique = f"{name}.{count}"
        seen.add(unique)
        result[item] = unique
    return result
