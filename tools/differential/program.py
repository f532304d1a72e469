# ruff: noqa: E501  # generated text reads best unbroken
"""A whole program: definitions, and calls whose results are printed. It can be a file of its own, or
a module of an image with many of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tools.differential.choices import Choices
from tools.differential.classes import Classes
from tools.differential.expressions import Expressions, Scope
from tools.differential.functions import Functions
from tools.differential.ground import GROUND, IMPORTS
from tools.differential.statements import Statements

CALLS_EACH = 2


GROUND_MODULE = "ground"
_HEAD = f"{IMPORTS}from {GROUND_MODULE} import *\n\n\n"
_HEAD_ALONE = f"{IMPORTS}\n{GROUND}\n\n"


@dataclass(frozen=True, slots=True)
class Part:
    """A definition, and the lines at the end of the program that call it."""

    name: str
    text: str
    calls: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Generated:
    seed: int
    parts: tuple[Part, ...]

    @property
    def name(self) -> str:
        return f"program_{self.seed}"

    @property
    def module(self) -> str:
        """The program as one module of many: it does what it does when `main` is called."""
        return f"{_HEAD}{self._body}"

    @property
    def alone(self) -> str:
        return f"{_HEAD_ALONE}{self._body}\n\nmain()\n"

    @property
    def _body(self) -> str:
        definitions = "\n\n\n".join(part.text for part in self.parts)
        calls = "\n".join(f"    {call}" for part in self.parts for call in part.calls)
        return f"{definitions}\n\n\ndef main() -> None:\n{calls}\n    pass\n"

    @property
    def calls(self) -> int:
        return sum(len(part.calls) for part in self.parts)

    def at_line(self, line: int, *, is_alone: bool = False) -> Part | None:
        """The part that a line of the text belongs to: its definition or one of its calls."""
        at = (_HEAD_ALONE if is_alone else _HEAD).count("\n") + 1
        for part in self.parts:
            size = part.text.count("\n") + 1
            if at <= line < at + size:
                return part
            at += size + 2
        at += 1
        for part in self.parts:
            size = sum(call.count("\n") + 1 for call in part.calls)
            if at <= line < at + size:
                return part
            at += size
        return None

    def only(self, parts: Iterable[Part]) -> Generated:
        wanted = set(parts)
        kept = tuple(part for part in self.parts if part in wanted)
        return Generated(self.seed, kept)


def driver(programs: Iterable[Generated]) -> str:
    """The main module of an image with these programs. MARK and its name come before what each
    one prints."""
    names = [program.name for program in programs]
    imports = "".join(f"import {name}\n" for name in names)
    calls = "".join(f"one({name!r}, {name}.main)\n" for name in names)
    return f"{imports}{_ONE}{calls}"


MARK = "\x1e"
_ONE = """\
from collections.abc import Callable


def one(name: str, main: Callable[[], None]) -> None:
    print("\\x1e" + name)
    try:
        main()
    except Exception as error:
        print("ended with", type(error).__name__, error)


"""


def random_program(seed: int, functions: int, classes_max: int = 1) -> Generated:
    """A few classes, then so many functions; each is called some times."""
    choices = Choices(seed)
    expressions = Expressions(choices)
    statements = Statements(expressions)
    classes = Classes(statements)
    writer = Functions(statements, is_leaf_wanted=functions > 1)
    count = choices.between(0, classes_max) if functions > 1 else int(choices.happens(30))
    parts = [Part(name, text, ()) for name, text in classes.definitions(count)]
    for number in range(functions):
        definition, call = writer.definition(number)
        calls = tuple(f'run("f{number}", lambda: {call()})' for _ in range(CALLS_EACH))
        parts.append(Part(f"f{number}", definition, calls))
    parts.append(Part("uses", "", tuple(classes.uses())))
    if choices.happens(20):  # an exception that nobody catches
        parts.append(Part("ending", "", (statements.raising(Scope()),)))
    return Generated(seed, tuple(parts))
