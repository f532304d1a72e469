"""struct: numbers and strings in bytes, as a format says. Formats are parsed once and kept.

Native sizes and alignment are those of 64-bit machines, native order is little-endian. A number is
an int or a float: a class of the program's own with `__index__` or `__float__` is none.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from gloam.kernel import packing
from gloam.kernel.packing import Packer

_CACHE_SIZE_MAX: Final = 100
_SIZE_MAX: Final = (1 << 63) - 1
_WORD_MIN: Final = -(1 << 63)
_WORD_MAX: Final = (1 << 63) - 1
_UNSIGNED_MAX: Final = (1 << 64) - 1


class error(Exception):  # noqa: N801  # CPython's name
    pass


class _Item:
    """`count` values of one code, the first at `at`; for `s` and `p` one value of `size` bytes."""

    def __init__(self, code: str, at: int, size: int, count: int) -> None:
        self.code = code
        self.at = at
        self.size = size
        self.count = count


class _Parser:
    """Reads a format into items."""

    def __init__(self, text: str) -> None:
        self.items: list[_Item] = []
        self.size = 0
        self.length = 0
        first = text[:1]
        self.is_native = first not in ("<", ">", "=", "!")
        self.is_big = first in (">", "!")
        self._at = 1 if first in ("@", "<", ">", "=", "!") else 0
        self._text = text
        while self._at < len(text):
            self._read()

    def _read(self) -> None:
        code = self._text[self._at]
        self._at += 1
        if code in " \t\n\r\v\f":
            return
        count = 1
        if "0" <= code <= "9":
            count = ord(code) - 48
            while self._at < len(self._text) and "0" <= self._text[self._at] <= "9":
                count = count * 10 + ord(self._text[self._at]) - 48
                self._at += 1
                if count > _SIZE_MAX:
                    raise error("total struct size too long")
            if self._at == len(self._text):
                raise error("repeat count given without format specifier")
            code = self._text[self._at]
            self._at += 1
        self._add(code, count)

    def _add(self, code: str, count: int) -> None:
        size = _size_of(code, self.is_native)
        if size < 0:
            raise error("bad char in struct format")
        if self.is_native and size > 1:
            self.size += -self.size % size
        at = self.size
        self.size += size * count
        if self.size > _SIZE_MAX:
            raise error("total struct size too long")
        if code == "x":
            return
        if code == "s" or code == "p":
            self.items.append(_Item(code, at, count, 1))
            self.length += 1
        elif count > 0:
            self.items.append(_Item(code, at, size, count))
            self.length += count


def _size_of(code: str, is_native: bool) -> int:
    """In bytes; -1 if there is no such code."""
    if code in "xcbB?sp":
        return 1
    if code in "hHe":
        return 2
    if code in "iIf":
        return 4
    if code in "qQd":
        return 8
    if code in "lL":
        return 8 if is_native else 4
    if code in "nNP" and is_native:
        return 8
    return -1


class Struct:
    def __init__(self, format: str | bytes) -> None:
        text = format.decode("ascii") if isinstance(format, bytes) else format
        text.encode("ascii")
        if "\0" in text:
            raise error("embedded null character")
        parsed = _Parser(text)
        self.format = text
        self.size = parsed.size
        self._length = parsed.length
        self._items = parsed.items
        self._is_big = parsed.is_big
        self._is_native = parsed.is_native

    def pack(self, *v: Any) -> bytes:
        return self._pack("pack", v)

    def pack_into(self, buffer: bytearray, offset: int, *v: Any) -> None:
        data = self._pack("pack_into", v, len(buffer), offset)
        if offset < 0:
            offset += len(buffer)
        buffer[offset : offset + self.size] = data

    def unpack(self, buffer: bytes | bytearray, /) -> tuple[Any, ...]:
        if len(buffer) != self.size:
            raise error(f"unpack requires a buffer of {self.size} bytes")
        return self._unpack(_content(buffer), 0)

    def unpack_from(self, buffer: bytes | bytearray, offset: int = 0) -> tuple[Any, ...]:
        size = len(buffer)
        if offset < _WORD_MIN or offset > _WORD_MAX:
            raise OverflowError("Python int too large to convert to C ssize_t")
        start = offset
        if start < 0:
            if start + self.size > 0:
                raise error(f"not enough data to unpack {self.size} bytes at offset {offset}")
            if start + size < 0:
                raise error(f"offset {offset} out of range for {size}-byte buffer")
            start += size
        if size - start < self.size:
            raise error(
                f"unpack_from requires a buffer of at least {start + self.size} bytes for "
                f"unpacking {self.size} bytes at offset {start} (actual buffer size is {size})"
            )
        return self._unpack(_content(buffer), start)

    def iter_unpack(self, buffer: bytes | bytearray, /) -> Iterator[tuple[Any, ...]]:
        if self.size == 0:
            raise error("cannot iteratively unpack with a struct of length 0")
        if len(buffer) % self.size != 0:
            raise error(f"iterative unpacking requires a buffer of a multiple of {self.size} bytes")
        return self._all(_content(buffer))

    def _all(self, data: bytes) -> Iterator[tuple[Any, ...]]:
        for start in range(0, len(data), self.size):
            yield self._unpack(data, start)

    def _unpack(self, data: bytes, start: int) -> tuple[Any, ...]:
        result: list[object] = []
        is_big = self._is_big
        for item in self._items:
            at = start + item.at
            size = item.size
            code = item.code
            for _ in range(item.count):
                if code in "BHILQNP":
                    result.append(packing.unsigned(data, at, size, is_big))
                elif code in "bhilqn":
                    result.append(packing.signed(data, at, size, is_big))
                else:
                    result.append(_other(code, data, at, size, is_big))
                at += size
        return tuple(result)

    def _pack(
        self, name: str, values: tuple[object, ...], space: int = -1, offset: int = 0
    ) -> bytes:
        if len(values) != self._length:
            raise error(f"{name} expected {self._length} items for packing (got {len(values)})")
        if space >= 0:
            self._check_space(space, offset)
        packer = Packer(self.size)
        index = 0
        for item in self._items:
            at = item.at
            for _ in range(item.count):
                self._put(packer, item, at, values[index])
                index += 1
                at += item.size
        return packer.finish()

    def _check_space(self, space: int, offset: int) -> None:
        if offset < _WORD_MIN or offset > _WORD_MAX:
            raise IndexError("cannot fit 'int' into an index-sized integer")
        start = offset
        if start < 0:
            if start + self.size > 0:
                raise error(f"no space to pack {self.size} bytes at offset {offset}")
            if start + space < 0:
                raise error(f"offset {offset} out of range for {space}-byte buffer")
            start += space
        if space - start < self.size:
            raise error(
                f"pack_into requires a buffer of at least {start + self.size} bytes for "
                f"packing {self.size} bytes at offset {start} (actual buffer size is {space})"
            )

    def _put(self, packer: Packer, item: _Item, at: int, value: object) -> None:
        code = item.code
        if code in "bBhHiIlLqQnNP":
            if not isinstance(value, int):
                raise error("required argument is not an integer")
            self._check_int(code, item.size, value)
            packer.put_int(at, item.size, self._is_big, value)
        elif code in "def":
            self._put_float(packer, code, at, _number(value))
        elif code == "?":
            packer.put_int(at, 1, False, 1 if value else 0)
        elif code == "c":
            if not isinstance(value, bytes) or len(value) != 1:
                raise error("char format requires a bytes object of length 1")
            packer.put_bytes(at, value, 1)
        else:
            if not isinstance(value, (bytes, bytearray)):
                raise error(f"argument for '{code}' must be a bytes object")
            _put_string(packer, item, at, _content(value))

    def _put_float(self, packer: Packer, code: str, at: int, value: float) -> None:
        fits = True
        if code == "d":
            packer.put_double(at, self._is_big, value)
        elif code == "f":
            fits = packer.put_single(at, self._is_big, value) or self._is_native
        else:
            fits = packer.put_half(at, self._is_big, value)
        if not fits:
            raise OverflowError(f"float too large to pack with {code} format")

    def _check_int(self, code: str, size: int, value: int) -> None:
        """Raise as CPython does, whose words differ between native and standard numbers."""
        bits = 8 * size
        if code in "bhilqn":
            low = -(1 << (bits - 1))
            high = (1 << (bits - 1)) - 1
        else:
            low = 0
            high = (1 << bits) - 1
        if low <= value <= high:
            return
        is_standard = self._is_big or (not self._is_native and code in "lL")
        if code == "P":
            if value < _WORD_MIN or value > _UNSIGNED_MAX:
                raise error("int too large to convert")
            return
        if is_standard and code in "qQ":
            raise error("int too large to convert")
        # Below 64 bits, the number is read as a word first.
        is_word = code in "bBhilqn" or (code == "H" and not is_standard)
        if is_word and (value < _WORD_MIN or value > _WORD_MAX):
            raise error("argument out of range")
        if not is_word and (value < 0 or value > _UNSIGNED_MAX):
            raise error("argument out of range")
        name = f"'{code}'"
        if code == "b":
            name = "byte"
        elif code == "B":
            name = "ubyte"
        elif code == "h" and not is_standard:
            name = "short"
        elif code == "H" and not is_standard:
            name = "ushort"
        elif size == 8:
            raise error("argument out of range")
        raise error(f"{name} format requires {low} <= number <= {high}")


def _other(code: str, data: bytes, at: int, size: int, is_big: bool) -> object:
    if code == "d":
        return packing.double(data, at, is_big)
    if code == "f":
        return packing.single(data, at, is_big)
    if code == "e":
        return packing.half(data, at, is_big)
    if code == "?":
        return data[at] != 0
    if code == "p" and size > 0:
        length = data[at]
        return data[at + 1 : at + 1 + (length if length < size else size - 1)]
    return data[at : at + size]


def _number(value: object) -> float:
    if isinstance(value, float):
        return value
    if isinstance(value, int):
        try:
            return float(value)
        except OverflowError:
            raise error("required argument is not a float") from None
    raise error("required argument is not a float")


def _put_string(packer: Packer, item: _Item, at: int, data: bytes) -> None:
    if item.code == "s":
        packer.put_bytes(at, data, item.size)
    elif item.size > 0:
        length = len(data) if len(data) < item.size else item.size - 1
        packer.put_int(at, 1, False, length if length < 255 else 255)
        packer.put_bytes(at + 1, data, length)


def _content(buffer: bytes | bytearray) -> bytes:
    return buffer if isinstance(buffer, bytes) else bytes(buffer)


_cache: Final[dict[str, Struct]] = {}


def _compiled(format: str | bytes) -> Struct:
    if isinstance(format, bytes):
        return Struct(format)
    found = _cache.get(format)
    if found is None:
        found = Struct(format)
        if len(_cache) >= _CACHE_SIZE_MAX:
            _cache.clear()
        _cache[format] = found
    return found


def calcsize(format: str | bytes, /) -> int:
    return _compiled(format).size


def pack(fmt: str | bytes, /, *v: Any) -> bytes:
    return _compiled(fmt).pack(*v)


def pack_into(fmt: str | bytes, buffer: bytearray, offset: int, /, *v: Any) -> None:
    _compiled(fmt).pack_into(buffer, offset, *v)


def unpack(format: str | bytes, buffer: bytes | bytearray, /) -> tuple[Any, ...]:
    return _compiled(format).unpack(buffer)


def unpack_from(
    format: str | bytes, /, buffer: bytes | bytearray, offset: int = 0
) -> tuple[Any, ...]:
    return _compiled(format).unpack_from(buffer, offset)


def iter_unpack(format: str | bytes, buffer: bytes | bytearray, /) -> Iterator[tuple[Any, ...]]:
    return _compiled(format).iter_unpack(buffer)
