# ruff: noqa: E501  # generated text reads best unbroken
"""Bodies of functions: statements over typed variables, with every way of leaving a block."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from tools.differential.expressions import Expressions, Scope
from tools.differential.grammar import Template, alternatives

VARIABLE_KINDS = (
    *("int", "int", "float", "str", "bool", "bytes", "list[int]", "list[str]", "dict[str, int]"),
    *(
        "dict[int, str]",
        "set[int]",
        "tuple[int, str]",
        "tuple[int, ...]",
        "int | None",
        "int | str",
    ),
    *(
        "list[list[int]]",
        "Callable[[int], int]",
        "str | None",
        "list[float]",
        "list[tuple[int, str]]",
        "range",
    ),
    *("frozenset[int]", "bytearray", "deque[int]", "Counter[str]", "defaultdict[str, list[int]]"),
    *("dict[str, list[int]]", "list[int | str]", "int | str | None", "object", "Options", "Level"),
    *("Mode", "Point", "Shape", "Version", "Vector", "Tank", "Stack[int]", "list[Shape]", "Tone"),
)
ERRORS = (
    "ValueError",
    "KeyError",
    "IndexError",
    "ZeroDivisionError",
    "LookupError",
    "ArithmeticError",
)
ERRORS_OWN = ("Trouble", "DeepTrouble")
_CHANGES = {
    "list[int]": "<V>.append(<int>)|<V>.extend(<list[int]>)|<V>.insert(<small>, <int>)|del <V>[<small>]|<V>[<small>] = <int>"
    "|<V>[<small>:<small>] = <list[int]>|<V>[::2] = <list[int]>|del <V>[<small>:]|<V>.sort()|<V>.reverse()|<V>.remove(<int>)"
    "|<V>.sort(key=lambda @x: <int;@x:int>, reverse=<bool>)|<V>[<small>] += <int>|<V> += <list[int]>|<V> *= 2|<V>.clear()"
    "|<V>[<small>], <V>[<small>] = <int>, <int>|del <V>[::2]|<V>[::-1] = <list[int]>|<V>[<small>] //= <int>|<V>[<small>:<small>:2] = <tuple[int, ...]>",
    "list[str]": "<V>.append(<str>)|<V>.sort(key=lambda @x: len(@x))|<V>[<small>] = <str>|<V> += <list[str]>|<V>[<small>] += <str>|<V>.pop(<small>)|<V>.extend(<str>)"
    "|<V>.sort(reverse=True)|<V>[<small>:<small>] = <str>",
    "list[float]": "<V>.append(<float>)|<V>[<small>] = <float>|<V>[<small>] *= <float>|<V>.append(<small>)|<V>.sort()",
    "list[list[int]]": "<V>.append(<list[int]>)|<V>[<small>].append(<int>)|<V>[<small>][<small>] += <int>|<V>.sort()|<V>[<small>] = <list[int]>|<V>[<small>] += <list[int]>",
    "list[tuple[int, str]]": "<V>.append(<tuple[int, str]>)|<V>.sort()|<V>.sort(key=lambda @x: @x[1])",
    "dict[str, int]": "<V>[<str>] = <int>|<V>[<str>] += <int>|del <V>[<str>]|<V>.update(<dict[str, int]>)|<V>.setdefault(<str>, <int>)"
    "|<V>.pop(<str>)|<V>.pop(<str>, <int>)|<V> |= <dict[str, int]>|<V>.clear()|<V>.popitem()",
    "dict[int, str]": "<V>[<int>] = <str>|<V>[<int>] += <str>|del <V>[<int>]|<V>.update(<list[tuple[int, str]]>)|<V>.popitem()",
    "set[int]": "<V>.add(<int>)|<V>.discard(<int>)|<V>.remove(<int>)|<V> |= <set[int]>|<V> &= <set[int]>|<V> -= <set[int]>|<V>.update(<list[int]>)|<V> ^= <set[int]>",
    "bytearray": "<V>.append(<nat>)|<V>.extend(<bytes>)|<V>[<small>] = <nat>|<V>[<small>:<small>] = <bytes>|del <V>[<small>]|<V> += <bytes>|<V>.pop()|<V>.reverse()",
    "deque[int]": "<V>.append(<int>)|<V>.appendleft(<int>)|<V>.pop()|<V>.popleft()|<V>.rotate(<small>)|<V>.extend(<list[int]>)|<V>[<small>] = <int>|<V>.remove(<int>)|<V>.insert(<small>, <int>)",
    "Counter[str]": "<V>.update(<str>)|<V>[<str>] += <small>|<V>.subtract(<list[str]>)|del <V>[<str>]|<V> += <Counter[str]>",
    "defaultdict[str, list[int]]": "<V>[<str>].append(<int>)|<V>[<str>] += <list[int]>|<V>.pop(<str>, None)|<V>[<str>] = <list[int]>",
    "dict[str, list[int]]": "<V>.setdefault(<str>, []).append(<int>)|<V>[<str>] = <list[int]>|<V>[<str>][<small>] = <int>|del <V>[<str>]|<V>.update({<str>: <list[int]>})|<V>.popitem()",
    "list[int | str]": "<V>.append(<int | str>)|<V>[<small>] = <str>|<V>.extend(<list[int]>)|<V>.reverse()|<V>[<small>:] = <list[str]>|<V>.sort(key=str)",
    "Options": "<V>['size'] = <int>|<V>['size'] += <int>|<V>['tags'] = <list[str]>|<V>.update(name=<str>)|<V>.setdefault('name', <str>)|del <V>['size']|<V>['tags'].append(<str>)",
    "Shape": "<V>.name = <str>|<V>.name += <str>",
    "Vector": "<V>.x = <float>|<V> += <Vector>|<V>.y *= <float>|<V> = <V> + <Vector>",
    "Tank": "<V>.litres = <int>|<V>.litres += <small>|del <V>.litres|<V>.litres -= <nat>",
    "Stack[int]": "<V>.push(<int>)|<V>.pop()|<V>.push(<int>).push(<int>)",
    "list[Shape]": "<V>.append(<Shape>)|<V>[<small>].name = <str>|<V>.sort(key=lambda @x: (@x.area(), @x.name))|<V>[<small>] = <Shape>",
    "Version": "<V> = replace(<V>, major=<int>)",
}
_AUGMENTED = {
    "int": ("+=", "-=", "*=", "//=", "%=", "&=", "|=", "^=", "+=", "-="),
    "float": ("+=", "-=", "*=", "/=", "//=", "%="),
    "str": ("+=",),
    "bytes": ("+=",),
    "bool": ("&=", "|=", "^="),
    "tuple[int, ...]": ("+=",),
}
_BOUNDED = {
    "int": "({}) % 1000000007",
    "str": "({})[:30]",
    "bytes": "({})[:30]",
    "list[int]": "({})[:12]",
    "list[str]": "({})[-9:]",
    "tuple[int, ...]": "({})[:9]",
}
"""What is assigned inside of a loop stays small."""


@dataclass(slots=True)
class Place:
    """Where statements are written."""

    result: str
    """What `return` gives; "" if there is none: at the level of the module."""
    in_loop: bool = False
    in_finally: bool = False
    yields: str = ""
    is_async: bool = False
    depth: int = 0
    nonlocals: list[str] = field(default_factory=list)

    def deeper(self, *, in_loop: bool | None = None, in_finally: bool | None = None) -> Place:
        return Place(
            self.result,
            self.in_loop if in_loop is None else in_loop,
            self.in_finally if in_finally is None else in_finally,
            self.yields,
            self.is_async,
            self.depth + 1,
            self.nonlocals,
        )


Lines = list[str]


class Statements:
    def __init__(self, expressions: Expressions) -> None:
        self.expressions = expressions
        self.choices = expressions.choices
        self.kinds = list(VARIABLE_KINDS)
        self.changes = {kind: alternatives(text) for kind, text in _CHANGES.items()}
        self.leaked: dict[str, str] = {}
        """Names of inner blocks that stay known, perhaps unset, behind the statement."""
        self._simple: list[Callable[[Scope, Place], Lines]] = [
            *(
                self._declare,
                self._declare,
                self._assign,
                self._assign,
                self._augment,
                self._change,
                self._change,
            ),
            *(self._show, self._unpack, self._swap, self._assert, self._delete),
        ]
        self._compound: list[Callable[[Scope, Place], Lines]] = [
            *(
                self._if,
                self._if,
                self._for,
                self._for,
                self._while,
                self._try,
                self._try,
                self._try,
                self._with,
            ),
            *(self._match, self._narrow, self._nested),
        ]

    def expression(self, kind: str, scope: Scope, depth: int = 2) -> str:
        return self.expressions.make(kind, scope, depth)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Meanwhile the program's own functions and classes are out of sight."""
        own, kinds = self.expressions.own, self.kinds
        self.expressions.own, self.kinds = {}, list(VARIABLE_KINDS)
        try:
            yield
        finally:
            self.expressions.own, self.kinds = own, kinds

    # Blocks.

    def block(self, scope: Scope, place: Place, size: int) -> Lines:
        lines: Lines = []
        for _ in range(size):
            lines += self.statement(scope, place)
        if place.depth > 0 and self.choices.happens(22):
            lines += self._leave(scope, place)
        return lines or ["pass"]

    def inner(self, scope: Scope, place: Place) -> Lines:
        """An indented block with a scope of its own; a few of its names stay known behind it."""
        own = scope.copy()
        lines = self.block(own, place, self.choices.one_of((1, 1, 2)))
        if lines[-1].startswith(("raise", "return", "break", "continue")):
            return _indented(lines)
        for name, kind in own.names.items():
            if name not in scope.names and kind in VARIABLE_KINDS and self.choices.happens(8):
                if name not in own.narrowed:
                    self.leaked[name] = kind
        return _indented(lines)

    def statement(self, scope: Scope, place: Place) -> Lines:
        choices = self.choices
        if place.yields and choices.happens(20):
            return self._yield(scope, place)
        if place.is_async and choices.happens(15):
            return ["await asyncio.sleep(0)"]
        if choices.happens((45, 30, 20, 0)[min(place.depth, 3)]):
            before, self.leaked = self.leaked, {}
            lines = choices.one_of(self._compound)(scope, place)
            scope.names.update(self.leaked)
            self.leaked = before
            return lines
        return choices.one_of(self._simple)(scope, place)

    # Simple statements.

    def _declare(self, scope: Scope, place: Place) -> Lines:
        kind = self.choices.one_of(self.kinds)
        value = self._bounded(kind, self.expression(kind, scope, 3), place)
        name = self.expressions.fresh("v")
        scope.names[name] = kind
        return [f"{name}: {kind} = {value}"]

    def _bounded(self, kind: str, value: str, place: Place) -> str:
        if self.expressions.rounds > 1 and kind in _BOUNDED:
            return _BOUNDED[kind].format(value)
        return value

    def _target(self, scope: Scope, kinds: tuple[str, ...]) -> tuple[str, str] | None:
        usable = [
            (name, kind)
            for name, kind in scope.names.items()
            if kind in kinds and name not in scope.fixed
        ]
        return self.choices.one_of(usable) if usable else None

    def _assign(self, scope: Scope, place: Place) -> Lines:
        target = self._target(scope, VARIABLE_KINDS)
        if target is None:
            return self._declare(scope, place)
        name, kind = target
        return [f"{name} = {self._bounded(kind, self.expression(kind, scope, 3), place)}"]

    def _augment(self, scope: Scope, place: Place) -> Lines:
        target = self._target(scope, tuple(_AUGMENTED))
        if target is None:
            return self._declare(scope, place)
        name, kind = target
        operator = self.choices.one_of(_AUGMENTED[kind])
        lines = [f"{name} {operator} {self.expression(kind, scope)}"]
        if self.expressions.rounds > 1 and kind in _BOUNDED:
            lines.append(f"{name} = {_BOUNDED[kind].format(name)}")
        return lines

    def _change(self, scope: Scope, place: Place) -> Lines:
        target = self._target(scope, tuple(self.changes))
        if target is None:
            return self._declare(scope, place)
        name, kind = target
        text = self.choices.one_of(self.changes[kind]).replace("<V>", name)
        template = Template(text)
        lines = [self.expressions.fill(template, scope, 1)]
        if self.expressions.rounds > 1 and kind.startswith("list"):
            lines.append(f"del {name}[15:]")
        return lines

    def _show(self, scope: Scope, place: Place) -> Lines:
        kind = self.choices.one_of(self.kinds)
        if "Callable" in kind:
            return [
                f"print('  ', ({self.expression(kind, scope)})({self.expression('int', scope)}))"
            ]
        if self.choices.happens(30):
            return [f"print('  ', {self.expression(kind, scope)}, sep='', end=';\\n')"]
        return [f"print('  ', repr({self.expression(kind, scope)}))"]

    def _unpack(self, scope: Scope, place: Place) -> Lines:
        a, b, c = (self.expressions.fresh("v") for _ in range(3))
        match self.choices.below(5):
            case 0:
                lines = [f"{a}, {b} = {self.expression('tuple[int, str]', scope)}"]
                found = {a: "int", b: "str"}
            case 1:
                lines = [f"{a}, *{b} = list({self.expression('list[int]', scope)})"]
                found = {a: "int", b: "list[int]"}
            case 2:
                lines = [f"*{a}, {b}, {c} = list({self.expression('list[str]', scope)})"]
                found = {a: "list[str]", b: "str", c: "str"}
            case 3:
                lines = [
                    f"({a}, {b}), {c} = {self.expression('tuple[int, str]', scope)}, {self.expression('float', scope)}"
                ]
                found = {a: "int", b: "str", c: "float"}
            case _:
                lines = [f"{a}, {b}, *{c} = list({self.expression('str', scope)})"]
                found = {a: "str", b: "str", c: "list[str]"}
        scope.names.update(found)
        return lines

    def _swap(self, scope: Scope, place: Place) -> Lines:
        kind = self.choices.one_of(["int", "str", "list[int]", "float"])
        usable = [name for name in scope.of_type(kind) if name not in scope.fixed]
        if len(usable) < 2:
            return self._assign(scope, place)
        a, b = self.choices.some_of(usable, 2)
        return [f"{a}, {b} = {b}, {a}"]

    def _assert(self, scope: Scope, place: Place) -> Lines:
        if not self.choices.happens(25):
            return self._show(scope, place)
        return [f"assert {self.expression('bool', scope)}, {self.expression('str', scope)}"]

    def _delete(self, scope: Scope, place: Place) -> Lines:
        """A name that is unset from here on, and perhaps read."""
        usable = [
            name
            for name, kind in scope.names.items()
            if name.startswith("v") and name not in scope.fixed and kind in VARIABLE_KINDS
        ]
        if not usable or not self.choices.happens(15) or place.nonlocals:
            return self._assign(scope, place)
        name = self.choices.one_of(usable)
        return [f"if {self._condition(scope)}:", f"    del {name}"]

    def _yield(self, scope: Scope, place: Place) -> Lines:
        kind = place.yields
        match self.choices.below(4 if not place.is_async else 2):
            case 2:
                return [f"yield from {self.expression('list[' + kind + ']', scope)}"]
            case 3:
                name = self.expressions.fresh("v")
                return [
                    f"{name}_sent = yield {self.expression(kind, scope)}",
                    f"print('   got', {name}_sent)",
                ]
            case _:
                return [f"yield {self.expression(kind, scope)}"]

    # Leaving a block.

    def _leave(self, scope: Scope, place: Place) -> Lines:
        ways: list[Callable[[], str]] = [lambda: self.raising(scope), lambda: self.raising(scope)]
        if place.in_loop:
            ways += [lambda: "break", lambda: "continue", lambda: "break", lambda: "continue"]
        if place.result:
            ways += [lambda: self.returning(scope, place)] * 2
        return [self.choices.one_of(ways)()]

    def returning(self, scope: Scope, place: Place) -> str:
        if place.yields and place.is_async:
            return "return"
        return f"return {self.expression(place.result, scope)}"

    def raising(self, scope: Scope) -> str:
        name = self.choices.one_of([*ERRORS, *ERRORS_OWN])
        if name in ERRORS_OWN:
            text = f"raise {name}({self.expression('int', scope, 1)}, {self.expression('str', scope, 1)})"
        else:
            arguments = self.choices.one_of(["", "<str>", "<int>", "<str>, <int>"])
            template = Template(arguments)
            text = f"raise {name}({self.expressions.fill(template, scope, 1)})"
        caught = [name for name, kind in scope.names.items() if kind == "Exception"]
        if caught and self.choices.happens(50):
            text += f" from {self.choices.one_of([*caught, 'None'])}"
        return text

    # Compound statements.

    def _if(self, scope: Scope, place: Place) -> Lines:
        lines = [f"if {self._condition(scope)}:", *self.inner(scope, place.deeper())]
        while self.choices.happens(25):
            lines += [f"elif {self._condition(scope)}:", *self.inner(scope, place.deeper())]
        if self.choices.happens(50):
            lines += ["else:", *self.inner(scope, place.deeper())]
        return lines

    def _condition(self, scope: Scope) -> str:
        if self.choices.happens(15):
            name = self.expressions.fresh("v")
            text = (
                f"({name} := {self.expression('int', scope)}) > {self.expression('int', scope, 1)}"
            )
            scope.names[name] = "int"
            return text
        if self.choices.happens(15):
            return self.expression(self.choices.one_of(["int", "str", "list[int]", "float"]), scope)
        return self.expression("bool", scope, 3)

    def _for(self, scope: Scope, place: Place) -> Lines:
        if self.expressions.rounds > 30:
            return self._if(scope, place)
        a, b = self.expressions.fresh("i"), self.expressions.fresh("i")
        loops: list[tuple[str, str, dict[str, str]]] = [
            (a, "range(<nat>)", {a: "int"}),
            (a, "range(<small>, <small>, -1)", {a: "int"}),
            (a, "range(<nat>, 9, 3)", {a: "int"}),
            (a, "<list[int]>[:6]", {a: "int"}),
            (a, "<list[str]>[:5]", {a: "str"}),
            (f"{a}, {b}", "enumerate(<list[str]>[:4])", {a: "int", b: "str"}),
            (f"{a}, {b}", "zip(<list[int]>[:4], <str>)", {a: "int", b: "str"}),
            (f"{a}, {b}", "list(<dict[str, int]>.items())[:4]", {a: "str", b: "int"}),
            (a, "<str>[:5]", {a: "str"}),
            (a, "<bytes>[:4]", {a: "int"}),
            (a, "sorted(<set[int]>)[:5]", {a: "int"}),
            (a, "reversed(<list[int]>[-4:])", {a: "int"}),
            (a, "<list[float]>[:4]", {a: "float"}),
            (f"{a}, {b}", "<list[tuple[int, str]]>[:4]", {a: "int", b: "str"}),
            (a, "<range>[:5]", {a: "int"}),
            (a, "(0, 2**62, -1)", {a: "int"}),
            (a, "({a}x * 2 for {a}x in <list[int]>[:4])".replace("{a}", a), {a: "int"}),
        ]
        target, text, found = self.choices.one_of(loops)
        template = Template(text)
        lines = [f"for {target} in {self.expressions.fill(template, scope, 2)}:"]
        own = scope.copy()
        own.names.update(found)
        own.fixed.update(found)
        lines += self._loop(own, place)
        if self.choices.happens(30):
            lines += ["else:", *self.inner(scope, place.deeper(in_loop=place.in_loop))]
        return lines

    def _loop(self, scope: Scope, place: Place) -> Lines:
        before = self.expressions.rounds
        self.expressions.rounds *= 6
        try:
            return self.inner(scope, place.deeper(in_loop=True, in_finally=False))
        finally:
            self.expressions.rounds = before

    def _while(self, scope: Scope, place: Place) -> Lines:
        if self.expressions.rounds > 30:
            return self._if(scope, place)
        name = self.expressions.fresh("c")
        own = scope.copy()
        own.names[name] = "int"
        own.fixed.add(name)
        condition = f"{name} < {self.choices.between(1, 6)}"
        if self.choices.happens(40):
            condition += f" and {self.expression('bool', scope, 1)}"
        lines = [f"{name} = 0", f"while {condition}:", f"    {name} += 1", *self._loop(own, place)]
        if self.choices.happens(35):
            lines += ["else:", *self.inner(scope, place.deeper())]
        return lines

    def _try(self, scope: Scope, place: Place) -> Lines:
        lines = ["try:", *self.inner(scope, place.deeper())]
        handlers = self.choices.below(3)
        for _ in range(handlers):
            kinds = self.choices.some_of([*ERRORS, *ERRORS_OWN], self.choices.between(1, 2))
            clause = kinds[0] if len(kinds) == 1 else f"({', '.join(kinds)})"
            lines += self._handler(clause, scope, place)
        if self.choices.happens(40):
            handlers += 1
            lines += self._handler(
                self.choices.one_of(["Exception", "BaseException"]), scope, place
            )
        if handlers and self.choices.happens(35):
            lines += ["else:", *self.inner(scope, place.deeper())]
        if not handlers or self.choices.happens(50):
            lines += ["finally:", *self.inner(scope, place.deeper(in_finally=True))]
        return lines

    def _handler(self, clause: str, scope: Scope, place: Place) -> Lines:
        own = scope.copy()
        if self.choices.happens(25):
            lines = [f"except {clause}:"]
        else:
            name = self.expressions.fresh("e")
            if clause != "BaseException":
                own.names[name] = "Exception"
                own.fixed.add(name)
            lines = [
                f"except {clause} as {name}:",
                f"    print('   caught', type({name}).__name__, {name})",
            ]
        lines += self.inner(own, place.deeper())
        if self.choices.happens(15):
            lines.append("    raise")
        return lines

    def _with(self, scope: Scope, place: Place) -> Lines:
        own = scope.copy()
        name = self.expressions.fresh("w")
        own.names[name] = "int"
        own.fixed.add(name)
        swallows = self.expression("bool", scope, 1)
        manager = self.choices.one_of(
            [
                f"Guard({self.expression('int', scope, 1)}, {swallows})",
                f"guarded({self.expression('int', scope, 1)})",
            ]
        )
        if self.choices.happens(25):
            second = self.expressions.fresh("w")
            own.names[second] = "int"
            own.fixed.add(second)
            manager += f" as {name}, Guard({name}, False) as {second}"
        else:
            manager += f" as {name}"
        return [f"with {manager}:", *self.inner(own, place.deeper())]

    def _match(self, scope: Scope, place: Place) -> Lines:
        e = self.expressions
        a, b = e.fresh("m"), e.fresh("m")
        shapes: list[tuple[str, list[tuple[str, dict[str, str]]]]] = [
            (
                "int",
                [("0", {}), ("1 | 2 | -3", {}), (f"{a} if {a} > 5", {a: "int"}), ("_", {})],
            ),
            ("str", [("'a'", {}), ("'ab' | ''", {}), (f"str() as {a}", {a: "str"})]),
            (
                "tuple[int, str]",
                [
                    (f"(0, {a})", {a: "str"}),
                    (f"({a}, 'x')", {a: "int"}),
                    (f"({a}, {b})", {a: "int", b: "str"}),
                ],
            ),
            (
                "list[int]",
                [
                    ("[]", {}),
                    (f"[{a}]", {a: "int"}),
                    (f"[1, {a}, *_]", {a: "int"}),
                    (f"[{a}, *{b}]", {a: "int", b: "list[int]"}),
                ],
            ),
            ("int | None", [("None", {}), (f"int() as {a}", {a: "int"})]),
            ("int | str", [(f"int({a})", {a: "int"}), (f"str({b})", {b: "str"})]),
            (
                "dict[str, int]",
                [
                    (f"{{'a': {a}}}", {a: "int"}),
                    (f"{{'': {a}, **{b}}}", {a: "int", b: "dict[str, int]"}),
                    ("_", {}),
                ],
            ),
            ("bool", [("True", {}), ("False", {})]),
        ]
        subject, patterns = self.choices.one_of(shapes)
        # Of a conditional expression of literals the checker looks at the first one only.
        name = e.fresh("s")
        lines = [f"{name}: {subject} = {self.expression(subject, scope)}", f"match {name}:"]
        for pattern, found in patterns:
            if not found and len(lines) > 2 and pattern != "_" and self.choices.happens(20):
                continue
            # One name has one type in a function: captures of different cases get names of their own.
            own = scope.copy()
            for name, kind in found.items():
                renamed = e.fresh("m")
                pattern = pattern.replace(name, renamed)
                own.names[renamed] = kind
                own.fixed.add(renamed)
            lines += [f"    case {pattern}:", *_indented(self.inner(own, place.deeper()))]
        return lines

    def _narrow(self, scope: Scope, place: Place) -> Lines:
        choices = self.choices
        kind = choices.one_of(["int | None", "str | None", "int | str"])
        usable = [name for name in scope.of_type(kind) if name not in scope.fixed]
        if not usable:
            name = self.expressions.fresh("v")
            lines = [f"{name}: {kind} = {self.expression(kind, scope)}"]
            scope.names[name] = kind
        else:
            name, lines = choices.one_of(usable), []
        first, second = kind.split(" | ")
        test = f"{name} is not None" if second == "None" else f"isinstance({name}, {first})"
        yes = scope.copy()
        yes.names[name] = first
        yes.narrowed.add(name)
        yes.fixed.add(name)
        lines += [f"if {test}:", *self.inner(yes, place.deeper())]
        if second != "None" and choices.happens(60):
            no = scope.copy()
            no.names[name] = second
            no.narrowed.add(name)
            no.fixed.add(name)
            lines += ["else:", *self.inner(no, place.deeper())]
        return lines

    def _nested(self, scope: Scope, place: Place) -> Lines:
        """A function in a function that reads and changes what is around it."""
        if place.depth > 1 or place.nonlocals:
            return self._if(scope, place)
        e = self.expressions
        name, parameter = e.fresh("g"), e.fresh("p")
        result = self.choices.one_of(["int", "str", "float"])
        own = scope.copy()
        for narrowed in own.narrowed:
            own.names.pop(narrowed, None)
        own.narrowed = set()
        # What this function sees may be unset or narrowed around it: it reads plain variables only.
        plain = [n for n in own.names if n.startswith("v") and n not in own.fixed]
        outer = [n for n in plain if own.names[n] in ("int", "str", "list[int]", "float")]
        changed = self.choices.some_of(outer, self.choices.between(0, 2))
        own.fixed.update(n for n in own.names if n not in changed)
        own.names[parameter] = "int"
        lines = [f"def {name}({parameter}: int, *rest: int) -> {result}:"]
        if changed:
            lines.append(f"    nonlocal {', '.join(changed)}")
        inside = Place(result, depth=max(place.depth, 1), nonlocals=changed or ["none"])
        before = e.rounds
        e.rounds = max(e.rounds, 2)
        with self.alone():
            lines += _indented(self.block(own, inside, 2))
            lines.append(f"    return {self.expression(result, own)}")
        e.rounds = before
        calls = [
            f"{name}({self.expression('int', scope, 1)})",
            f"{name}(2, *{self.expression('list[int]', scope, 1)})",
        ]
        lines += [
            f"print('   nested', repr({call}))" for call in calls[: self.choices.between(1, 2)]
        ]
        return lines


def _indented(lines: Lines) -> Lines:
    return ["    " + line for line in lines]
