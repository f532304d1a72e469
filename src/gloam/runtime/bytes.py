"""The methods of bytes: what compiled code calls for `data.method(...)`.

Bounds are read as CPython reads them: negative counts from the end, too large is the end. Letters,
digits and white space are the ASCII ones.
"""
# ruff: noqa: PLR1714, PLR1730, SIM109  (comparisons of machine integers, written out)

from typing import Final

from gloam.machine import (
    Ptr,
    bytes_data,
    bytes_finish,
    bytes_hash,
    bytes_length,
    bytes_new,
    bytes_set_hash,
    compare_memory,
    copy_memory,
    fill_memory,
    i64,
    same_object,
    str_length,
    truncate_u8,
    tuple_item,
    tuple_length,
    u8,
)
from gloam.runtime import codec, search, siphash
from gloam.runtime import str as text_methods
from gloam.runtime.code_point import CodePointBuffer
from gloam.runtime.limits import I64_MAX, NO_LIMIT, ONE, ZERO
from gloam.runtime.stride import Stride

_QUOTE: Final = i64(0x27)
_DOUBLE_QUOTE: Final = i64(0x22)
_BACKSLASH: Final = i64(0x5C)
_TAB_SIZE: Final = i64(8)


# Construction.


def zeros(size: i64) -> bytes:
    """bytes(size)."""
    if size < 0:
        raise ValueError("negative count")
    result = bytes_new(size)
    fill_memory(bytes_data(result), u8(0), size)
    return bytes_finish(result)


def from_list(values: list[int]) -> bytes:
    """bytes(values)."""
    size = i64(len(values))
    at = i64(0)
    while at < size:
        value = values[int(at)]
        if value < 0 or value > 255:
            raise ValueError("bytes must be in range(0, 256)")
        at += 1
    result = bytes_new(size)
    data = bytes_data(result)
    at = i64(0)
    while at < size:
        data[at] = truncate_u8(i64(values[int(at)]))
        at += 1
    return bytes_finish(result)


def start(size: i64) -> bytes:
    """Bytes that nobody else has yet, for `fill`."""
    return bytes_finish(bytes_new(size))


def fill(target: bytes, index: i64, value: int) -> None:
    """Set one of the bytes that `start` gave."""
    if value < 0 or value > 255:
        raise ValueError("bytes must be in range(0, 256)")
    # SAFETY: the compiler counts the items; nobody has seen the object yet.
    bytes_data(target)[index] = truncate_u8(i64(value))


def from_memory(data: Ptr[u8], size: i64) -> bytes:
    """A copy of `size` bytes."""
    result = bytes_new(size)
    copy_memory(bytes_data(result), data, size)
    return bytes_finish(result)


def fromhex(string: str) -> bytes:
    length = str_length(string)
    digits = i64(0)
    at = i64(0)
    while True:
        at = _skip_space(string, at)
        if at == length:
            break
        # Two digits together; white space may stand only between the pairs.
        if _digit_at(string, at) < 0:
            raise ValueError(_not_hex(at))
        if _digit_at(string, at + 1) < 0:
            raise ValueError(_not_hex(at + 1))
        digits += 2
        at += 2
    result = bytes_new(digits // 2)
    data = bytes_data(result)
    written = i64(0)
    at = _skip_space(string, i64(0))
    while at < length:
        data[written] = truncate_u8(_digit_at(string, at) * 16 + _digit_at(string, at + 1))
        written += 1
        at = _skip_space(string, at + 2)
    return bytes_finish(result)


def _skip_space(string: str, at: i64) -> i64:
    while at < str_length(string) and _is_space(text_methods.point_at(string, at)):
        at += 1
    return at


def _digit_at(string: str, at: i64) -> i64:
    """The value of the hexadecimal digit there, or -1."""
    if at >= str_length(string):
        return i64(-1)
    point = text_methods.point_at(string, at)
    if point >= 0x30 and point <= 0x39:
        return point - 0x30
    if point >= 0x41 and point <= 0x46:
        return point - 0x37
    if point >= 0x61 and point <= 0x66:
        return point - 0x57
    return i64(-1)


def _not_hex(at: i64) -> str:
    return f"non-hexadecimal number found in fromhex() arg at position {int(at)}"


# Length, items, slices.


def __len__(self: bytes) -> i64:
    return bytes_length(self)


def item(self: bytes, index: i64) -> int:
    length = bytes_length(self)
    if index < 0:
        index += length
    if index < 0 or index >= length:
        raise IndexError("index out of range")
    return int(bytes_data(self)[index])


def get_slice(self: bytes, start: i64, stop: i64) -> bytes:
    length = bytes_length(self)
    start = search.clamp(start, length)
    stop = search.clamp(stop, length)
    if start == 0 and stop == length:
        return self
    if stop <= start:
        return b""
    return from_memory(bytes_data(self) + start, stop - start)


def get_stepped(self: bytes, start: object, stop: object, step: object) -> bytes:
    stride = Stride(start, stop, step, bytes_length(self))
    if stride.step == 1:
        return get_slice(self, stride.first, stride.stop)
    result = bytes_new(stride.count)
    index = i64(0)
    while index < stride.count:
        bytes_data(result)[index] = bytes_data(self)[stride.at(index)]
        index += 1
    return bytes_finish(result)


# Comparison and hash.


def __eq__(self: bytes, other: bytes) -> bool:
    if same_object(self, other):
        return True
    size = bytes_length(self)
    if size != bytes_length(other):
        return False
    return compare_memory(bytes_data(self), bytes_data(other), size) == 0


def compare(self: bytes, other: bytes) -> i64:
    """Negative, zero or positive."""
    shorter = bytes_length(self)
    if bytes_length(other) < shorter:
        shorter = bytes_length(other)
    order = compare_memory(bytes_data(self), bytes_data(other), shorter)
    if order != 0:
        return order
    return bytes_length(self) - bytes_length(other)


def __lt__(self: bytes, other: bytes) -> bool:
    return compare(self, other) < 0


def __le__(self: bytes, other: bytes) -> bool:
    return compare(self, other) <= 0


def __gt__(self: bytes, other: bytes) -> bool:
    return compare(self, other) > 0


def __ge__(self: bytes, other: bytes) -> bool:
    return compare(self, other) >= 0


def __hash__(self: bytes) -> i64:
    cached = bytes_hash(self)
    if cached != 0 and cached != siphash.HASH_UNKEPT:
        return cached
    if bytes_length(self) == 0:
        return i64(0)
    value = siphash.hash_memory(bytes_data(self), bytes_length(self))
    if cached == 0:
        bytes_set_hash(self, value)
    return value


# Concatenation.


def concat2(a: bytes, b: bytes) -> bytes:
    a_length = bytes_length(a)
    b_length = bytes_length(b)
    if a_length == 0:
        return b
    if b_length == 0:
        return a
    result = bytes_new(a_length + b_length)
    data = bytes_data(result)
    copy_memory(data, bytes_data(a), a_length)
    copy_memory(data + a_length, bytes_data(b), b_length)
    return bytes_finish(result)


def __add__(self: bytes, other: bytes) -> bytes:
    return concat2(self, other)


def join(self: bytes, items: list[bytes]) -> bytes:
    count = i64(len(items))
    if count == 0:
        return b""
    if count == 1:
        return items[0]
    length = bytes_length(self) * (count - 1)
    at = i64(0)
    while at < count:
        length += bytes_length(items[int(at)])
        at += 1
    result = bytes_new(length)
    data = bytes_data(result)
    written = i64(0)
    at = i64(0)
    while at < count:
        if at > 0:
            written += _copy_to(data + written, self)
        written += _copy_to(data + written, items[int(at)])
        at += 1
    return bytes_finish(result)


def _copy_to(target: Ptr[u8], source: bytes) -> i64:
    """Copy all of `source`; the number of bytes."""
    size = bytes_length(source)
    copy_memory(target, bytes_data(source), size)
    return size


def __mul__(self: bytes, times: i64) -> bytes:
    length = bytes_length(self)
    if times <= 0 or length == 0:
        return b""
    if times == 1:
        return self
    if length > I64_MAX // times:
        raise OverflowError("repeated bytes are too long")
    result = bytes_new(length * times)
    data = bytes_data(result)
    at = i64(0)
    while at < times:
        copy_memory(data + at * length, bytes_data(self), length)
        at += 1
    return bytes_finish(result)


# Searching. `sub` is bytes or one byte as an int.


def _needle(sub: bytes | int) -> bytes:
    if isinstance(sub, bytes):
        return sub
    if sub < 0 or sub > 255:
        raise ValueError("byte must be in range(0, 256)")
    result = bytes_new(i64(1))
    bytes_data(result)[0] = truncate_u8(i64(sub))
    return bytes_finish(result)


def _find_in(self: bytes, sub: bytes, start: i64, stop: i64) -> i64:
    """The first match of `sub`, not empty, between clamped bounds."""
    return search.find(bytes_data(self), ONE, start, stop, bytes_data(sub), ONE, bytes_length(sub))


def _find_last_in(self: bytes, sub: bytes, start: i64, stop: i64) -> i64:
    """The last match of `sub`, not empty, between clamped bounds."""
    return search.find_last(
        bytes_data(self), ONE, start, stop, bytes_data(sub), ONE, bytes_length(sub)
    )


def find(self: bytes, sub: bytes | int, start: i64 = ZERO, stop: i64 = I64_MAX) -> i64:
    needle = _needle(sub)
    length = bytes_length(self)
    if start > length:
        return i64(-1)
    start = search.clamp(start, length)
    stop = search.clamp(stop, length)
    if start > stop:
        return i64(-1)
    if bytes_length(needle) == 0:
        return start
    return _find_in(self, needle, start, stop)


def rfind(self: bytes, sub: bytes | int, start: i64 = ZERO, stop: i64 = I64_MAX) -> i64:
    needle = _needle(sub)
    length = bytes_length(self)
    if start > length:
        return i64(-1)
    start = search.clamp(start, length)
    stop = search.clamp(stop, length)
    if start > stop:
        return i64(-1)
    if bytes_length(needle) == 0:
        return stop
    return _find_last_in(self, needle, start, stop)


def index(self: bytes, sub: bytes | int, start: i64 = ZERO, stop: i64 = I64_MAX) -> i64:
    found = find(self, sub, start, stop)
    if found < 0:
        raise ValueError("subsection not found")
    return found


def rindex(self: bytes, sub: bytes | int, start: i64 = ZERO, stop: i64 = I64_MAX) -> i64:
    found = rfind(self, sub, start, stop)
    if found < 0:
        raise ValueError("subsection not found")
    return found


def __contains__(self: bytes, sub: bytes | int) -> bool:
    return find(self, sub) >= 0


def count(self: bytes, sub: bytes | int, start: i64 = ZERO, stop: i64 = I64_MAX) -> i64:
    needle = _needle(sub)
    length = bytes_length(self)
    if start > length:
        return i64(0)
    start = search.clamp(start, length)
    stop = search.clamp(stop, length)
    if start > stop:
        return i64(0)
    needle_length = bytes_length(needle)
    if needle_length == 0:
        return stop - start + 1
    found = i64(0)
    while True:
        start = _find_in(self, needle, start, stop)
        if start < 0:
            return found
        found += 1
        start += needle_length


def _matches_at(self: bytes, sub: bytes, at: i64) -> bool:
    """Whether `sub`, which fits there, stands at `at`."""
    return compare_memory(bytes_data(self) + at, bytes_data(sub), bytes_length(sub)) == 0


def startswith(
    self: bytes, prefix: bytes | tuple[bytes, ...], start: i64 = ZERO, stop: i64 = I64_MAX
) -> bool:
    length = bytes_length(self)
    if start > length:
        return False
    start = search.clamp(start, length)
    stop = search.clamp(stop, length)
    if start > stop:
        return False
    if isinstance(prefix, bytes):
        return bytes_length(prefix) <= stop - start and _matches_at(self, prefix, start)
    at = i64(0)
    while at < tuple_length(prefix):
        candidate = tuple_item(prefix, at)
        assert isinstance(candidate, bytes)
        if bytes_length(candidate) <= stop - start and _matches_at(self, candidate, start):
            return True
        at += 1
    return False


def endswith(
    self: bytes, suffix: bytes | tuple[bytes, ...], start: i64 = ZERO, stop: i64 = I64_MAX
) -> bool:
    length = bytes_length(self)
    if start > length:
        return False
    start = search.clamp(start, length)
    stop = search.clamp(stop, length)
    if start > stop:
        return False
    if isinstance(suffix, bytes):
        return _ends_with(self, suffix, start, stop)
    at = i64(0)
    while at < tuple_length(suffix):
        candidate = tuple_item(suffix, at)
        assert isinstance(candidate, bytes)
        if _ends_with(self, candidate, start, stop):
            return True
        at += 1
    return False


def _ends_with(self: bytes, suffix: bytes, start: i64, stop: i64) -> bool:
    size = bytes_length(suffix)
    return size <= stop - start and _matches_at(self, suffix, stop - size)


def removeprefix(self: bytes, prefix: bytes) -> bytes:
    if startswith(self, prefix):
        return get_slice(self, bytes_length(prefix), I64_MAX)
    return self


def removesuffix(self: bytes, suffix: bytes) -> bytes:
    if bytes_length(suffix) > 0 and endswith(self, suffix):
        return get_slice(self, i64(0), bytes_length(self) - bytes_length(suffix))
    return self


# Splitting.


def split(self: bytes, sep: bytes | None = None, maxsplit: i64 = NO_LIMIT) -> list[bytes]:
    if maxsplit < 0:
        maxsplit = I64_MAX
    if sep is None:
        return _split_space(self, maxsplit)
    if bytes_length(sep) == 0:
        raise ValueError("empty separator")
    parts: list[bytes] = []
    length = bytes_length(self)
    start = i64(0)
    while maxsplit > 0:
        found = _find_in(self, sep, start, length)
        if found < 0:
            break
        parts.append(get_slice(self, start, found))
        start = found + bytes_length(sep)
        maxsplit -= 1
    parts.append(get_slice(self, start, length))
    return parts


def _split_space(self: bytes, maxsplit: i64) -> list[bytes]:
    parts: list[bytes] = []
    length = bytes_length(self)
    data = bytes_data(self)
    at = i64(0)
    while True:
        while at < length and _is_space(i64(data[at])):
            at += 1
        if at == length:
            return parts
        start = at
        if maxsplit == 0:
            parts.append(get_slice(self, start, length))
            return parts
        while at < length and not _is_space(i64(data[at])):
            at += 1
        parts.append(get_slice(self, start, at))
        maxsplit -= 1


def rsplit(self: bytes, sep: bytes | None = None, maxsplit: i64 = NO_LIMIT) -> list[bytes]:
    if maxsplit < 0:
        maxsplit = I64_MAX
    if sep is None:
        return _rsplit_space(self, maxsplit)
    if bytes_length(sep) == 0:
        raise ValueError("empty separator")
    parts: list[bytes] = []
    stop = bytes_length(self)
    while maxsplit > 0:
        found = _find_last_in(self, sep, i64(0), stop)
        if found < 0:
            break
        parts.append(get_slice(self, found + bytes_length(sep), stop))
        stop = found
        maxsplit -= 1
    parts.append(get_slice(self, i64(0), stop))
    parts.reverse()
    return parts


def _rsplit_space(self: bytes, maxsplit: i64) -> list[bytes]:
    parts: list[bytes] = []
    data = bytes_data(self)
    at = bytes_length(self)
    while True:
        while at > 0 and _is_space(i64(data[at - 1])):
            at -= 1
        if at == 0:
            break
        stop = at
        if maxsplit == 0:
            parts.append(get_slice(self, i64(0), stop))
            break
        while at > 0 and not _is_space(i64(data[at - 1])):
            at -= 1
        parts.append(get_slice(self, at, stop))
        maxsplit -= 1
    parts.reverse()
    return parts


def splitlines(self: bytes, keepends: bool = False) -> list[bytes]:
    lines: list[bytes] = []
    length = bytes_length(self)
    data = bytes_data(self)
    at = i64(0)
    while at < length:
        start = at
        while at < length and data[at] != 0x0A and data[at] != 0x0D:
            at += 1
        stop = at
        if at < length:
            at += 1
            if data[stop] == 0x0D and at < length and data[at] == 0x0A:
                at += 1
            if keepends:
                stop = at
        lines.append(get_slice(self, start, stop))
    return lines


def partition(self: bytes, sep: bytes) -> tuple[bytes, bytes, bytes]:
    if bytes_length(sep) == 0:
        raise ValueError("empty separator")
    found = find(self, sep)
    if found < 0:
        return self, b"", b""
    rest = get_slice(self, found + bytes_length(sep), I64_MAX)
    return get_slice(self, i64(0), found), sep, rest


def rpartition(self: bytes, sep: bytes) -> tuple[bytes, bytes, bytes]:
    if bytes_length(sep) == 0:
        raise ValueError("empty separator")
    found = rfind(self, sep)
    if found < 0:
        return b"", b"", self
    rest = get_slice(self, found + bytes_length(sep), I64_MAX)
    return get_slice(self, i64(0), found), sep, rest


def replace(self: bytes, old: bytes, new: bytes, count: i64 = NO_LIMIT) -> bytes:
    if count == 0 or __eq__(old, new):
        return self
    if bytes_length(old) > 0:
        if not __contains__(self, old):
            return self
        return join(new, split(self, old, count))
    return _insert_between(self, new, count)


def _insert_between(self: bytes, new: bytes, count: i64) -> bytes:
    """`new` before each byte and at the end, at most `count` times (negative: no limit)."""
    length = bytes_length(self)
    if count < 0 or count > length + 1:
        count = length + 1
    result = bytes_new(length + count * bytes_length(new))
    data = bytes_data(result)
    written = i64(0)
    at = i64(0)
    while at <= length:
        if at < count:
            written += _copy_to(data + written, new)
        if at < length:
            data[written] = bytes_data(self)[at]
            written += 1
        at += 1
    return bytes_finish(result)


# Stripping and padding.


def _is_stripped(byte: i64, chars: bytes | None) -> bool:
    if chars is None:
        return _is_space(byte)
    at = i64(0)
    while at < bytes_length(chars):
        if i64(bytes_data(chars)[at]) == byte:
            return True
        at += 1
    return False


def lstrip(self: bytes, chars: bytes | None = None) -> bytes:
    length = bytes_length(self)
    start = i64(0)
    while start < length and _is_stripped(i64(bytes_data(self)[start]), chars):
        start += 1
    return get_slice(self, start, length)


def rstrip(self: bytes, chars: bytes | None = None) -> bytes:
    stop = bytes_length(self)
    while stop > 0 and _is_stripped(i64(bytes_data(self)[stop - 1]), chars):
        stop -= 1
    return get_slice(self, i64(0), stop)


def strip(self: bytes, chars: bytes | None = None) -> bytes:
    return lstrip(rstrip(self, chars), chars)


def _padding(self: bytes, width: i64) -> i64:
    length = bytes_length(self)
    if width <= length:
        return i64(0)
    return width - length


def ljust(self: bytes, width: i64, fillchar: bytes = b" ") -> bytes:
    if bytes_length(fillchar) != 1:
        raise TypeError("ljust() argument 2 must be a byte string of length 1, not bytes")
    return concat2(self, __mul__(fillchar, _padding(self, width)))


def center(self: bytes, width: i64, fillchar: bytes = b" ") -> bytes:
    if bytes_length(fillchar) != 1:
        raise TypeError("center() argument 2 must be a byte string of length 1, not bytes")
    room = _padding(self, width)
    left = room // 2 + (room & width & 1)
    padded = concat2(__mul__(fillchar, left), self)
    return concat2(padded, __mul__(fillchar, room - left))


def zfill(self: bytes, width: i64) -> bytes:
    room = _padding(self, width)
    sign = i64(0)
    if bytes_length(self) > 0:
        first = i64(bytes_data(self)[i64(0)])
        if first == 0x2B or first == 0x2D:  # noqa: PLR1714  # compiled: two comparisons
            sign = i64(1)
    padded = concat2(get_slice(self, i64(0), sign), __mul__(b"0", room))
    return concat2(padded, get_slice(self, sign, I64_MAX))


def rjust(self: bytes, width: i64, fillchar: bytes = b" ") -> bytes:
    if bytes_length(fillchar) != 1:
        raise TypeError("rjust() argument 2 must be a byte string of length 1, not bytes")
    return concat2(__mul__(fillchar, _padding(self, width)), self)


# Letters.


def _is_space(byte: i64) -> bool:
    return byte == 0x20 or (byte >= 0x09 and byte <= 0x0D)


def _is_lower(byte: i64) -> bool:
    return byte >= 0x61 and byte <= 0x7A


def _is_upper(byte: i64) -> bool:
    return byte >= 0x41 and byte <= 0x5A


def _is_digit(byte: i64) -> bool:
    return byte >= 0x30 and byte <= 0x39


def _shift_case(self: bytes, first: i64, delta: i64) -> bytes:
    """A copy in which the 26 letters from `first` on move by `delta`."""
    length = bytes_length(self)
    result = bytes_new(length)
    data = bytes_data(result)
    at = i64(0)
    while at < length:
        byte = i64(bytes_data(self)[at])
        if byte >= first and byte < first + 26:
            byte += delta
        data[at] = truncate_u8(byte)
        at += 1
    return bytes_finish(result)


def lower(self: bytes) -> bytes:
    return _shift_case(self, i64(0x41), i64(0x20))


def upper(self: bytes) -> bytes:
    return _shift_case(self, i64(0x61), i64(-0x20))


def swapcase(self: bytes) -> bytes:
    made = start(bytes_length(self))
    at = i64(0)
    while at < bytes_length(self):
        byte = i64(bytes_data(self)[at])
        if _is_lower(byte):
            byte -= 0x20
        elif _is_upper(byte):
            byte += 0x20
        fill(made, at, int(byte))
        at += 1
    return made


def capitalize(self: bytes) -> bytes:
    return concat2(upper(get_slice(self, i64(0), i64(1))), lower(get_slice(self, i64(1), I64_MAX)))


def title(self: bytes) -> bytes:
    made = start(bytes_length(self))
    at = i64(0)
    is_inside = False
    while at < bytes_length(self):
        byte = i64(bytes_data(self)[at])
        if _is_lower(byte) and not is_inside:
            byte -= 0x20
        elif _is_upper(byte) and is_inside:
            byte += 0x20
        is_inside = _is_lower(byte) or _is_upper(byte)
        fill(made, at, int(byte))
        at += 1
    return made


def istitle(self: bytes) -> bool:
    at = i64(0)
    is_inside = False
    found = False
    while at < bytes_length(self):
        byte = i64(bytes_data(self)[at])
        if (_is_upper(byte) and is_inside) or (_is_lower(byte) and not is_inside):
            return False
        is_inside = _is_lower(byte) or _is_upper(byte)
        if is_inside:
            found = True
        at += 1
    return found


def expandtabs(self: bytes, tabsize: i64 = _TAB_SIZE) -> bytes:
    parts: list[bytes] = []
    column = i64(0)
    taken = i64(0)
    at = i64(0)
    while at < bytes_length(self):
        byte = i64(bytes_data(self)[at])
        if byte == 0x09:
            parts.append(get_slice(self, taken, at))
            taken = at + 1
            if tabsize > 0:
                room = tabsize - column % tabsize
                parts.append(__mul__(b" ", room))
                column += room
        elif byte == 0x0A or byte == 0x0D:  # noqa: PLR1714  # compiled: two comparisons
            column = i64(0)
        else:
            column += 1
        at += 1
    parts.append(get_slice(self, taken, I64_MAX))
    return join(b"", parts)


def isascii(self: bytes) -> bool:
    at = i64(0)
    while at < bytes_length(self):
        if bytes_data(self)[at] >= 0x80:
            return False
        at += 1
    return True


def isalpha(self: bytes) -> bool:
    at = i64(0)
    while at < bytes_length(self):
        byte = i64(bytes_data(self)[at])
        if not (_is_lower(byte) or _is_upper(byte)):
            return False
        at += 1
    return at > 0


def isdigit(self: bytes) -> bool:
    at = i64(0)
    while at < bytes_length(self):
        if not _is_digit(i64(bytes_data(self)[at])):
            return False
        at += 1
    return at > 0


def isalnum(self: bytes) -> bool:
    at = i64(0)
    while at < bytes_length(self):
        byte = i64(bytes_data(self)[at])
        if not (_is_lower(byte) or _is_upper(byte) or _is_digit(byte)):
            return False
        at += 1
    return at > 0


def isspace(self: bytes) -> bool:
    at = i64(0)
    while at < bytes_length(self):
        if not _is_space(i64(bytes_data(self)[at])):
            return False
        at += 1
    return at > 0


def islower(self: bytes) -> bool:
    found = False
    at = i64(0)
    while at < bytes_length(self):
        byte = i64(bytes_data(self)[at])
        if _is_upper(byte):
            return False
        if _is_lower(byte):
            found = True
        at += 1
    return found


def isupper(self: bytes) -> bool:
    found = False
    at = i64(0)
    while at < bytes_length(self):
        byte = i64(bytes_data(self)[at])
        if _is_lower(byte):
            return False
        if _is_upper(byte):
            found = True
        at += 1
    return found


# Text.


def decode(self: bytes, encoding: str = "utf-8", errors: str = "strict") -> str:
    return codec.decode(self, encoding, errors)


def hex(self: bytes, sep: str | None = None, bytes_per_sep: i64 = ONE) -> str:
    """Two digits per byte; `sep` between groups, counted from the right if positive."""
    if sep is not None and str_length(sep) != 1:
        raise ValueError("sep must be length 1.")
    buffer = CodePointBuffer()
    length = bytes_length(self)
    at = i64(0)
    while at < length:
        if sep is not None and at > 0 and _starts_group(at, length, bytes_per_sep):
            buffer.append_str(sep)
        text_methods.append_hex(buffer, i64(bytes_data(self)[at]), i64(2))
        at += 1
    return buffer.finish()


def _starts_group(at: i64, length: i64, group: i64) -> bool:
    if group > 0:
        return (length - at) % group == 0
    if group < 0:
        return at % group == 0
    return False


def __repr__(self: bytes) -> str:
    quote = _QUOTE
    if __contains__(self, b"'") and not __contains__(self, b'"'):
        quote = _DOUBLE_QUOTE
    buffer = CodePointBuffer()
    buffer.append(i64(0x62))
    buffer.append(quote)
    at = i64(0)
    while at < bytes_length(self):
        byte = i64(bytes_data(self)[at])
        if byte == quote or byte == _BACKSLASH:
            buffer.append(_BACKSLASH)
            buffer.append(byte)
        elif byte >= 0x20 and byte < 0x7F:
            buffer.append(byte)
        else:
            text_methods.append_escape(buffer, byte)
        at += 1
    buffer.append(quote)
    return buffer.finish()


def __str__(self: bytes) -> str:
    return __repr__(self)
