"""Expressions of a wanted type, from literals, variables in scope and the grammar."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from tools.differential import literals
from tools.differential.choices import Choices
from tools.differential.grammar import Template, grammar

_HOLE = re.compile(r"<([A-Za-z][^<>;]*)((?:;\w+:[^<>;]+)*)>")
_FRESH = re.compile(r"@(\w+)")
_FIT_FOR_FORMAT = re.compile(r"[\w ()+*/,.]+")
"""Without what an f-string of Python 3.11 cannot hold, or would take for its own."""
_COMPARED = re.compile(r" (==|!=|is|in) ")
"""Two literals here would be an error to the checker."""
_NUMBER = re.compile(r"-?\d[\w.*+-]*")
_COST_MAX = 400
_LEAF = {
    "list[int]": ["[1, 2, 3]", "[5]", "[3, -1, 2, 2]", "[2**62, 2**63, -2**64]"],
    "list[str]": ["['a', 'b']", "['']", "['b', 'é', 'B', 'a']"],
    "list[float]": ["[0.5, -1.5]", "[1e100]"],
    "list[bool]": ["[True, False]", "[False]"],
    "list[bytes]": ["[b'a', b'']"],
    "list[list[int]]": ["[[1], [2, 3]]", "[[7]]"],
    "list[tuple[int, str]]": ["[(1, 'a'), (0, 'b')]"],
    "tuple[int, str]": ["(1, 'x')", "(-3, '')"],
    "tuple[int, ...]": ["(1, 2, 3)", "(9,)"],
    "dict[str, int]": ["{'a': 1, 'b': 2}", "{'': 0}"],
    "dict[int, str]": ["{1: 'one', 2**64: 'big'}", "{0: ''}"],
    "set[int]": ["{1, 2, 3}", "{-1, 2**63}"],
    "int | None": ["maybe(True, 4)", "maybe(False, 4)"],
    "str | None": ["maybe(True, 'm')", "maybe(False, '')"],
    "int | str": ["either(True, 3, 'e')", "either(False, 3, 'e')"],
    "Callable[[int], int]": ["adder(1)"],
    "list[Callable[[int], int]]": ["[adder(2)]"],
    "frozenset[int]": ["frozenset({1, 2})", "frozenset([0])"],
    "bytearray": ["bytearray(b'ab')", "bytearray()"],
    "deque[int]": ["deque([1, 2, 3])"],
    "Counter[str]": ["Counter('abca')"],
    "defaultdict[str, list[int]]": ["defaultdict(list, {'a': [1]})"],
    "dict[str, list[int]]": ["{'a': [1], 'b': []}"],
    "list[int | str]": ["[1, 'a']", "['', 0]"],
    "int | str | None": ["either(True, 3, 'e')", "maybe(False, 4)", "maybe(True, 'm')"],
    "object": ["None", "3", "'a'", "2.5", "(1, 'x')", "[1]", "Square('s', 4)", "{'size': 1}"],
    "Options": ["Options(size=1, name='n')", "Options()"],
    "Level": ["Level.LOW", "Level(10)"],
    "Tone": ["Tone.RED", "Tone('blue')"],
    "Mode": ["Mode.READ", "Mode(3)"],
    "Point": ["Point(1, 2)", "Point(0, -1, 'q')"],
    "Shape": ["Shape('s')", "Square('s', 3)", "Box('b', 2, inside=Square('i', 1))"],
    "Shape | None": ["maybe(False, Shape('s'))", "maybe(True, Shape('s'))"],
    "Version": ["Version(1)", "Version(1, 2)"],
    "Vector": ["Vector(0.0, 1.5)", "Vector(0.0, 0.0)"],
    "Tank": ["Tank(5)"],
    "Stack[int]": ["Stack([1, 2])"],
    "list[Shape]": ["[Shape('a'), Square('b', 2)]"],
    "range": ["range(5)", "range(3, -4, -2)"],
}


@dataclass(slots=True)
class Scope:
    """Names that can be read, with their types; `narrowed` ones only outside of lambdas."""

    names: dict[str, str] = field(default_factory=dict)
    narrowed: set[str] = field(default_factory=set)
    fixed: set[str] = field(default_factory=set)
    """Names that must not be assigned: loop variables, what is iterated, narrowed names."""

    def copy(self) -> Scope:
        return Scope(dict(self.names), set(self.narrowed), set(self.fixed))

    def of_type(self, kind: str) -> list[str]:
        return [name for name, found in self.names.items() if found == kind]


class Expressions:
    """`templates` grows with the functions and classes of the program."""

    def __init__(self, choices: Choices) -> None:
        self.choices = choices
        self.templates = grammar()
        self.own: dict[str, list[Template]] = {}
        """Templates that the program's own definitions give; preferred."""
        self._literals: set[str] = set()
        """Those written so far, whose types are single values to the checker."""
        self.count = 0
        self.rounds = 1
        """How often the place that is being written may run."""

    def fresh(self, prefix: str) -> str:
        self.count += 1
        return f"{prefix}{self.count}"

    def kinds(self) -> list[str]:
        return [*self.templates, *(kind for kind in self.own if kind not in self.templates)]

    def offer(self, kind: str, text: str, cost: int = 1) -> None:
        self.own.setdefault(kind, []).append(Template(text, cost))

    def make(self, kind: str, scope: Scope, depth: int, *, binds: bool = True) -> str:
        """`binds`: may the expression assign names with := ?"""
        choices = self.choices
        if kind == "small":
            return str(choices.between(-3, 7))
        if kind == "nat":
            return str(choices.between(0, 6))
        if kind in literals.SPECS:
            return literals.SPECS[kind](choices)
        readable = scope.of_type(kind)
        if readable and choices.happens(45 if depth > 0 else 75):
            return choices.one_of(readable)
        if depth <= 0:
            return self._leaf(kind, scope)
        own = self.own.get(kind, [])
        usable = own if own and choices.happens(35) else self.templates.get(kind, own)
        for _ in range(8):
            template = choices.one_of(usable)
            is_wanted = binds or ":=" not in template.text
            if is_wanted and template.cost * self.rounds <= _COST_MAX:
                return self.fill(template, scope, depth - 1, binds=binds)
        return self._leaf(kind, scope)

    def fill(self, template: Template, scope: Scope, depth: int, *, binds: bool = True) -> str:
        text = template.text
        for name in sorted(set(_FRESH.findall(text))):
            text = re.sub(rf"@{name}\b", self.fresh("n"), text)
        is_formatted = text.startswith("f'")
        is_compared = _COMPARED.search(text) is not None
        hoisted: dict[str, str] = {}
        before = self.rounds
        self.rounds *= template.cost

        def filled(match: re.Match[str]) -> str:
            inner, inner_binds = scope, binds
            if match[2]:
                inner, inner_binds = scope.copy(), False
                for name in inner.narrowed:
                    del inner.names[name]
                inner.narrowed = set()
                for part in match[2][1:].split(";"):
                    name, _, bound = part.partition(":")
                    inner.names[name] = bound
            made = self.make(
                match[1],
                inner,
                depth,
                binds=inner_binds and template.cost == 1 and not is_formatted,
            )
            is_spec = match[1] in literals.SPECS
            if is_formatted and not is_spec and not _FIT_FOR_FORMAT.fullmatch(made):
                hoisted[name := self.fresh("n")] = made
                return name
            if is_compared and made in self._literals:
                return f"{'int' if match[1] in ('small', 'nat') else match[1]}({made})"
            is_number = _NUMBER.fullmatch(made) and text[match.end() : match.end() + 1] == "."
            return f"({made})" if is_number else made

        try:
            result = _HOLE.sub(filled, text)
        finally:
            self.rounds = before
        if hoisted:
            result = f"(lambda {', '.join(hoisted)}: {result})({', '.join(hoisted.values())})"
        return result

    def _leaf(self, kind: str, scope: Scope) -> str:
        choices = self.choices
        match kind:
            case "int":
                return self._literal(literals.int_literal(choices))
            case "float":
                return literals.float_literal(choices)
            case "str":
                return self._literal(literals.str_literal(choices))
            case "bytes":
                return self._literal(literals.bytes_literal(choices))
            case "bool":
                return self._literal(literals.bool_literal(choices))
        if kind in _LEAF:
            return choices.one_of(_LEAF[kind])
        readable = scope.of_type(kind)
        if readable:
            return choices.one_of(readable)
        return self.fill(self.own[kind][0], scope, 0)

    def _literal(self, text: str) -> str:
        self._literals.add(text)
        return text

    def is_literal(self, text: str) -> None:
        """Note a member of an enum."""
        self._literals.add(text)
