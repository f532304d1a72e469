"""The format mini-language: parsing a specification, and padding and grouping by it.

Follows CPython 3.11's order of checks, so that the first error is the same one. Knows no numbers.
"""

from typing import Final

from gloam.machine import i64, u32
from gloam.runtime.digit import code_at, digit_value

WIDTH_MAX: Final = 0x7FFF_FFFF_FFFF_FFFF


class FormatSpec:
    """[[fill]align][sign][z][#][0][width][grouping][.precision][type]"""

    def __init__(self, kind: str, align: str) -> None:
        self.fill = " "
        self.align = align
        self.sign = ""
        self.no_negative_zero = False
        self.alternate = False
        self.width = -1
        self.grouping = ""
        self.group_size = 3
        self.precision = -1
        self.kind = kind


class SpecReader:
    """A position in the text of a specification."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def rest(self) -> int:
        return len(self.text) - self.at

    def take(self, choices: str) -> str:
        """The next character if it is one of these, else the empty string."""
        if self.at == len(self.text) or self.text[self.at] not in choices:
            return ""
        self.at += 1
        return self.text[self.at - 1]

    def take_number(self) -> int:
        """Decimal digits of any script; -1 if there are none."""
        value = -1
        while self.at < len(self.text):
            digit = digit_value(code_at(self.text, i64(self.at)))
            if digit > 9:
                return value
            value = int(digit) if value < 0 else value * 10 + int(digit)
            if value > WIDTH_MAX:
                raise ValueError("Too many decimal digits in format string")
            self.at += 1
        return value


def parse_spec(text: str, type_name: str, kind: str, align: str) -> FormatSpec:
    """The parts of `text`, with this default for the type and the alignment."""
    spec = FormatSpec(kind, align)
    reader = SpecReader(text)
    has_fill = reader.rest() >= 2 and text[1] in "<>=^"
    if has_fill:
        spec.fill = text[0]
        reader.at = 1
    explicit = reader.take("<>=^")
    if explicit != "":
        spec.align = explicit
    spec.sign = reader.take(" +-")
    spec.no_negative_zero = reader.take("z") != ""
    spec.alternate = reader.take("#") != ""
    if not has_fill and reader.take("0") != "":
        spec.fill = "0"
        if explicit == "" and align == ">":
            spec.align = "="
    spec.width = reader.take_number()
    _parse_grouping(reader, spec)
    if reader.take(".") != "":
        spec.precision = reader.take_number()
        if spec.precision < 0:
            raise ValueError("Format specifier missing precision")
    if reader.rest() > 1:
        raise ValueError(f"Invalid format specifier '{text}' for object of type '{type_name}'")
    if reader.rest() == 1:
        spec.kind = text[reader.at]
    _check_grouping(spec)
    return spec


def _parse_grouping(reader: SpecReader, spec: FormatSpec) -> None:
    spec.grouping = reader.take(",")
    underscore = reader.take("_")
    if underscore != "":
        if spec.grouping != "":
            raise ValueError("Cannot specify both ',' and '_'.")
        spec.grouping = underscore
        if reader.take(",") != "":
            raise ValueError("Cannot specify both ',' and '_'.")


def _check_grouping(spec: FormatSpec) -> None:
    if spec.grouping == "" or spec.kind == "" or spec.kind in "defgEG%F":
        return
    if spec.grouping == "_" and spec.kind in "boxX":
        spec.group_size = 4
        return
    raise ValueError(f"Cannot specify '{spec.grouping}' with '{shown(spec.kind)}'.")


def shown(kind: str) -> str:
    """A type character as error messages show it."""
    code = code_at(kind, i64(0))
    if 32 < code < 128:
        return kind
    return f"\\x{_hexadecimal(code)}"


def _hexadecimal(code: u32) -> str:
    digits = ""
    while code != 0 or digits == "":
        digits = "0123456789abcdef"[int(code & 15)] + digits
        code = code >> 4
    return digits


def unknown_kind(spec: FormatSpec, type_name: str) -> ValueError:
    return ValueError(f"Unknown format code '{shown(spec.kind)}' for object of type '{type_name}'")


def format_str(s: str, text: str) -> str:
    """str.__format__: precision cuts, width pads."""
    if text == "":
        return s
    spec = parse_spec(text, "str", "s", "<")
    if spec.kind != "s":
        raise unknown_kind(spec, "str")
    if spec.sign == " ":
        raise ValueError("Space not allowed in string format specifier")
    if spec.sign != "":
        raise ValueError("Sign not allowed in string format specifier")
    if spec.no_negative_zero:
        raise ValueError("Negative zero coercion (z) not allowed in string format specifier")
    if spec.alternate:
        raise ValueError("Alternate form (#) not allowed in string format specifier")
    if spec.align == "=":
        raise ValueError("'=' alignment not allowed in string format specifier")
    if 0 <= spec.precision < len(s):
        s = s[: spec.precision]
    return _pad("", s, spec)


def lay_out(negative: bool, prefix: str, digits: str, rest: str, spec: FormatSpec) -> str:
    """A number in its field: sign, prefix, grouped digits and what follows them."""
    head = prefix
    if negative:
        head = "-" + prefix
    elif spec.sign == "+" or spec.sign == " ":  # noqa: PLR1714  # one of two, not a substring
        head = spec.sign + prefix
    if digits != "":
        zeros = 0
        if spec.fill == "0" and spec.align == "=":
            zeros = spec.width - len(head) - len(rest)
        digits = _grouped(digits, zeros, spec)
    return _pad(head, digits + rest, spec)


def _grouped(digits: str, width: int, spec: FormatSpec) -> str:
    """Digits with separators, and with zeros in front up to `width` characters or one more."""
    if spec.grouping == "":
        if len(digits) < width:
            return "0" * (width - len(digits)) + digits
        return digits
    result = ""
    end = len(digits)
    more = True
    while more:
        count = end if end > width else width
        count = max(count, 1)  # no separator in front
        count = min(count, spec.group_size)
        start = end - count
        group = digits[start:end] if start >= 0 else "0" * -start + digits[:end]
        result = group if result == "" else group + spec.grouping + result
        end = start if start > 0 else 0
        more = end > 0 or width > count
        width -= count + 1
    return result


def _pad(head: str, body: str, spec: FormatSpec) -> str:
    missing = spec.width - len(head) - len(body)
    if missing <= 0:
        return head + body
    if spec.align == "=":
        return head + spec.fill * missing + body
    left = 0
    if spec.align == ">":
        left = missing
    elif spec.align == "^":
        left = missing // 2
    return spec.fill * left + head + body + spec.fill * (missing - left)
