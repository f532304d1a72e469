"""Writes src/gloam/runtime/unicode_tables.py from the character database of this CPython.

Run it with CPython 3.11, whose Unicode version (14.0) is the one that images have:
    python tools/unicode_tables.py
"""

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

TARGET = Path(__file__).parent.parent / "src/gloam/runtime/unicode_tables.py"
POINTS = range(0x110000)
LINE_BYTES = 20


def number(value: int) -> bytes:
    """7 bits per byte, most significant first; all but the last have bit 7 set."""
    groups = [value & 127]
    while value := value >> 7:
        groups.append(value & 127 | 128)
    return bytes(reversed(groups))


def numbers(values: Iterable[int]) -> bytes:
    return b"".join(number(value) for value in values)


def runs(has_property: Callable[[str], bool]) -> bytes:
    lengths = [0]
    inside = False
    for point in POINTS:
        if has_property(chr(point)) is not inside:
            inside = not inside
            lengths.append(0)
        lengths[-1] += 1
    return numbers(lengths if inside else lengths[:-1])


def expansions(mapping: Callable[[str], str], default: Callable[[str], str | None]) -> bytes:
    """Every code point whose mapping is not the default one."""
    values: list[int] = []
    position = 0
    for point in POINTS:
        mapped = mapping(chr(point))
        if mapped != default(chr(point)):
            values += [point - position, len(mapped), *map(ord, mapped)]
            position = point
    return numbers(values)


def shifts(mapping: Callable[[str], str]) -> bytes:
    """Ranges of code points that map to one code point at the same distance."""
    pairs = [
        (point, ord(mapping(chr(point))) - point)
        for point in POINTS
        if len(mapping(chr(point))) == 1 and mapping(chr(point)) != chr(point)
    ]
    values: list[int] = []
    position = 0
    while pairs:
        best = max((_range(pairs, step) for step in (1, 2)), key=len)
        step = 1 if len(best) == 1 else best[1][0] - best[0][0]
        shift = best[0][1]
        values += [best[0][0] - position, len(best) * 2 + step - 1]
        values += [abs(shift) * 2 + (shift < 0)]
        position = best[-1][0]
        pairs = pairs[len(best) :]
    return numbers(values)


def _range(pairs: Sequence[tuple[int, int]], step: int) -> Sequence[tuple[int, int]]:
    first, shift = pairs[0]
    count = 1
    while count < len(pairs) and pairs[count] == (first + count * step, shift):
        count += 1
    return pairs[:count]


def one_point(mapping: Callable[[str], str]) -> Callable[[str], str | None]:
    def default(character: str) -> str | None:
        mapped = mapping(character)
        return mapped if len(mapped) == 1 else None

    return default


def is_cased(character: str) -> bool:
    return (character + "a").title()[-1] == "a"


def is_case_ignorable(character: str) -> bool:
    """Seen through the rule for a final sigma, the one place where str shows it."""
    after_letter = ("A" + character + "\u03a3").lower()[-1] == "\u03c2"
    after_number = ("1" + character + "\u03a3").lower()[-1] == "\u03c2"
    return after_letter and not after_number


def latin_1_flags() -> bytes:
    tests = (
        str.isalpha,
        str.isdecimal,
        str.isdigit,
        str.isnumeric,
        str.islower,
        str.isupper,
        str.isprintable,
        is_cased,
    )
    flags = []
    for point in range(0x100):
        flags.append(sum(test(chr(point)) << bit for bit, test in enumerate(tests)))
    return bytes(flags)


TABLES: tuple[tuple[str, Callable[[], bytes]], ...] = (
    ("LATIN_1_FLAGS", latin_1_flags),
    ("ALPHA", lambda: runs(str.isalpha)),
    ("DECIMAL", lambda: runs(str.isdecimal)),
    ("DIGIT", lambda: runs(str.isdigit)),
    ("NUMERIC", lambda: runs(str.isnumeric)),
    ("LOWER", lambda: runs(str.islower)),
    ("UPPER", lambda: runs(str.isupper)),
    ("TITLE", lambda: runs(lambda c: c.istitle() and not c.isupper())),
    ("PRINTABLE", lambda: runs(str.isprintable)),
    ("CASED", lambda: runs(is_cased)),
    ("CASE_IGNORABLE", lambda: runs(is_case_ignorable)),
    ("IDENTIFIER_START", lambda: runs(str.isidentifier)),
    ("IDENTIFIER", lambda: runs(lambda c: ("a" + c).isidentifier())),
    ("LOWER_EXPANSIONS", lambda: expansions(str.lower, one_point(str.lower))),
    ("LOWER_SHIFTS", lambda: shifts(str.lower)),
    ("UPPER_EXPANSIONS", lambda: expansions(str.upper, one_point(str.upper))),
    ("UPPER_SHIFTS", lambda: shifts(str.upper)),
    ("TITLE_EXPANSIONS", lambda: expansions(str.title, str.upper)),
    ("FOLDED_EXPANSIONS", lambda: expansions(str.casefold, str.lower)),
)


def literal(data: bytes) -> str:
    lines = []
    for start in range(0, len(data), LINE_BYTES):
        escaped = "".join(f"\\x{byte:02x}" for byte in data[start : start + LINE_BYTES])
        lines.append(f'    b"{escaped}"\n')
    return "(\n" + "".join(lines) + ")"


def main() -> None:
    text = (
        '"""Tables of the Unicode character database, version '
        f"{unicodedata.unidata_version}.\n\n"
        "Written by tools/unicode_tables.py, not by hand; `unicode` knows the formats.\n"
        '"""\n\nfrom typing import Final\n'
    )
    for name, make in TABLES:
        text += f"\n{name}: Final = {literal(make())}\n"
    TARGET.write_text(text)


if __name__ == "__main__":
    main()
