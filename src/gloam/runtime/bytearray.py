"""bytearray: a growing block of bytes. What only reads is asked of a `bytes` with the same content.

Results that CPython gives as a bytearray are new ones. Indices are i64.
"""

from typing import Final

from gloam.machine import (
    Ptr,
    bytes_data,
    bytes_length,
    compare_memory,
    copy_memory,
    fill_memory,
    i64,
    null,
    truncate_u8,
    type_name,
    u8,
)
from gloam.runtime import bytes as bytes_methods
from gloam.runtime import collector, heap, search
from gloam.runtime import object as objects
from gloam.runtime import str as text_methods
from gloam.runtime.buffer import Buffer
from gloam.runtime.iterator import Iterator, to_list
from gloam.runtime.limits import I64_MAX, ITEMS_MAX, NO_LIMIT, ONE, ZERO
from gloam.runtime.object import END
from gloam.runtime.stride import Stride

_LAST: Final = i64(-1)
_TAB_SIZE: Final = i64(8)


def byte_of(value: object) -> u8:
    if not isinstance(value, int):
        raise TypeError("an integer is required")
    if value < 0 or value > 255:
        raise ValueError("byte must be in range(0, 256)")
    return truncate_u8(i64(value))


def content(source: object) -> bytes:
    """The bytes of a bytes, bytearray, memoryview or iterable of ints."""
    if isinstance(source, bytes):
        return source
    if isinstance(source, Buffer):
        return source.as_bytes()
    result = ByteArray()
    for item in to_list(source):
        result.add_byte(byte_of(item))
    return result.as_bytes()


def operand(source: object, other: str = "bytes") -> bytes:
    """What is added to bytes or a bytearray (`other`): bytes-like, without gaps."""
    if isinstance(source, bytes):
        return source
    if isinstance(source, Buffer) and source.is_contiguous():
        return source.as_bytes()
    raise TypeError(f"can't concat {type_name(source)} to {other}")


def _wanted(sub: object) -> bytes:
    """What find() and its like look for: bytes, a bytearray or one byte."""
    if isinstance(sub, int):
        result = ByteArray()
        result.add_byte(byte_of(sub))
        return result.as_bytes()
    return content(sub)


def join(separator: bytes, items: list[object]) -> bytes:
    """`separator.join(items)` of bytes-like objects."""
    parts: list[bytes] = []
    for item in items:
        if not isinstance(item, (bytes, Buffer)):
            raise TypeError(
                f"sequence item {len(parts)}: expected a bytes-like object, {type_name(item)} found"
            )
        parts.append(content(item))
    return bytes_methods.join(separator, parts)


def make(source: object) -> "ByteArray":
    """bytearray(source): a size, or what `content` takes."""
    result = ByteArray()
    if isinstance(source, int):
        size = i64(source)
        if size < 0:
            raise ValueError("negative count")
        result.reserve(size)
        if size > 0:
            fill_memory(result.data, u8(0), size)
        result.size = size
    else:
        result.append_bytes(content(source))
    return result


def fromhex(string: str) -> "ByteArray":
    return make(bytes_methods.fromhex(string))


def _all(parts: list[bytes]) -> "list[ByteArray]":
    result: list[ByteArray] = []
    for part in parts:
        result.append(make(part))
    return result


class ByteArray(Buffer):
    def __init__(self) -> None:
        self.exports = i64(0)
        """How many views there are: with one the size stays what it is."""
        self.size = i64(0)
        self.capacity = i64(0)
        self.data: Ptr[u8] = null()

    def __drop__(self) -> None:
        if self.capacity > 0:
            heap.free(self.data, self.capacity)

    # Memory.

    def reserve(self, needed: i64) -> None:
        """Make room for at least `needed` bytes in all."""
        if needed <= self.capacity:
            return
        if needed > ITEMS_MAX:
            raise MemoryError
        capacity = needed + (needed >> 3) + 16
        fresh = collector.allocate_block(capacity)
        if fresh.is_null():
            raise MemoryError
        if self.capacity > 0:
            copy_memory(fresh, self.data, self.size)
            heap.free(self.data, self.capacity)
        self.data = fresh
        self.capacity = capacity

    def _check_size_may_change(self) -> None:
        if self.exports != 0:
            raise BufferError("Existing exports of data: object cannot be re-sized")

    def add_byte(self, value: u8) -> None:
        self._check_size_may_change()
        self.reserve(self.size + 1)
        self.data[self.size] = value
        self.size += 1

    def append_bytes(self, source: bytes) -> None:
        self.replace_range(self.size, self.size, source)

    def replace_range(self, start: i64, stop: i64, source: bytes) -> None:
        """self[start:stop] = source, for bounds in order and inside."""
        added = bytes_length(source)
        size = self.size - (stop - start) + added
        if size != self.size:
            self._check_size_may_change()
        self.reserve(size)
        if self.capacity > 0:
            copy_memory(self.data + (start + added), self.data + stop, self.size - stop)
            copy_memory(self.data + start, bytes_data(source), added)
        self.size = size

    def as_bytes(self) -> bytes:
        """A copy of the content."""
        if self.size == 0:
            return b""
        return bytes_methods.from_memory(self.data, self.size)

    # Items.

    def _index(self, index: i64, message: str) -> i64:
        if index < 0:
            index += self.size
        if index < 0 or index >= self.size:
            raise IndexError(message)
        return index

    def __len__(self) -> i64:
        return self.size

    def __bool__(self) -> bool:
        return self.size != 0

    def __getitem__(self, index: i64) -> int:
        return int(self.data[self._index(index, "bytearray index out of range")])

    def __setitem__(self, index: i64, value: int) -> None:
        at = self._index(index, "bytearray index out of range")
        self.data[at] = byte_of(value)

    def __delitem__(self, index: i64) -> None:
        at = self._index(index, "bytearray index out of range")
        self.replace_range(at, at + 1, b"")

    def __iter__(self) -> object:
        return ByteArrayIterator(self)

    def __reversed__(self) -> object:
        return bytes_reversed(self.as_bytes())

    def append(self, item: int) -> None:
        self.add_byte(byte_of(item))

    def extend(self, items: object) -> None:
        self.append_bytes(content(items))

    def insert(self, index: i64, item: int) -> None:
        at = search.clamp(index, self.size)
        self.replace_range(at, at, _wanted(item))

    def pop(self, index: i64 = _LAST) -> int:
        if self.size == 0:
            raise IndexError("pop from empty bytearray")
        at = self._index(index, "pop index out of range")
        value = int(self.data[at])
        self.replace_range(at, at + 1, b"")
        return value

    def remove(self, value: int) -> None:
        at = bytes_methods.find(self.as_bytes(), _wanted(value))
        if at < 0:
            raise ValueError("value not found in bytearray")
        self.replace_range(at, at + 1, b"")

    def clear(self) -> None:
        if self.size != 0:
            self._check_size_may_change()
        self.size = i64(0)

    def copy(self) -> "ByteArray":
        return make(self.as_bytes())

    def reverse(self) -> None:
        low = i64(0)
        high = self.size - 1
        while low < high:
            value = self.data[low]
            self.data[low] = self.data[high]
            self.data[high] = value
            low += 1
            high -= 1

    # Slices.

    def get_slice(self, start: i64, stop: i64) -> "ByteArray":
        at = search.clamp(start, self.size)
        stop = search.clamp(stop, self.size)
        result = ByteArray()
        if at < stop:
            result.reserve(stop - at)
            copy_memory(result.data, self.data + at, stop - at)
            result.size = stop - at
        return result

    def get_stepped(self, start: object, stop: object, step: object) -> "ByteArray":
        return make(bytes_methods.get_stepped(self.as_bytes(), start, stop, step))

    def set_slice(self, start: i64, stop: i64, values: object) -> None:
        source = content(values)
        at = search.clamp(start, self.size)
        self.replace_range(at, max(at, search.clamp(stop, self.size)), source)

    def set_stepped(self, start: object, stop: object, step: object, values: object) -> None:
        source = content(values)
        stride = Stride(start, stop, step, self.size)
        if stride.step == 1:
            self.replace_range(stride.first, max(stride.first, stride.stop), source)
            return
        if bytes_length(source) != stride.count:
            raise ValueError(
                f"attempt to assign bytes of size {int(bytes_length(source))} "
                f"to extended slice of size {int(stride.count)}"
            )
        index = i64(0)
        while index < stride.count:
            self.data[stride.at(index)] = bytes_data(source)[index]
            index += 1

    def del_slice(self, start: i64, stop: i64) -> None:
        self.set_slice(start, stop, b"")

    def del_stepped(self, start: object, stop: object, step: object) -> None:
        stride = Stride(start, stop, step, self.size)
        at = stride.ascending()
        taken = i64(0)
        target = at
        while taken < stride.count and at < self.size:
            if at == stride.at(taken):
                taken += 1
            else:
                self.data[target] = self.data[at]
                target += 1
            at += 1
            if taken == stride.count:
                break
        if stride.count > 0:
            self.replace_range(target, at, b"")

    # Operators.

    def __contains__(self, item: object) -> bool:
        return bytes_methods.find(self.as_bytes(), _wanted(item)) >= 0

    def __add__(self, other: object) -> "ByteArray":
        result = self.copy()
        result.append_bytes(operand(other, "bytearray"))
        return result

    def __iadd__(self, other: object) -> "ByteArray":
        self.append_bytes(operand(other, "bytearray"))
        return self

    def __mul__(self, times: i64) -> "ByteArray":
        return make(self._repeated(times))

    def __imul__(self, times: i64) -> "ByteArray":
        self.replace_range(i64(0), self.size, self._repeated(times))
        return self

    def _repeated(self, times: i64) -> bytes:
        if times > 0 and self.size > I64_MAX // times:
            raise MemoryError
        return bytes_methods.__mul__(self.as_bytes(), times)

    def _compare(self, other: object, operator: str) -> i64:
        if not isinstance(other, (bytes, Buffer)):
            raise objects.unordered(operator, self, other)
        return bytes_methods.compare(self.as_bytes(), content(other))

    def __eq__(self, other: object) -> bool:
        if isinstance(other, ByteArray):
            if self.size != other.size:
                return False
            return self.size == 0 or compare_memory(self.data, other.data, self.size) == 0
        if isinstance(other, bytes):
            return bytes_methods.__eq__(self.as_bytes(), other)
        return isinstance(other, Buffer) and other.__eq__(self)

    def __ne__(self, other: object) -> bool:
        return not self.__eq__(other)

    def __lt__(self, other: object) -> bool:
        return self._compare(other, "<") < 0

    def __le__(self, other: object) -> bool:
        return self._compare(other, "<=") <= 0

    def __gt__(self, other: object) -> bool:
        return self._compare(other, ">") > 0

    def __ge__(self, other: object) -> bool:
        return self._compare(other, ">=") >= 0

    def __hash__(self) -> int:
        return objects.unhashable(self)

    def __repr__(self) -> str:
        text = bytes_methods.__repr__(self.as_bytes())
        if i64(ord(text[1])) == 0x22:  # unlike bytes, it escapes what need not be
            text = text_methods.replace(text, "'", "\\'")
        return f"bytearray({text})"

    # Reading, as bytes does.

    def find(self, sub: object, start: i64 = ZERO, stop: i64 = I64_MAX) -> i64:
        return bytes_methods.find(self.as_bytes(), _wanted(sub), start, stop)

    def rfind(self, sub: object, start: i64 = ZERO, stop: i64 = I64_MAX) -> i64:
        return bytes_methods.rfind(self.as_bytes(), _wanted(sub), start, stop)

    def index(self, sub: object, start: i64 = ZERO, stop: i64 = I64_MAX) -> i64:
        return bytes_methods.index(self.as_bytes(), _wanted(sub), start, stop)

    def count(self, sub: object, start: i64 = ZERO, stop: i64 = I64_MAX) -> i64:
        return bytes_methods.count(self.as_bytes(), _wanted(sub), start, stop)

    def startswith(self, prefix: bytes | tuple[bytes, ...]) -> bool:
        return bytes_methods.startswith(self.as_bytes(), prefix)

    def endswith(self, suffix: bytes | tuple[bytes, ...]) -> bool:
        return bytes_methods.endswith(self.as_bytes(), suffix)

    def decode(self, encoding: str = "utf-8", errors: str = "strict") -> str:
        return bytes_methods.decode(self.as_bytes(), encoding, errors)

    def hex(self, sep: str | None = None, bytes_per_sep: i64 = ONE) -> str:
        return bytes_methods.hex(self.as_bytes(), sep, bytes_per_sep)

    def isdigit(self) -> bool:
        return bytes_methods.isdigit(self.as_bytes())

    def split(self, sep: bytes | None = None, maxsplit: i64 = NO_LIMIT) -> "list[ByteArray]":
        return _all(bytes_methods.split(self.as_bytes(), sep, maxsplit))

    def replace(self, old: bytes, new: bytes, count: i64 = NO_LIMIT) -> "ByteArray":
        return make(bytes_methods.replace(self.as_bytes(), old, new, count))

    def strip(self, chars: bytes | None = None) -> "ByteArray":
        return make(bytes_methods.strip(self.as_bytes(), chars))

    def lstrip(self, chars: bytes | None = None) -> "ByteArray":
        return make(bytes_methods.lstrip(self.as_bytes(), chars))

    def rstrip(self, chars: bytes | None = None) -> "ByteArray":
        return make(bytes_methods.rstrip(self.as_bytes(), chars))

    def lower(self) -> "ByteArray":
        return make(bytes_methods.lower(self.as_bytes()))

    def upper(self) -> "ByteArray":
        return make(bytes_methods.upper(self.as_bytes()))

    def capitalize(self) -> "ByteArray":
        return make(bytes_methods.capitalize(self.as_bytes()))

    def swapcase(self) -> "ByteArray":
        return make(bytes_methods.swapcase(self.as_bytes()))

    def title(self) -> "ByteArray":
        return make(bytes_methods.title(self.as_bytes()))

    def isalnum(self) -> bool:
        return bytes_methods.isalnum(self.as_bytes())

    def isalpha(self) -> bool:
        return bytes_methods.isalpha(self.as_bytes())

    def isascii(self) -> bool:
        return bytes_methods.isascii(self.as_bytes())

    def islower(self) -> bool:
        return bytes_methods.islower(self.as_bytes())

    def isspace(self) -> bool:
        return bytes_methods.isspace(self.as_bytes())

    def istitle(self) -> bool:
        return bytes_methods.istitle(self.as_bytes())

    def isupper(self) -> bool:
        return bytes_methods.isupper(self.as_bytes())

    def center(self, width: i64, fillchar: bytes = b" ") -> "ByteArray":
        return make(bytes_methods.center(self.as_bytes(), width, fillchar))

    def ljust(self, width: i64, fillchar: bytes = b" ") -> "ByteArray":
        return make(bytes_methods.ljust(self.as_bytes(), width, fillchar))

    def rjust(self, width: i64, fillchar: bytes = b" ") -> "ByteArray":
        return make(bytes_methods.rjust(self.as_bytes(), width, fillchar))

    def zfill(self, width: i64) -> "ByteArray":
        return make(bytes_methods.zfill(self.as_bytes(), width))

    def expandtabs(self, tabsize: i64 = _TAB_SIZE) -> "ByteArray":
        return make(bytes_methods.expandtabs(self.as_bytes(), tabsize))

    def removeprefix(self, prefix: bytes) -> "ByteArray":
        return make(bytes_methods.removeprefix(self.as_bytes(), prefix))

    def removesuffix(self, suffix: bytes) -> "ByteArray":
        return make(bytes_methods.removesuffix(self.as_bytes(), suffix))

    def rindex(self, sub: object, start: i64 = ZERO, stop: i64 = I64_MAX) -> i64:
        return bytes_methods.rindex(self.as_bytes(), _wanted(sub), start, stop)

    def rsplit(self, sep: bytes | None = None, maxsplit: i64 = NO_LIMIT) -> "list[ByteArray]":
        return _all(bytes_methods.rsplit(self.as_bytes(), sep, maxsplit))

    def splitlines(self, keepends: bool = False) -> "list[ByteArray]":
        return _all(bytes_methods.splitlines(self.as_bytes(), keepends))

    def partition(self, sep: bytes) -> "tuple[ByteArray, ByteArray, ByteArray]":
        before, found, after = bytes_methods.partition(self.as_bytes(), sep)
        return make(before), make(found), make(after)

    def rpartition(self, sep: bytes) -> "tuple[ByteArray, ByteArray, ByteArray]":
        before, found, after = bytes_methods.rpartition(self.as_bytes(), sep)
        return make(before), make(found), make(after)


def bytes_reversed(source: bytes) -> object:
    """reversed() of a copy: later changes of the bytearray are not seen."""
    result = make(source)
    result.reverse()
    return ByteArrayIterator(result)


class ByteArrayIterator(Iterator):
    """The size is asked for at each step, until the first end."""

    def __init__(self, items: ByteArray) -> None:
        self._items: ByteArray | None = items
        self._at = i64(0)

    def __advance__(self) -> object:
        items = self._items
        if items is None:
            return END
        if self._at >= items.size:
            self._items = None
            return END
        value = int(items.data[self._at])
        self._at += 1
        return value
