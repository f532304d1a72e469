"""Text to IR: the exact inverse of gloamc.ir.printer. The format is described in docs/ir.md."""

from __future__ import annotations

import ast
import re

from gloamc.ir.function import (
    UNSET,
    Block,
    Branch,
    Check,
    Constant,
    Fail,
    FieldLayout,
    Function,
    Global,
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
    Unset,
    Value,
)
from gloamc.ir.types import BYTES, INT, STR, parse_type


class ParseError(ValueError):
    """The text is not IR: what is wrong, with the line's number."""


_STRING = r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\""
_NAME = rf"(?:{_STRING}|[^\s'\"{{}}():=](?:[^\n'\"{{}}():=]*[^\s'\"{{}}():=])?)"
_HEADER = re.compile(rf"fn ({_NAME})\((.*)\) -> (\S.*)")
_TYPED_NAME = re.compile(rf"({_NAME}): (.+)")
_GLOBAL = re.compile(rf"(final )?global ({_NAME}): (.+?) = (.+)")
_METHOD = re.compile(rf"method ({_NAME}) = ({_NAME})")
_BLOCK = re.compile(r"(\S+):(?: handler (\S+))?")
_LINE = re.compile(r"(.*) @(\d+)")
_RESULT = re.compile(r"%(\d+): (.+?) = (?=[a-z])(.*)")
_ASSIGN = re.compile(r"([^\s%'\"(\[{,]+) = (.*)")
_OPERATION = re.compile(rf"([a-z_0-9.]+)(?:\{{({_STRING}|[^\n{{}}]*)\}})?(?: (.*))?")
_STRING_LITERAL = re.compile(rf"b?(?:{_STRING})")
_NUMBER = re.compile(r"-?\d+(?=,|$)")
_RESULT_NAME = re.compile(r"%(\d+)(?=,|$)")
_REGISTER = re.compile(r"[^\s,()\[\]'\"]+(?=,|$)")
_TYPE_WORD = re.compile(r"[a-z0-9]+")
_WORD = re.compile(rf" ({_STRING}|-?\d+|None)")
_LITERAL = re.compile(rf"\((static(?:{_WORD.pattern})+|b?(?:{_STRING})|[^()]+)\)")
_FLOATS = {"nan": float("nan"), "inf": float("inf"), "-inf": float("-inf")}


def parse_program(text: str) -> Program:
    program = Program()
    for first, lines in _items(text):
        word = first.split(" ", 1)[0]
        if word == "entry":
            program.entry = _unquote(first[6:])
        elif word == "debug":
            program.debug = True
        elif word in ("global", "final"):
            variable = _parse_global(first)
            program.globals[variable.name] = variable
        elif word == "class":
            layout = _parse_layout(lines)
            program.layouts[layout.name] = layout
        else:
            fn = _FunctionParser(lines).parse()
            program.functions[fn.name] = fn
    return program


def parse_function(text: str) -> Function:
    (item,) = _items(text)
    return _FunctionParser(item[1]).parse()


def _items(text: str) -> list[tuple[str, list[str]]]:
    """Top-level items with their lines, comments (`#` lines) and blank lines dropped."""
    items: list[tuple[str, list[str]]] = []
    for line in text.splitlines():
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if re.match(r"(fn|class|(final )?global|entry) |debug$", line):
            items.append((line, []))
        if not items:
            raise ParseError(f"expected fn, class, global, entry or debug: {line!r}")
        items[-1][1].append(line)
    return items


def _parse_global(line: str) -> Global:
    match = _GLOBAL.fullmatch(line)
    if match is None:
        raise ParseError(f"not a global: {line!r}")
    final, name, type_, initial = match.groups()
    constant, rest = _constant(initial)
    if rest:
        raise ParseError(f"text behind the constant: {line!r}")
    return Global(_unquote(name), parse_type(type_), constant, is_final=bool(final))


def _parse_layout(lines: list[str]) -> Layout:
    layout = Layout(_unquote(lines[0][len("class ") :]), "")
    for line in lines[1:]:
        is_final = line.startswith("  final ")
        word, _, rest = line.strip().removeprefix("final ").partition(" ")
        match word:
            case "base":
                layout.base = _unquote(rest)
            case "python_name":
                layout.python_name = _unquote(rest)
            case "python_module":
                layout.python_module = _unquote(rest)
            case "destroy":
                layout.destroy = _unquote(rest)
            case "trace":
                layout.trace = _unquote(rest)
            case "finalise":
                layout.finalise = _unquote(rest)
            case "cyclic":
                layout.is_cyclic = True
            case "field" if typed := _TYPED_NAME.fullmatch(rest):
                name, type_ = _unquote(typed[1]), parse_type(typed[2])
                layout.fields.append(FieldLayout(name, type_, is_final))
            case "method" if method := _METHOD.fullmatch(line.strip()):
                layout.methods[_unquote(method[1])] = _unquote(method[2])
            case _:
                raise ParseError(f"not part of a class: {line!r}")
    return layout


class _FunctionParser:
    """Two walks: the first makes blocks and ops, so that operands may refer forward."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.registers: dict[str, Register] = {}
        self.results: dict[int, Op] = {}
        self.blocks: dict[str, Block] = {}

    def parse(self) -> Function:
        fn = self.header()
        position = 1
        while position < len(self.lines) and self.lines[position].startswith(" "):
            self.property(fn, self.lines[position].strip())
            position += 1
        body = self.lines[position:]
        for line in body:
            self.declare(line, fn)
        block: Block | None = None
        for line in body:
            if not line.startswith(" "):
                match = _BLOCK.fullmatch(line)
                assert match is not None
                block = self.blocks[match[1]]
                if match[2]:
                    block.handler = self.block(match[2])
            elif block is None:
                raise ParseError(f"outside a block: {line!r}")
            else:
                self.statement(block, line.strip())
        return fn

    def header(self) -> Function:
        match = _HEADER.fullmatch(self.lines[0])
        if match is None:
            raise ParseError(f"not a function header: {self.lines[0]!r}")
        parameters = []
        for text in _split_commas(match[2]):
            typed = _TYPED_NAME.fullmatch(text)
            if typed is None:
                raise ParseError(f"not a parameter: {text!r}")
            register = Register(typed[1], parse_type(typed[2]), is_parameter=True)
            self.registers[register.name] = register
            parameters.append(register)
        return Function(_unquote(match[1]), parameters, parse_type(match[3]))

    def property(self, fn: Function, line: str) -> None:
        word, _, rest = line.partition(" ")
        match word:
            case "path":
                fn.path = _unquote(rest)
            case "traceback":
                fn.traceback_name = _unquote(rest)
            case "frame_class":
                fn.frame_class = _unquote(rest)
            case "cannot_raise":
                fn.can_raise = False
            case "unsafe":
                fn.is_unsafe = True
            case "frame_step":
                fn.is_frame_step = True
            case "lends":
                fn.lends = True
            case "hot":
                fn.is_hot = True
            case "slow_way":
                fn.is_slow_way = True
            case "local" | "scoped" if typed := _TYPED_NAME.fullmatch(rest):
                register = Register(typed[1], parse_type(typed[2]), is_scoped=word == "scoped")
                self.registers[typed[1]] = register
            case _:
                raise ParseError(f"not a property of a function: {line!r}")

    def declare(self, line: str, fn: Function) -> None:
        if not line.startswith(" "):
            match = _BLOCK.fullmatch(line)
            if match is None:
                raise ParseError(f"not a block: {line!r}")
            self.blocks[match[1]] = Block(match[1])
            fn.blocks.append(self.blocks[match[1]])
        elif result := _RESULT.fullmatch(line.strip()):
            self.results[int(result[1])] = Op("", [], parse_type(result[2]))

    def statement(self, block: Block, line: str) -> None:
        text, number = line, 0
        if numbered := _LINE.fullmatch(line):
            text, number = numbered[1], int(numbered[2])
        if result := _RESULT.fullmatch(text):
            self.operation(block, self.results[int(result[1])], result[3], number)
        elif assign := _ASSIGN.fullmatch(text):
            (value,) = self.operands(assign[2])
            block.ops.append(Op("assign", [value], None, "", number, self.register(assign[1])))
        elif not self.terminator(block, text, number):
            self.operation(block, Op("", []), text, number)

    def operation(self, block: Block, op: Op, text: str, line: int) -> None:
        match = _OPERATION.fullmatch(text)
        if match is None:
            raise ParseError(f"not an operation: {text!r}")
        op.name, op.line = match[1], line
        op.attribute = _unquote(match[2]) if match[2] else ""
        op.arguments = self.operands(match[3] or "")
        block.ops.append(op)

    def terminator(self, block: Block, text: str, line: int) -> bool:
        word, _, rest = text.partition(" ")
        end: Terminator
        match word:
            case "goto":
                end = Goto(self.block(rest), line)
            case "branch" | "check":
                head, then, otherwise = rest.rsplit(", ", 2)
                (value,) = self.operands(head)
                if word == "branch":
                    end = Branch(value, self.block(then), self.block(otherwise), line)
                else:
                    assert isinstance(value, Op)
                    end = Check(value, self.block(then), self.block(otherwise), line)
            case "return":
                (value,) = self.operands(rest)
                end = Return(value, line)
            case "suspend":
                head, resume = rest.rsplit(", ", 1)
                (value,) = self.operands(head)
                end = Suspend(value, self.block(resume), line)
            case "raise":
                end = Raise(line)
            case "fail":
                end = Fail(line)
            case "unreachable":
                end = Unreachable(line)
            case _:
                return False
        if block.terminator is not None:
            raise ParseError(f"a second terminator in {block.name}: {text!r}")
        block.terminator = end
        return True

    def operands(self, text: str) -> list[Value]:
        values: list[Value] = []
        while text:
            value, text = self.operand(text)
            values.append(value)
            if text and not text.startswith(", "):
                raise ParseError(f"expected a comma: {text!r}")
            text = text[2:]
        return values

    def operand(self, text: str) -> tuple[Value, str]:
        """The first operand, and the text behind it."""
        if result := _RESULT_NAME.match(text):
            if int(result[1]) not in self.results:
                raise ParseError(f"no result {result[0]}")
            return self.results[int(result[1])], text[result.end() :]
        if not _NUMBER.match(text) and (register := _REGISTER.match(text)):
            return self.register(register[0]), text[register.end() :]
        return _constant(text)

    def register(self, name: str) -> Register:
        if name not in self.registers:
            raise ParseError(f"no register {name}")
        return self.registers[name]

    def block(self, name: str) -> Block:
        if name not in self.blocks:
            raise ParseError(f"no block {name}")
        return self.blocks[name]


def _constant(text: str) -> tuple[Constant, str]:
    """A constant at the start of the text, and the text behind it."""
    if string := _STRING_LITERAL.match(text):
        value = ast.literal_eval(string[0])
        return Constant(BYTES if isinstance(value, bytes) else STR, value), text[string.end() :]
    if number := _NUMBER.match(text):
        return Constant(INT, int(number[0])), text[number.end() :]
    word = _TYPE_WORD.match(text)
    if word is None:
        raise ParseError(f"not an operand: {text!r}")
    end = _closing_bracket(text, word.end())
    literal = _LITERAL.match(text, end)
    if literal is None:
        raise ParseError(f"not an operand: {text!r}")
    return Constant(parse_type(text[:end]), _literal(literal[1])), text[literal.end() :]


def _literal(text: str) -> int | float | str | bytes | bool | Static | Unset | None:
    if text == "unset":
        return UNSET
    if text.startswith("static "):
        name, *fields = (ast.literal_eval(word) for word in _WORD.findall(text))
        return Static(name, tuple(fields))
    if text in _FLOATS:
        return _FLOATS[text]
    value: int | float | str | bytes | bool | None = ast.literal_eval(text)
    return value


def _closing_bracket(text: str, start: int) -> int:
    """Behind the bracket that closes the one at `start`; `start` if there is none."""
    depth = 0
    for index in range(start, len(text)):
        depth += {"[": 1, "]": -1}.get(text[index], 0)
        if depth == 0:
            return index + 1 if index > start else start
    return start


def _split_commas(text: str) -> list[str]:
    """The parts between commas outside brackets."""
    parts: list[str] = []
    depth = start = 0
    for index, character in enumerate(text):
        depth += {"[": 1, "]": -1}.get(character, 0)
        if character == "," and depth == 0:
            parts.append(text[start:index].strip())
            start = index + 1
    return [*parts, text[start:].strip()] if text.strip() else []


def _unquote(text: str) -> str:
    if text[:1] in ("'", '"'):
        value = ast.literal_eval(text)
        assert isinstance(value, str)
        return value
    return text
