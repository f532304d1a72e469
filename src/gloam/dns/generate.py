"""The templates of $GENERATE (BIND 9, "Zone File", $GENERATE directive)."""

from __future__ import annotations

from typing import Final

from gloam.dns.encoding import parse_number

NUMBER_MAX: Final = 0x7FFF_FFFF
RECORDS_MAX: Final = 65_536
"""What one directive may make."""
WIDTH_MAX: Final = 255


def parse_range(text: str) -> list[int]:
    """The numbers of `start-stop` or `start-stop/step`. Raises ValueError."""
    ends, _, step_text = text.partition("/")
    start_text, separator, stop_text = ends.partition("-")
    if not separator:
        raise ValueError(f"{text!r} is no range start-stop or start-stop/step")
    start = parse_number(start_text, NUMBER_MAX)
    stop = parse_number(stop_text, NUMBER_MAX)
    step = parse_number(step_text, NUMBER_MAX) if step_text else 1
    if stop < start or step == 0:
        raise ValueError(f"{text!r} is an empty range")
    if (stop - start) // step >= RECORDS_MAX:
        raise ValueError(f"{text!r} makes more than {RECORDS_MAX} records")
    return list(range(start, stop + 1, step))


def fill(template: str, number: int) -> str:
    """Each `$` and `${offset,width,base}` replaced; `\\$` and `$$` stand for `$`."""
    if "$" not in template:
        return template
    parts: list[str] = []
    index = 0
    while index < len(template):
        character = template[index]
        following = template[index + 1 : index + 2]
        if character == "\\":
            parts.append("$" if following == "$" else template[index : index + 2])
            index += 2
        elif character != "$":
            parts.append(character)
            index += 1
        elif following == "$":
            parts.append("$")
            index += 2
        elif following == "{":
            stop = template.find("}", index)
            if stop < 0:
                raise ValueError("a brace is not closed")
            parts.append(_formatted(template[index + 2 : stop], number))
            index = stop + 1
        else:
            parts.append(str(number))
            index += 1
    return "".join(parts)


def _formatted(modifiers: str, number: int) -> str:
    words = modifiers.split(",")
    if len(words) > 3:
        raise ValueError(f"{{{modifiers}}} is not {{offset,width,base}}")
    offset_text = words[0]
    is_negative = offset_text.startswith("-")
    offset = parse_number(offset_text[1:] if is_negative else offset_text, NUMBER_MAX)
    value = number - offset if is_negative else number + offset
    if value < 0:
        raise ValueError(f"{{{modifiers}}} makes a number below 0")
    width = parse_number(words[1], WIDTH_MAX) if len(words) > 1 else 0
    base = words[2] if len(words) > 2 else "d"
    match base:
        case "d":
            return str(value).rjust(width, "0")
        case "o":
            return f"{value:o}".rjust(width, "0")
        case "x":
            return f"{value:x}".rjust(width, "0")
        case "X":
            return f"{value:X}".rjust(width, "0")
        case "n" | "N":
            return _nibbles(f"{value:x}" if base == "n" else f"{value:X}", width)
    raise ValueError(f"{base!r} is none of the bases d, o, x, X, n, N")


def _nibbles(digits: str, width: int) -> str:
    """Least significant digit first, with dots; `width` counts both."""
    count = max(len(digits), (width + 1) // 2)
    padded = digits.rjust(count, "0")
    return ".".join([padded[count - 1 - index] for index in range(count)])
