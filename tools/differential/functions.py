# ruff: noqa: E501  # generated text reads best unbroken
"""Functions at the top of the program: plain, generators, asynchronous ones, and how to call them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tools.differential.expressions import Scope
from tools.differential.grammar import Template
from tools.differential.statements import Lines, Place, Statements

_PARAMETER_KINDS = (
    *("int", "int", "str", "float", "bool", "list[int]", "int | None", "int | str"),
    *("dict[str, int]", "tuple[int, str]", "bytes", "Callable[[int], int]"),
)
_RESULT_KINDS = (
    *("int", "str", "float", "bool", "list[int]", "list[str]", "dict[str, int]", "tuple[int, str]"),
    *("int | None", "int | str", "bytes", "set[int]", "tuple[int, ...]", "list[list[int]]"),
)
_LEAF_PERCENT = 60
"""How often the first function calls no other one, and may be called by the rest: calls stay few."""
Call = Callable[[], str]


@dataclass(frozen=True, slots=True)
class Parameters:
    """`arguments` is a template; `passed` hands the parameters on to a function that has the same."""

    text: str
    scope: Scope
    arguments: str
    passed: str


class Functions:
    def __init__(self, statements: Statements, *, is_leaf_wanted: bool) -> None:
        self.statements = statements
        self.is_leaf_wanted = is_leaf_wanted
        self.expressions = statements.expressions
        self.choices = statements.choices

    def definition(self, number: int) -> tuple[str, Call]:
        """The text of f<number> with what it needs, and a maker of calls."""
        if number == 0 and self.is_leaf_wanted and self.choices.happens(_LEAF_PERCENT):
            return self._plain(number, is_leaf=True)
        kind = self.choices.below(10)
        if kind < 5:
            return self._plain(number, is_leaf=False)
        if kind < 8:
            return self._generator(number)
        return self._asynchronous(number)

    def _parameters(self) -> Parameters:
        choices, e = self.choices, self.expressions
        scope = Scope()
        parameters: list[str] = []
        arguments: list[str] = []
        has_default = False
        for _ in range(choices.between(1, 3)):
            name, kind = (
                e.fresh("v"),
                choices.one_of([*_PARAMETER_KINDS, *self.statements.kinds[-2:]]),
            )
            scope.names[name] = kind
            has_default = has_default or choices.happens(20)
            default = f" = {e.make(kind, Scope(), 0)}" if has_default else ""
            parameters.append(f"{name}: {kind}{default}")
            if not has_default or choices.happens(60):
                is_named = any("=" in one for one in arguments) or choices.happens(15)
                arguments.append(f"{name}=<{kind}>" if is_named else f"<{kind}>")
            elif has_default:
                break
        if choices.happens(25):
            name = e.fresh("v")
            parameters.append(f"*{name}: int")
            scope.names[name] = "tuple[int, ...]"
            if not any("=" in one for one in arguments) and len(arguments) == len(parameters) - 1:
                arguments.append(
                    choices.one_of(
                        ["*<list[int]>", "<int>, <int>", "*<tuple[int, ...]>", "*<range>"]
                    )
                )
            if choices.happens(40):
                name = e.fresh("k")
                parameters.append(f"{name}: int = {e.make('int', Scope(), 0)}")
                scope.names[name] = "int"
                if choices.happens(60):
                    arguments.append(f"{name}=<int>")
        passed: list[str] = []
        for part in parameters:
            name = part.partition(":")[0]
            passed.append(f"{name}={name}" if any("*" in one for one in passed) else name)
        return Parameters(", ".join(parameters), scope, ", ".join(arguments), ", ".join(passed))

    def _call(self, text: str) -> Call:
        template = Template(text)

        def call() -> str:
            own, self.expressions.own = (
                self.expressions.own,
                {kind: rows for kind, rows in self.expressions.own.items() if kind.startswith("C")},
            )
            result = self.expressions.fill(template, Scope(), 1, binds=False)
            self.expressions.own = own
            return result

        return call

    def _plain(self, number: int, *, is_leaf: bool) -> tuple[str, Call]:
        choices, e = self.choices, self.expressions
        found = self._parameters()
        parameters, scope, arguments = found.text, found.scope, found.arguments
        result = choices.one_of([*_RESULT_KINDS, *self.statements.kinds[-1:]])
        body = self.statements.block(scope, Place(result), choices.between(2, 6))
        lines = [f"def f{number}({parameters}) -> {result}:", *_indented(body)]
        lines.append(f"    return {e.make(result, scope, 3)}")
        if is_leaf:
            e.offer(result, f"f{number}({arguments})", cost=40)
        return "\n".join(lines), self._call(f"f{number}({arguments})")

    def _generator(self, number: int) -> tuple[str, Call]:
        choices, e = self.choices, self.expressions
        found = self._parameters()
        parameters, scope, arguments = found.text, found.scope, found.arguments
        item = choices.one_of(["int", "str", "float"])
        place = Place("str", yields=item)
        body: Lines = self.statements.block(scope, place, choices.between(2, 5))
        head = f"def f{number}_items({parameters}) -> Generator[{item}, object, str]:"
        lines = [head, *_indented([*body, *self.statements._yield(scope, place)])]
        lines.append(f"    return {e.make('str', scope, 2)}")
        plan = "".join(
            choices.one_of(["n", "n", "s", "n", "t", "c"]) for _ in range(choices.between(1, 7))
        )
        use = choices.one_of(
            [
                f"list(f{number}_items({arguments}))",
                f"[x for x in f{number}_items({arguments})]",
                f"driven(f{number}_items({arguments}), {plan!r})",
                f"driven(f{number}_items({arguments}), {plan!r})",
                f"driven(delegating(f{number}_items({arguments})), {plan!r})",
                f"max(f{number}_items({arguments}), default=None)",
            ]
        )
        return "\n".join(lines), self._call(use)

    def _asynchronous(self, number: int) -> tuple[str, Call]:
        choices, e = self.choices, self.expressions
        found = self._parameters()
        parameters, scope, arguments = found.text, found.scope, found.arguments
        result = choices.one_of(["int", "str", "list[int]"])
        if choices.happens(35):
            place = Place("", yields="int", is_async=True)
            body = self.statements.block(scope, place, choices.between(2, 4))
            lines = [
                f"async def f{number}_items({parameters}) -> AsyncIterator[int]:",
                *_indented([*body, "yield 1"]),
            ]
            lines += ["", "", f"async def f{number}_main({parameters}) -> list[int]:"]
            lines += [f"    return [x async for x in f{number}_items({found.passed})]"]
        else:
            place = Place(result, is_async=True)
            body = self.statements.block(scope, place, choices.between(2, 5))
            lines = [f"async def f{number}_task({parameters}) -> {result}:", *_indented(body)]
            lines += [f"    return {e.make(result, scope, 2)}", "", ""]
            gathering = choices.one_of(
                [
                    f"await asyncio.gather(f{number}_task({found.passed}), f{number}_task({found.passed}))",
                    f"await asyncio.gather(*[f{number}_task({found.passed}) for _ in range(2)])",
                    f"[await f{number}_task({found.passed})]",
                    f"[await asyncio.create_task(f{number}_task({found.passed}))]",
                ]
            )
            lines += [
                f"async def f{number}_main({parameters}) -> list[str]:",
                f"    found = {gathering}",
            ]
            lines += ["    return [repr(one) for one in found]"]
        return "\n".join(lines), self._call(f"asyncio.run(f{number}_main({arguments}))")


def _indented(lines: Lines) -> Lines:
    return ["    " + line for line in lines]
