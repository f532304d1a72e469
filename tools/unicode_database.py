"""Writes src/gloam/stdlib/unicodedata/tables.py from the character database of this CPython.

Run it with CPython 3.11, whose Unicode version (14.0) is the one that images have:
    python -m tools.unicode_database
"""

import textwrap
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path

from tools.unicode_tables import POINTS, literal, numbers

TARGET = Path(__file__).parent.parent / "src/gloam/stdlib/unicodedata/tables.py"
HANGUL = range(0xAC00, 0xAC00 + 11172)


def ranges(value: Callable[[str], int]) -> bytes:
    """Lengths and values by turns, of ranges of code points with the same value."""
    found: list[list[int]] = []
    for point in POINTS:
        own = value(chr(point))
        if not found or found[-1][1] != own:
            found.append([0, own])
        found[-1][0] += 1
    return numbers([part for pair in found for part in pair])


def indices(value: Callable[[str], str], names: Sequence[str]) -> bytes:
    return ranges(lambda character: names.index(value(character)))


def names_of(value: Callable[[str], str]) -> list[str]:
    return sorted({value(chr(point)) for point in POINTS})


FORMS = ["", *sorted({
    unicodedata.decomposition(chr(point)).split(" ")[0]
    for point in POINTS
    if unicodedata.decomposition(chr(point)).startswith("<")
})]  # fmt: skip


def decompositions() -> bytes:
    """Distance to the code point before, form, number of code points, these."""
    result = b""
    position = 0
    for point in POINTS:
        parts = unicodedata.decomposition(chr(point)).split()
        if not parts or point in HANGUL:
            continue
        form = FORMS.index(parts.pop(0)) if parts[0].startswith("<") else 0
        result += numbers([point - position, form, len(parts), *(int(p, 16) for p in parts)])
        position = point
    return result


def compositions() -> bytes:
    """First, second and composed code point, as they are."""
    result = b""
    for point in POINTS:
        parts = unicodedata.decomposition(chr(point)).split()
        if len(parts) == 2 and not parts[0].startswith("<") and point not in HANGUL:
            if unicodedata.normalize("NFC", chr(point)) == chr(point):
                result += numbers([int(parts[0], 16), int(parts[1], 16), point])
    return result


def numeric_values() -> bytes:
    """Distance to the code point before, numerator (sign in the lowest bit), denominator, and 0 for
    a number, 1 for a digit, 2 for a decimal digit."""
    result = b""
    position = 0
    for point in POINTS:
        value = unicodedata.numeric(chr(point), None)
        if value is None:
            continue
        over, under = _fraction(value)
        kind = 2 if unicodedata.decimal(chr(point), None) is not None else 0
        if not kind and unicodedata.digit(chr(point), None) is not None:
            kind = 1
        result += numbers([point - position, abs(over) * 2 + (over < 0), under, kind])
        position = point
    return result


def _fraction(value: float) -> tuple[int, int]:
    for under in range(1, 1000):
        if round(value * under) / under == value:
            return round(value * under), under
    raise ValueError(value)


def main() -> None:
    text = (
        '"""The character database of Unicode '
        f"{unicodedata.unidata_version}: written by tools/unicode_database.py, not by hand.\n\n"
        'Numbers have 7 bits a byte, as in `gloam.runtime.unicode_tables`.\n"""\n\n'
        "from typing import Final\n"
    )
    for name, value in (
        ("CATEGORY", unicodedata.category),
        ("BIDIRECTIONAL", unicodedata.bidirectional),
        ("WIDTH", unicodedata.east_asian_width),
    ):
        names = names_of(value)
        text += f"\n{name}_NAMES: Final = {' '.join(n or '-' for n in names)!r}\n"
        text += f"{name}: Final = {literal(indices(value, names))}\n"
    tables = {
        "COMBINING": ranges(unicodedata.combining),
        "MIRRORED": ranges(unicodedata.mirrored),
        "DECOMPOSITIONS": decompositions(),
        "COMPOSITIONS": compositions(),
        "NUMERIC": numeric_values(),
    }
    forms = textwrap.wrap(" ".join(form.strip("<>") or "-" for form in FORMS), 80)
    text += "\nFORMS: Final = (\n" + "".join(f'    "{line} "\n' for line in forms) + ")\n"
    for name, data in tables.items():
        text += f"{name}: Final = {literal(data)}\n"
    TARGET.write_text(text)


if __name__ == "__main__":
    main()
