"""The parser of json: total on any text, one value or a JSONDecodeError with its place.

Depth is bounded by the stack: too deep is RecursionError.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from gloam.kernel import text as walk


class JSONDecodeError(ValueError):
    """`pos` counts from 0, `lineno` and `colno` from 1."""

    def __init__(self, msg: str, doc: str, pos: int) -> None:
        lineno = doc.count("\n", 0, pos) + 1
        colno = pos - doc.rfind("\n", 0, pos)
        super().__init__(f"{msg}: line {lineno} column {colno} (char {pos})")
        self.msg = msg
        self.doc = doc
        self.pos = pos
        self.lineno = lineno
        self.colno = colno


class JSONDecoder:
    def __init__(
        self,
        *,
        object_hook: Callable[[dict[Any, Any]], Any] | None = None,
        parse_float: Callable[[str], Any] | None = None,
        parse_int: Callable[[str], Any] | None = None,
        parse_constant: Callable[[str], Any] | None = None,
        strict: bool = True,
        object_pairs_hook: Callable[[list[tuple[Any, Any]]], Any] | None = None,
    ) -> None:
        self.object_hook = object_hook
        self.parse_float = parse_float
        self.parse_int = parse_int
        self.parse_constant = parse_constant
        self.strict = strict
        self.object_pairs_hook = object_pairs_hook

    def decode(self, s: str) -> Any:
        parser = _Parser(self, s)
        parser.at = walk.skip_json_space(s, 0)
        result = parser.value()
        parser.at = walk.skip_json_space(s, parser.at)
        if parser.at != len(s):
            raise JSONDecodeError("Extra data", s, parser.at)
        return result

    def raw_decode(self, s: str, idx: int = 0) -> tuple[Any, int]:
        """The value that begins at `idx`, and where it ends."""
        if idx < 0:
            raise ValueError("idx cannot be negative")
        parser = _Parser(self, s)
        parser.at = idx
        result = parser.value()
        return result, parser.at


class _Parser:
    """Reads values of `text` from `at` on."""

    def __init__(self, options: JSONDecoder, text: str) -> None:
        self._options = options
        self._text = text
        self.at = 0

    def _error(self, message: str, at: int) -> JSONDecodeError:
        return JSONDecodeError(message, self._text, at)

    def value(self) -> object:
        first = walk.point(self._text, self.at)
        if first == 0x22:
            self.at += 1
            return self._string()
        if first == 0x7B:
            self.at += 1
            return self._object()
        if first == 0x5B:
            self.at += 1
            return self._array()
        if first == 0x2D or 0x30 <= first <= 0x39:
            return self._number()
        if self._take("null"):
            return None
        if self._take("true"):
            return True
        if self._take("false"):
            return False
        for name in ("NaN", "Infinity"):
            if self._take(name):
                return self._constant(name)
        raise self._error("Expecting value", self.at)

    def _take(self, word: str) -> bool:
        if not self._text.startswith(word, self.at):
            return False
        self.at += len(word)
        return True

    def _constant(self, name: str) -> object:
        convert = self._options.parse_constant
        if convert is not None:
            return convert(name)
        return float(name)

    def _number(self) -> object:
        text = self._text
        start = self.at
        at = start + 1 if text[start] == "-" else start
        end = walk.skip_digits(text, at)
        if end == at:
            if self._take("-Infinity"):
                return self._constant("-Infinity")
            raise self._error("Expecting value", start)
        if walk.point(text, at) == 0x30:
            end = at + 1
        whole_end = end
        if walk.point(text, end) == 0x2E and walk.skip_digits(text, end + 1) > end + 1:
            end = walk.skip_digits(text, end + 1)
        if walk.point(text, end) in (0x45, 0x65):
            digits = end + 1
            if walk.point(text, digits) in (0x2B, 0x2D):
                digits += 1
            if walk.skip_digits(text, digits) > digits:
                end = walk.skip_digits(text, digits)
        self.at = end
        literal = text[start:end]
        if end == whole_end:
            to_int = self._options.parse_int
            return int(literal) if to_int is None else to_int(literal)
        to_float = self._options.parse_float
        return float(literal) if to_float is None else to_float(literal)

    def _string(self) -> str:
        """What follows a quote, up to the next one."""
        text = self._text
        begin = self.at - 1
        start = self.at
        end = walk.plain_json_end(text, start)
        if walk.point(text, end) == 0x22:
            self.at = end + 1
            return text[start:end]
        parts: list[str] = []
        while True:
            parts.append(text[start:end])
            found = walk.point(text, end)
            if found < 0:
                raise self._error("Unterminated string starting at", begin)
            if found == 0x22:
                self.at = end + 1
                return "".join(parts)
            if found == 0x5C:
                self.at = end + 1
                parts.append(self._escape(begin))
                start = self.at
            elif self._options.strict:
                raise self._error("Invalid control character at", end)
            else:
                parts.append(text[end])
                start = end + 1
            end = walk.plain_json_end(text, start)

    def _escape(self, begin: int) -> str:
        """What a backslash before `at` stands for."""
        text = self._text
        at = self.at
        found = walk.point(text, at)
        if found < 0:
            raise self._error("Unterminated string starting at", begin)
        self.at = at + 1
        if found != 0x75:
            plain = _ESCAPES.get(found)
            if plain is None:
                raise self._error("Invalid \\escape", at - 1)
            return plain
        unit = self._unit(at + 1)
        self.at = at + 5
        if 0xD800 <= unit <= 0xDBFF and text.startswith("\\u", at + 5):
            second = _hex_value(text[at + 7 : at + 11])
            if 0xDC00 <= second <= 0xDFFF:
                self.at = at + 11
                return chr(0x10000 + (unit - 0xD800 << 10 | second - 0xDC00))
        return chr(unit)

    def _unit(self, at: int) -> int:
        value = _hex_value(self._text[at : at + 4])
        # The text must go on behind the digits.
        if value < 0 or at + 4 >= len(self._text):
            raise self._error("Invalid \\uXXXX escape", at - 1)
        return value

    def _object(self) -> object:
        text = self._text
        pairs_hook = self._options.object_pairs_hook
        pairs: list[tuple[Any, Any]] = []
        result: dict[str, Any] = {}
        self.at = walk.skip_json_space(text, self.at)
        if walk.point(text, self.at) != 0x7D:
            while True:
                if walk.point(text, self.at) != 0x22:
                    message = "Expecting property name enclosed in double quotes"
                    raise self._error(message, self.at)
                self.at += 1
                key = self._string()
                self.at = walk.skip_json_space(text, self.at)
                if walk.point(text, self.at) != 0x3A:
                    raise self._error("Expecting ':' delimiter", self.at)
                self.at = walk.skip_json_space(text, self.at + 1)
                item = self.value()
                if pairs_hook is not None:
                    pairs.append((key, item))
                else:
                    result[key] = item
                self.at = walk.skip_json_space(text, self.at)
                found = walk.point(text, self.at)
                if found == 0x7D:
                    break
                if found != 0x2C:
                    raise self._error("Expecting ',' delimiter", self.at)
                self.at = walk.skip_json_space(text, self.at + 1)
        self.at += 1
        if pairs_hook is not None:
            return pairs_hook(pairs)
        hook = self._options.object_hook
        return result if hook is None else hook(result)

    def _array(self) -> object:
        text = self._text
        result: list[Any] = []
        self.at = walk.skip_json_space(text, self.at)
        if walk.point(text, self.at) != 0x5D:
            while True:
                result.append(self.value())
                self.at = walk.skip_json_space(text, self.at)
                found = walk.point(text, self.at)
                if found == 0x5D:
                    break
                if found != 0x2C:
                    raise self._error("Expecting ',' delimiter", self.at)
                self.at = walk.skip_json_space(text, self.at + 1)
        self.at += 1
        return result


_ESCAPES = {
    **{0x22: '"', 0x5C: "\\", 0x2F: "/", 0x62: "\b"},
    **{0x66: "\f", 0x6E: "\n", 0x72: "\r", 0x74: "\t"},
}


def _hex_value(digits: str) -> int:
    """The number of four hexadecimal digits, -1 if they are none."""
    if len(digits) != 4:
        return -1
    value = 0
    for digit in digits:
        place = "0123456789abcdef".find(digit.lower()) if digit.isascii() else -1
        if place < 0:
            return -1
        value = value << 4 | place
    return value


def decoded(data: bytes) -> str:
    """The text of JSON in bytes: UTF-8, -16 or -32, told apart by their zeros and marks."""
    if data.startswith((b"\xff\xfe\0\0", b"\0\0\xfe\xff")):
        return _wide(data[4:], 4, data[0] == 0)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _wide(data[2:], 2, data[0] == 0xFE)
    if data.startswith(b"\xef\xbb\xbf"):
        return data[3:].decode()
    if len(data) >= 4:
        if data[0] == 0:
            return _wide(data, 2, True) if data[1] else _wide(data, 4, True)
        if data[1] == 0:
            return _wide(data, 2, False) if data[2] or data[3] else _wide(data, 4, False)
    elif len(data) == 2:
        if data[0] == 0:
            return _wide(data, 2, True)
        if data[1] == 0:
            return _wide(data, 2, False)
    return data.decode()


def _wide(data: bytes, size: int, is_big: bool) -> str:
    """UTF-16 or UTF-32; surrogates that are not paired stay."""
    name = f"utf-{8 * size}-{'be' if is_big else 'le'}"
    whole = len(data) - len(data) % size
    parts: list[str] = []
    at = 0
    while at < whole:
        unit = int.from_bytes(data[at : at + size], "big" if is_big else "little")
        at += size
        if size == 2 and 0xD800 <= unit <= 0xDBFF and at < whole:
            second = int.from_bytes(data[at : at + size], "big" if is_big else "little")
            if 0xDC00 <= second <= 0xDFFF:
                unit = 0x10000 + (unit - 0xD800 << 10 | second - 0xDC00)
                at += size
        if unit > 0x10FFFF:
            reason = "code point not in range(0x110000)"
            raise UnicodeDecodeError(name, data, at - size, at, reason)
        parts.append(chr(unit))
    if whole < len(data):
        raise UnicodeDecodeError(name, data, whole, len(data), "truncated data")
    return "".join(parts)
