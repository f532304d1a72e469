"""What the compiler tells its user: diagnostics, their codes and their rendering.

Three kinds of failure, kept apart: `CompileErrors` is about the user's program, `InternalError` is
a bug of ours, and everything else that escapes is the world (a missing file, a full disk).

It does not know mypy, the typed tree or the terminal: colour is the caller's business.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One thing that is wrong with the user's program.

    `line` counts from 1, columns from 0, in octets of the line in UTF-8 (`characters` turns them
    into those of an editor); `end_column` is exclusive and on the same line. Line 0 is the file as
    a whole.
    """

    code: str
    """A key of CODES, or "mypy[name-defined]" for what the type checker found."""
    path: str
    line: int
    column: int
    end_column: int
    message: str
    """One sentence without a full stop."""
    hint: str = ""
    """What to do instead; empty if the message says it."""


class CompileErrors(Exception):
    """The program was refused. Holds at least one diagnostic, in source order."""

    def __init__(self, diagnostics: Sequence[Diagnostic]) -> None:
        super().__init__(f"{len(diagnostics)} errors")
        self.diagnostics = tuple(diagnostics)


class InternalError(Exception):
    """A bug in Gloam. The message says what was violated, and where in the user's program."""

    def __str__(self) -> str:
        return (
            f"internal error: {super().__str__()}\n"
            "This is a bug in Gloam, not in your program. Please report it with this message and "
            "the smallest program that shows it."
        )


CODES: dict[str, str] = {
    "G100": "The module is not part of an image: gloam has no implementation of it.",
    "G101": "This statement or expression is valid Python that gloam does not compile yet.",
    "G103": "A starred target takes one name or place, not more targets.",
    "G105": "An asynchronous generator expression is not compiled yet.",
    "G106": "This use of a decorator is not compiled yet.",
    "G108": "A class cannot have this base, or not beside its others.",
    "G109": "Metaclasses and class keywords are refused: classes are fixed when built.",
    "G112": "A class-body value of an instance attribute cannot be of this kind.",
    "G113": "This dataclass feature is not compiled yet.",
    "G114": "This kind of class (TypedDict, a subclass of tuple …) is not compiled yet.",
    "G116": "The name of an except clause cannot be nonlocal.",
    "G117": "Classes are defined at the top level of a module or in the body of another class.",
    "G118": "Complex numbers are not compiled.",
    "G121": "An instance attribute is read through its class: it needs ClassVar.",
    "G122": "The implementation of an overloaded function is decorated.",
    "G123": "This kind of type variable is not compiled yet.",
    "G125": "The second argument of isinstance must name classes.",
    "G126": "Functions are defined unconditionally and once.",
    "G130": "super() is compiled without arguments, as the callee in a method.",
    "G131": "A name of the checker only (a type, an alias, TYPE_CHECKING) is used as a value.",
    "G132": "Only enum.Enum itself may be the base of an enumeration.",
    "G134": "An except clause must name exception classes.",
    "G136": "Comments that switch checks off are refused: compiled code relies on the checks.",
    "G137": "A variable imported by name is a copy in CPython once its module rebinds it.",
    "G139": "Builtin and library classes fit only the protocols that they know.",
    "G140": "A class pattern names attributes, and a class whose items' type is known.",
    "G141": "A name of the standard library that gloam has not.",
    "G142": "A TypeGuard names classes: what a container's items are is not seen in it.",
    "G150": "A lone surrogate in a literal: use chr().",
    "G160": "Source files are UTF-8 text.",
    "G161": "A file that is embedded is named by a literal and exists when the program is built.",
    "G162": "attrgetter and methodcaller are called in place, with a literal name.",
    "G200": "This part of pytest is not compiled by `gloam test`.",
}
"""Code to one line of explanation, for `gloam explain` and docs/language.md."""


class Part(Enum):
    """What a piece of a rendered diagnostic is, for those who show them apart."""

    PLACE = "place"
    ERROR = "error"
    MESSAGE = "message"
    CARET = "caret"
    HINT = "hint"


Paint = Callable[[Part, str], str]
"""Gives a piece as it is to be shown."""


def _plain(part: Part, text: str) -> str:
    return text


def characters(source_line: str, octets: int) -> int:
    """How many characters of a line its first octets are; of a line that is unknown, as many."""
    if source_line.isascii():
        return octets
    return len(source_line.encode()[:octets].decode(errors="ignore"))


def render(diagnostic: Diagnostic, source_line: str, paint: Paint = _plain) -> str:
    """The diagnostic as text: place, message, source line with a caret underline, hint.

    `source_line` is the line named by the diagnostic, without its newline; empty if unknown. Tabs
    are shown as they are and count as one column, as in the editor's own messages. The result ends
    without a newline.
    """
    place = diagnostic.path
    column = characters(source_line, diagnostic.column)
    if diagnostic.line > 0:
        place += f":{diagnostic.line}:{column + 1}"
    label = paint(Part.ERROR, f"error[{diagnostic.code}]:")
    message = paint(Part.MESSAGE, diagnostic.message)
    lines = [f"{paint(Part.PLACE, f'{place}:')} {label} {message}"]
    if source_line.strip():
        end = characters(source_line, diagnostic.end_column)
        width = max(1, min(end, len(source_line)) - column)
        padding = "".join("\t" if char == "\t" else " " for char in source_line[:column])
        carets = paint(Part.CARET, "^" * width)
        lines += [f"    {source_line}", f"    {padding}{carets}"]
    if diagnostic.hint:
        lines.append(f"  {paint(Part.HINT, 'hint:')} {diagnostic.hint}")
    return "\n".join(lines)
