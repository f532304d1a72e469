# ruff: noqa: E501  # generated text reads best unbroken
"""A whole program: a fixed beginning, definitions, and calls whose results are printed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tools.differential.choices import Choices
from tools.differential.classes import Classes
from tools.differential.expressions import Expressions, Scope
from tools.differential.functions import Functions
from tools.differential.statements import Statements

PRELUDE = """\
import asyncio
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum
from typing import Generic, NamedTuple, Protocol, TypeVar

T = TypeVar("T")


class Trouble(Exception):
    def __init__(self, number: int, text: str) -> None:
        super().__init__(text)
        self.number = number


class DeepTrouble(Trouble):
    def __str__(self) -> str:
        return f"deep {self.number}"


class Guard:
    def __init__(self, number: int, swallows: bool) -> None:
        self.number = number
        self.swallows = swallows

    def __enter__(self) -> int:
        print("   enter", self.number)
        return self.number

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: object) -> bool:
        print("   exit", "no error" if kind is None else kind.__name__, error)
        return self.swallows


@contextmanager
def guarded(number: int) -> Iterator[int]:
    print("   begin", number)
    try:
        yield number + 1
    except KeyError as error:
        print("   swallowed", repr(error))
    finally:
        print("   end", number)


def note(value: T) -> T:
    print("   note", value)
    return value


def maybe(condition: bool, value: T) -> T | None:
    return value if condition else None


def either(condition: bool, number: int, text: str) -> int | str:
    return number if condition else text


def half(value: float) -> float:
    return value / 2


def pick(items: tuple[int, ...], index: int) -> int:
    return items[index]


def adder(amount: int) -> Callable[[int], int]:
    return lambda value: value + amount


def compose(first: Callable[[int], int], second: Callable[[int], int]) -> Callable[[int], int]:
    def both(value: int) -> int:
        return second(first(value))

    return both


def apply(function: Callable[[int], int], value: int) -> int:
    return function(value)


def driven(source: Generator[T, object, str], plan: str) -> list[str]:
    seen: list[str] = []
    try:
        for step in plan:
            match step:
                case "n":
                    seen.append(repr(next(source)))
                case "s":
                    seen.append(repr(source.send(len(seen))))
                case "t":
                    seen.append(repr(source.throw(KeyError("thrown"))))
                case _:
                    source.close()
    except StopIteration as stop:
        seen.append(f"stopped {stop.value!r}")
    except Exception as error:
        seen.append(f"raised {error!r}")
    source.close()
    return seen


def delegating(source: Generator[T, object, str]) -> Generator[T, object, str]:
    try:
        result = yield from source
    except KeyError as error:
        result = f"instead of {error!r}"
    finally:
        print("   delegated")
    return result + "!"


def run(name: str, function: Callable[[], object]) -> None:
    print("==", name)
    try:
        print("  =", repr(function()))
    except Exception as error:
        print("  !", type(error).__name__, error)
        if error.__cause__ is not None:
            print("  ! from", repr(error.__cause__))
        if error.__context__ is not None:
            print("  ! during", type(error.__context__).__name__, error.__suppress_context__)


"""
CALLS_EACH = 3


@dataclass(frozen=True, slots=True)
class Part:
    """A definition, and the lines at the end of the program that call it."""

    name: str
    text: str
    calls: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Generated:
    parts: tuple[Part, ...]
    ending: str
    """The last line: perhaps an exception that nobody catches."""

    @property
    def text(self) -> str:
        definitions = "\n\n\n".join(part.text for part in self.parts)
        calls = "\n".join(call for part in self.parts for call in part.calls)
        return f"{PRELUDE}{definitions}\n\n\n{calls}\n{self.ending}\n"

    @property
    def calls(self) -> int:
        return sum(len(part.calls) for part in self.parts)

    def at_line(self, line: int) -> Part | None:
        """The part that a line of the text belongs to: its definition or one of its calls."""
        at = PRELUDE.count("\n") + 1
        for part in self.parts:
            size = part.text.count("\n") + 1
            if at <= line < at + size:
                return part
            at += size + 2
        for part in self.parts:
            size = sum(call.count("\n") + 1 for call in part.calls)
            if at <= line < at + size:
                return part
            at += size
        return None

    def only(self, parts: Iterable[Part]) -> Generated:
        wanted = set(parts)
        return Generated(tuple(p for p in self.parts if p in wanted), self.ending)


def random_program(seed: int, functions: int) -> Generated:
    """A few classes, then so many functions; each is called some times."""
    choices = Choices(seed)
    expressions = Expressions(choices)
    statements = Statements(expressions)
    classes = Classes(statements)
    writer = Functions(statements)
    parts = [Part(name, text, ()) for name, text in classes.definitions(choices.between(1, 3))]
    for number in range(functions):
        definition, call = writer.definition(number)
        calls = tuple(f'run("f{number}", lambda: {call()})' for _ in range(CALLS_EACH))
        parts.append(Part(f"f{number}", definition, calls))
    uses = tuple(classes.uses())
    parts.append(Part("uses", "", uses))
    return Generated(tuple(parts), statements.raising(Scope()) if choices.happens(20) else "")
