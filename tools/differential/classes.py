# ruff: noqa: E501  # generated text reads best unbroken
"""Classes, and the expressions that make and use their objects."""

from __future__ import annotations

from tools.differential.expressions import Scope
from tools.differential.statements import Lines, Place, Statements

_FIELD_KINDS = (
    "int",
    "int",
    "str",
    "float",
    "list[int]",
    "bool",
    "dict[str, int]",
    "tuple[int, str]",
)


class Classes:
    def __init__(self, statements: Statements) -> None:
        self.statements = statements
        self.expressions = statements.expressions
        self.choices = statements.choices
        self.count = 0

    def definitions(self, count: int) -> list[tuple[str, str]]:
        """Names and texts of new classes."""
        found: list[tuple[str, str]] = []
        for _ in range(count):
            self.count += 1
            name = f"C{self.count}"
            makers = [self._plain, self._plain, self._data, self._data, self._enumeration]
            makers += [self._named_tuple, self._generic, self._abstract]
            found.append((name, "\n".join(self.choices.one_of(makers)(name))))
        return found

    def uses(self) -> list[str]:
        """Calls that print what an object of each class shows of itself."""
        e = self.expressions
        calls: list[str] = []
        for number in range(1, self.count + 1):
            for kind in (f"C{number}", f"C{number}D"):
                if kind in e.own and kind in self.statements.kinds:
                    kept = e.own
                    e.own = {key: rows for key, rows in kept.items() if key.startswith("C")}
                    calls.append(f'run("{kind}", lambda: {e.make(kind, Scope(), 2, binds=False)})')
                    e.own = kept
        return calls

    def _known(self, name: str) -> None:
        self.statements.kinds.append(name)

    def _fields(self, count: int) -> dict[str, str]:
        return {
            self.expressions.fresh("a"): self.choices.one_of(_FIELD_KINDS) for _ in range(count)
        }

    def _body(self, names: dict[str, str], result: str, size: int) -> Lines:
        """The inside of a method; other definitions of the program are out of its sight."""
        scope = Scope(dict(names))
        with self.statements.alone():
            lines = self.statements.block(scope, Place(result, depth=1), size)
            lines.append(f"return {self.expressions.make(result, scope, 2)}")
        return _indented(_indented(lines))

    def _plain(self, name: str) -> Lines:
        choices, e = self.choices, self.expressions
        fields = self._fields(choices.between(1, 3))
        own = {f"self.{field}": kind for field, kind in fields.items()}
        parameters = ", ".join(f"{field}: {kind}" for field, kind in fields.items())
        lines = [f"class {name}:", f"    shared: int = {e.make('int', Scope(), 0)}", ""]
        lines += [f"    def __init__(self, {parameters}) -> None:"]
        lines += [f"        self.{field} = {field}" for field in fields]
        shown = ", ".join(f"{{self.{field}!r}}" for field in fields)
        lines += [
            "",
            "    def __repr__(self) -> str:",
            f"        return f'{{type(self).__name__}}({shown})'",
        ]
        arguments = ", ".join(f"<{kind}>" for kind in fields.values())
        e.offer(name, f"{name}({arguments})")
        e.offer(name, f"{name}({arguments})")
        for field, kind in fields.items():
            e.offer(kind, f"<{name}>.{field}")
        method, result = e.fresh("m"), choices.one_of(["int", "str", "list[int]", "float"])
        lines += ["", f"    def {method}(self, number: int, text: str = 'd') -> {result}:"]
        lines += self._body({**own, "number": "int", "text": "str"}, result, choices.between(1, 3))
        e.offer(result, f"<{name}>.{method}(<int>)", cost=20)
        e.offer(result, f"<{name}>.{method}(<int>, text=<str>)", cost=20)
        self.statements.changes[name] = [
            f"<V>.{field} = <{kind}>" for field, kind in fields.items()
        ]
        self.statements.changes[name] += [
            f"<V>.{f} += <{k}>"
            for f, k in fields.items()
            if k in ("int", "str", "list[int]", "float")
        ]
        lines += self._dunders(name, own)
        if choices.happens(50):
            held = e.fresh("q")
            lines += [
                "",
                "    @property",
                f"    def {held}(self) -> int:",
                *self._body(own, "int", 1),
            ]
            lines += ["", f"    @{held}.setter", f"    def {held}(self, value: int) -> None:"]
            lines += [
                "        print('   set', value)",
                "        type(self).shared += 1" if choices.happens(30) else "        pass",
            ]
            e.offer("int", f"<{name}>.{held}", cost=10)
            self.statements.changes[name] += [f"<V>.{held} = <int>", f"<V>.{held} += <int>"]
        self._known(name)
        if choices.happens(60):
            lines += ["", "", *self._derived(name, fields, method, result)]
        return lines

    def _dunders(self, name: str, own: dict[str, str]) -> Lines:
        choices, e = self.choices, self.expressions
        lines: Lines = []
        other = {**own, "number": "int"}
        offered = [
            ("__len__(self) -> int", "int", own, "int", f"len(<{name}>)"),
            ("__bool__(self) -> bool", "bool", own, "bool", f"bool(<{name}>)"),
            ("__add__(self, number: int) -> int", "int", other, "int", f"(<{name}> + <int>)"),
            ("__rsub__(self, number: int) -> str", "str", other, "str", f"(<int> - <{name}>)"),
            ("__getitem__(self, number: int) -> str", "str", other, "str", f"<{name}>[<small>]"),
            (
                "__contains__(self, number: int) -> bool",
                "bool",
                other,
                "bool",
                f"(<int> in <{name}>)",
            ),
            ("__call__(self, number: int) -> int", "int", other, "int", f"<{name}>(<int>)"),
            ("__int__(self) -> int", "int", own, "int", f"int(<{name}>)"),
            ("__neg__(self) -> float", "float", own, "float", f"(-<{name}>)"),
            ("__hash__(self) -> int", "int", own, "int", f"len({{<{name}>: <int>}})"),
            ("__str__(self) -> str", "str", own, "str", f"f'{{<{name}>}}|{{<{name}>!s:>6}}'"),
            (
                "__matmul__(self, number: int) -> list[int]",
                "list[int]",
                other,
                "list[int]",
                f"(<{name}> @ <int>)",
            ),
        ]
        for head, result, names, kind, text in choices.some_of(offered, choices.between(0, 4)):
            lines += ["", f"    def {head}:", *self._body(names, result, choices.below(2))]
            e.offer(kind, text, cost=20)
        if choices.happens(40):
            field = choices.one_of(list(own))
            lines += ["", "    def __eq__(self, other: object) -> bool:"]
            lines += [
                f"        if not isinstance(other, {name}):",
                "            return NotImplemented",
            ]
            lines += [f"        return {field} == other{field[4:]}"]
            e.offer("bool", f"(<{name}> == <{name}>)", cost=10)
            e.offer("bool", f"(<{name}> != <{name}>)", cost=10)
            e.offer("bool", f"(<{name}> in [<{name}>, <{name}>])", cost=10)
        if choices.happens(35):
            field = choices.one_of(list(own))
            if own[field] not in ("dict[str, int]",):
                lines += [
                    "",
                    f"    def __lt__(self, other: '{name}') -> bool:",
                    f"        return {field} < other{field[4:]}",
                ]
                e.offer("bool", f"(<{name}> < <{name}>)", cost=10)
                e.offer("bool", f"(<{name}> > <{name}>)", cost=10)
                e.offer("str", f"repr(sorted([<{name}>, <{name}>, <{name}>]))", cost=20)
                e.offer(name, f"max(<{name}>, <{name}>)", cost=10)
        if choices.happens(30):
            item = choices.one_of(["int", "str"])
            scope = Scope(dict(own))
            with self.statements.alone():
                body = self.statements.block(scope, Place("", yields=item, depth=2), 1)
                body.append(f"yield {e.make(item, scope, 1)}")
            lines += [
                "",
                f"    def __iter__(self) -> Iterator[{item}]:",
                *_indented(_indented(body)),
            ]
            e.offer(f"list[{item}]", f"list(<{name}>)", cost=20)
        return lines

    def _derived(self, base: str, fields: dict[str, str], method: str, result: str) -> Lines:
        choices, e = self.choices, self.expressions
        name = f"{base}D"
        extra = e.fresh("a")
        kind = choices.one_of(_FIELD_KINDS)
        parameters = ", ".join(f"{field}: {found}" for field, found in fields.items())
        lines = [
            f"class {name}({base}):",
            f"    def __init__(self, {parameters}, {extra}: {kind}) -> None:",
        ]
        lines += [
            f"        super().__init__({', '.join(fields)})",
            f"        self.{extra} = {extra}",
        ]
        lines += ["", f"    def {method}(self, number: int, text: str = 'e') -> {result}:"]
        own = {f"self.{field}": found for field, found in {**fields, extra: kind}.items()}
        above = e.fresh("v")
        lines += [f"        {above} = super().{method}(number, text)"]
        lines += self._body({**own, "number": "int", above: result}, result, choices.between(0, 2))
        arguments = ", ".join(f"<{found}>" for found in [*fields.values(), kind])
        e.offer(base, f"{name}({arguments})")
        e.offer(name, f"{name}({arguments})")
        e.offer("bool", f"isinstance(<{base}>, {name})")
        e.offer("str", f"type(<{base}>).__name__")
        e.offer(kind, f"<{name}>.{extra}")
        self._known(name)
        return lines

    def _data(self, name: str) -> Lines:
        choices, e = self.choices, self.expressions
        options = choices.some_of(
            ["order=True", "frozen=True", "slots=True", "eq=False"], choices.between(0, 2)
        )
        if "eq=False" in options and "order=True" in options:
            options.remove("eq=False")
        lines = [f"@dataclass({', '.join(options)})" if options else "@dataclass", f"class {name}:"]
        fields = self._fields(choices.between(1, 3))
        lines += [f"    {field}: {kind}" for field, kind in fields.items()]
        arguments = ", ".join(f"<{kind}>" for kind in fields.values())
        named = ", ".join(f"{field}=<{kind}>" for field, kind in reversed(fields.items()))
        if choices.happens(60):
            default = e.fresh("a")
            kind = choices.one_of(["int", "str", "float"])
            lines += [f"    {default}: {kind} = {e.make(kind, Scope(), 0)}"]
            e.offer(name, f"{name}({arguments}, <{kind}>)")
            fields[default] = kind
        if choices.happens(40):
            default = e.fresh("a")
            lines += [f"    {default}: list[int] = field(default_factory=list)"]
            e.offer(name, f"{name}({arguments}, {default}=<list[int]>)")
            fields[default] = "list[int]"
        e.offer(name, f"{name}({arguments})")
        e.offer(name, f"{name}({named})")
        own = {f"self.{field}": kind for field, kind in fields.items()}
        is_frozen = "frozen=True" in options
        if not is_frozen and choices.happens(40):
            lines += [
                "",
                "    def __post_init__(self) -> None:",
                f"        print('   made', self.{next(iter(fields))})",
            ]
        method = e.fresh("m")
        if not is_frozen:
            lines += [
                "",
                f"    def {method}(self, number: int) -> int:",
                *self._body({**own, "number": "int"}, "int", 2),
            ]
            e.offer("int", f"<{name}>.{method}(<int>)", cost=20)
            self.statements.changes[name] = [
                f"<V>.{field} = <{kind}>" for field, kind in fields.items()
            ]
        for field, kind in fields.items():
            e.offer(kind, f"<{name}>.{field}")
        if "eq=False" not in options:
            e.offer("bool", f"(<{name}> == <{name}>)", cost=5)
            e.offer("bool", f"(<{name}> in [<{name}>, <{name}>])", cost=5)
        e.offer("str", f"repr(<{name}>)")
        if "order=True" in options and not any("dict" in kind for kind in fields.values()):
            e.offer("bool", f"(<{name}> < <{name}>)", cost=5)
            e.offer("str", f"repr(sorted([<{name}>, <{name}>, <{name}>]))", cost=10)
            e.offer(name, f"min(<{name}>, <{name}>)", cost=5)
        if is_frozen and "eq=False" not in options:
            e.offer("int", f"len({{<{name}>: 1, <{name}>: 2}})", cost=5)
        self._known(name)
        return lines

    def _enumeration(self, name: str) -> Lines:
        choices, e = self.choices, self.expressions
        kind = choices.one_of(["int", "str"])
        lines = [f"class {name}(Enum):"]
        values = ["10", "-1", "9223372036854775808"] if kind == "int" else ["'x'", "'é'", "''"]
        for label, value in zip(("RED", "BLUE", "NONE"), values, strict=True):
            lines.append(f"    {label} = {value}")
            e.offer(name, f"{name}.{label}")
            e.is_literal(f"{name}.{label}")
        lines += ["", "    def next(self) -> str:", "        return f'{self.name}:{self.value}'"]
        e.offer(name, f"{name}(<{kind}>)")
        e.offer(name, f"{name}[<str>]")
        e.offer(name, f"list({name})[<small>]")
        e.offer("str", f"<{name}>.name")
        e.offer("str", f"str(<{name}>)")
        e.offer("str", f"<{name}>.next()")
        e.offer(kind, f"<{name}>.value")
        e.offer("bool", f"(<{name}> is <{name}>)")
        e.offer("bool", f"(<{name}> == <{name}>)")
        e.offer("int", f"{{{name}.RED: <int>, {name}.BLUE: <int>}}[<{name}>]")
        e.offer("int", f"len({name})")
        e.offer("list[str]", f"[n.name for n in {name}]")
        self._known(name)
        return lines

    def _named_tuple(self, name: str) -> Lines:
        choices, e = self.choices, self.expressions
        lines = [f"class {name}(NamedTuple):", "    first: int", "    second: str"]
        if choices.happens(60):
            lines.append("    third: float = 1.5")
            e.offer(name, f"{name}(<int>, <str>, <float>)")
            e.offer("float", f"<{name}>[2]")
            e.offer("float", f"<{name}>.third")
        lines += ["", "    def total(self) -> int:", "        return self.first + len(self.second)"]
        e.offer(name, f"{name}(<int>, <str>)")
        e.offer(name, f"{name}(second=<str>, first=<int>)")
        e.offer("int", f"<{name}>.first")
        e.offer("int", f"<{name}>.total()")
        e.offer("str", f"<{name}>[1]")
        e.offer("int", f"len(<{name}>)")
        e.offer("bool", f"(<{name}> == <{name}>)")
        e.offer("bool", f"(<{name}> < <{name}>)")
        e.offer("str", f"repr(<{name}>)")
        e.offer("int", f"{{<{name}>: <int>}}[<{name}>]")
        e.offer(name, f"sorted([<{name}>, <{name}>])[0]")
        self._known(name)
        return lines

    def _generic(self, name: str) -> Lines:
        e = self.expressions
        lines = [
            f"class {name}(Generic[T]):",
            "    def __init__(self, *items: T) -> None:",
            "        self.items = list(items)",
        ]
        lines += [
            "",
            f"    def push(self, item: T) -> '{name}[T]':",
            "        self.items.append(item)",
            "        return self",
        ]
        lines += ["", "    def pop(self) -> T:", "        return self.items.pop()"]
        lines += [
            "",
            "    def map(self, function: Callable[[T], T]) -> list[T]:",
            "        return [function(item) for item in self.items]",
        ]
        lines += ["", "    def __len__(self) -> int:", "        return len(self.items)"]
        lines += ["", "    def __iter__(self) -> Iterator[T]:", "        yield from self.items"]
        lines += ["", "    def __repr__(self) -> str:", f"        return f'{name}{{self.items!r}}'"]
        for kind in ("int", "str", "float", "tuple[int, str]"):
            own = f"{name}[{kind}]"
            e.offer(own, f"{own}(<{kind}>, <{kind}>)")
            e.offer(own, f"{own}()")
            e.offer(own, f"<{own}>.push(<{kind}>)", cost=5)
            e.offer(kind, f"<{own}>.pop()", cost=5)
            e.offer("int", f"len(<{own}>)")
            e.offer("str", f"repr(<{own}>)")
            self._known(own)
            self.statements.changes[own] = [f"<V>.push(<{kind}>)", "<V>.pop()"]
            if kind != "tuple[int, str]":
                e.offer(f"list[{kind}]", f"list(<{own}>)", cost=5)
                e.offer(f"list[{kind}]", f"<{own}>.map(lambda @x: <{kind};@x:{kind}>)", cost=5)
        return lines

    def _abstract(self, name: str) -> Lines:
        choices, e = self.choices, self.expressions
        base = choices.one_of(["ABC", "Protocol"])
        lines = [f"class {name}({base}):"]
        if base == "ABC":
            lines += ["    @abstractmethod"]
        lines += ["    def area(self, number: int) -> int: ..."]
        if base == "ABC":
            lines += [
                "",
                "    def twice(self, number: int) -> int:",
                "        return self.area(number) * 2",
            ]
            e.offer("int", f"<{name}>.twice(<int>)", cost=20)
        for suffix in "AB":
            fields = self._fields(choices.between(1, 2))
            own = {f"self.{field}": kind for field, kind in fields.items()}
            inherits = f"({name})" if base == "ABC" or choices.happens(30) else ""
            parameters = ", ".join(f"{field}: {kind}" for field, kind in fields.items())
            lines += [
                "",
                "",
                f"class {name}{suffix}{inherits}:",
                f"    def __init__(self, {parameters}) -> None:",
            ]
            lines += [f"        self.{field} = {field}" for field in fields]
            lines += [
                "",
                "    def area(self, number: int) -> int:",
                *self._body({**own, "number": "int"}, "int", 2),
            ]
            lines += ["", "    def __repr__(self) -> str:", f"        return '{suffix}'"]
            e.offer(name, f"{name}{suffix}({', '.join(f'<{kind}>' for kind in fields.values())})")
        e.offer("int", f"<{name}>.area(<int>)", cost=20)
        self._known(name)
        return lines


def _indented(lines: Lines) -> Lines:
    return ["    " + line for line in lines]
