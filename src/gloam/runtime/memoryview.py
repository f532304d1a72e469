"""memoryview: a window on the bytes of a bytes or bytearray, with a step; nothing is copied.

Items are always unsigned bytes (format "B") in one dimension. A bytearray that is seen through a
view keeps its size until the last view dies or is released: that is what makes the address safe.
"""

from typing import Final

from gloam.machine import (
    Ptr,
    address_of,
    bytes_data,
    bytes_finish,
    bytes_length,
    bytes_new,
    copy_memory,
    i64,
    type_name,
    u8,
)
from gloam.runtime import bytes as bytes_methods
from gloam.runtime import int_text, search
from gloam.runtime import object as objects
from gloam.runtime.buffer import Buffer
from gloam.runtime.bytearray import ByteArray, byte_of, content
from gloam.runtime.iterator import Iterator
from gloam.runtime.limits import ONE
from gloam.runtime.object import END
from gloam.runtime.stride import Stride

_STEP_MAX: Final = i64(1 << 31)
_RELEASED: Final = "operation forbidden on released memoryview object"
_OUTSIDE: Final = "index out of bounds on dimension 1"
_DIFFERENT: Final = "memoryview assignment: lvalue and rvalue have different structures"


class Export(objects.Object):
    """As long as it lives, the bytearray keeps its size."""

    def __init__(self, source: ByteArray) -> None:
        self.source = source
        source.exports += 1

    def __drop__(self) -> None:
        self.source.exports -= 1


def make(source: object) -> "MemoryView":
    """memoryview(source)."""
    # SAFETY: the view holds its owner; bytes never move, a bytearray does not while it is exported.
    if isinstance(source, bytes):
        return MemoryView(source, None, bytes_data(source), bytes_length(source), ONE, False)
    if isinstance(source, ByteArray):
        export = Export(source)
        return MemoryView(source, export, source.data, source.size, ONE, True)
    if isinstance(source, MemoryView):
        source.check()
        return source.part(i64(0), source.size, source.step)
    raise TypeError(f"memoryview: a bytes-like object is required, not '{type_name(source)}'")


class MemoryView(Buffer):
    def __init__(
        self,
        owner: object,
        export: Export | None,
        data: Ptr[u8],
        size: i64,
        step: i64,
        is_writable: bool,
    ) -> None:
        """`data` is the address of the first item, `step` the distance to the next."""
        self.owner = owner
        self.export = export
        self.data = data
        self.size = size
        self.step = step
        self.is_writable = is_writable
        self.is_released = False

    # Memory.

    def check(self) -> None:
        if self.is_released:
            raise ValueError(_RELEASED)

    def part(self, first: i64, size: i64, step: i64) -> "MemoryView":
        """A view on some of the items; `step` counts bytes."""
        data = self.data
        if size > 0:
            data = data + first * self.step
        return MemoryView(self.owner, self.export, data, size, step, self.is_writable)

    def as_bytes(self) -> bytes:
        self.check()
        if self.step == 1:
            if self.size == 0:
                return b""
            return bytes_methods.from_memory(self.data, self.size)
        result = bytes_new(self.size)
        target = bytes_data(result)
        at = i64(0)
        while at < self.size:
            target[at] = self.data[at * self.step]
            at += 1
        return bytes_finish(result)

    def release(self) -> None:
        self.is_released = True
        self.owner = None
        self.export = None

    def __enter__(self) -> "MemoryView":
        self.check()
        return self

    def __exit__(self, kind: object, value: object, traceback: object) -> None:
        self.release()

    # Items.

    def _place(self, index: i64) -> i64:
        self.check()
        if index < 0:
            index += self.size
        if index < 0 or index >= self.size:
            raise IndexError(_OUTSIDE)
        return index * self.step

    def __len__(self) -> i64:
        self.check()
        return self.size

    def __bool__(self) -> bool:
        return self.__len__() != 0

    def __getitem__(self, index: i64) -> int:
        return int(self.data[self._place(index)])

    def _check_writable(self) -> None:
        self.check()
        if not self.is_writable:
            raise TypeError("cannot modify read-only memory")

    def __setitem__(self, index: i64, value: int) -> None:
        self._check_writable()
        place = self._place(index)
        if value < 0 or value > 255:
            raise ValueError("memoryview: invalid value for format 'B'")
        self.data[place] = byte_of(value)

    def __iter__(self) -> object:
        self.check()
        return MemoryViewIterator(self)

    def __reversed__(self) -> object:
        return MemoryViewIterator(self.get_stepped(None, None, -1))

    def __contains__(self, item: object) -> bool:
        self.check()
        if not isinstance(item, int) or item < 0 or item > 255:
            return False
        wanted = byte_of(item)
        at = i64(0)
        while at < self.size:
            if self.data[at * self.step] == wanted:
                return True
            at += 1
        return False

    # Slices.

    def get_slice(self, start: i64, stop: i64) -> "MemoryView":
        self.check()
        first = search.clamp(start, self.size)
        last = search.clamp(stop, self.size)
        return self.part(first, last - first if last > first else i64(0), self.step)

    def get_stepped(self, start: object, stop: object, step: object) -> "MemoryView":
        self.check()
        stride = Stride(start, stop, step, self.size)
        step = stride.step
        if stride.count <= 1 and (step > _STEP_MAX or step < -_STEP_MAX):
            step = ONE  # of one item: any step will do
        return self.part(stride.first, stride.count, step * self.step)

    def set_slice(self, start: i64, stop: i64, values: object) -> None:
        self.get_slice(start, stop).assign(values)

    def set_stepped(self, start: object, stop: object, step: object, values: object) -> None:
        self.get_stepped(start, stop, step).assign(values)

    def assign(self, values: object) -> None:
        """All items at once. A view on the same memory is copied first."""
        self._check_writable()
        if not isinstance(values, (bytes, Buffer)):
            raise TypeError(f"a bytes-like object is required, not '{type_name(values)}'")
        source = content(values)
        if bytes_length(source) != self.size:
            raise ValueError(_DIFFERENT)
        if self.size == 0:
            return
        if self.step == 1:
            copy_memory(self.data, bytes_data(source), self.size)
            return
        at = i64(0)
        while at < self.size:
            self.data[at * self.step] = bytes_data(source)[at]
            at += 1

    # Comparison.

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        if self.is_released or not isinstance(other, (bytes, Buffer)):
            return False
        if isinstance(other, MemoryView) and other.is_released:
            return False
        return bytes_methods.__eq__(self.as_bytes(), content(other))

    def __ne__(self, other: object) -> bool:
        return not self.__eq__(other)

    def __hash__(self) -> int:
        self.check()
        if self.is_writable:
            raise ValueError("cannot hash writable memoryview object")
        return int(bytes_methods.__hash__(self.as_bytes()))

    def __repr__(self) -> str:
        kind = "released memory" if self.is_released else "memory"
        return f"<{kind} at {int_text.hexadecimal(int(address_of(self)), i64(0), '0x')}>"

    # What it is.

    def obj(self) -> object:
        self.check()
        return self.owner

    def nbytes(self) -> int:
        return int(self.__len__())

    def itemsize(self) -> int:
        self.check()
        return 1

    def ndim(self) -> int:
        self.check()
        return 1

    def format(self) -> str:
        self.check()
        return "B"

    def readonly(self) -> bool:
        self.check()
        return not self.is_writable

    def shape(self) -> tuple[int, ...]:
        return (int(self.__len__()),)

    def strides(self) -> tuple[int, ...]:
        self.check()
        return (int(self.step),)

    def suboffsets(self) -> tuple[int, ...]:
        self.check()
        return ()

    def is_contiguous(self) -> bool:
        return self.step == 1 or self.size <= 1

    def contiguous(self) -> bool:
        self.check()
        return self.is_contiguous()

    def c_contiguous(self) -> bool:
        return self.contiguous()

    def f_contiguous(self) -> bool:
        return self.contiguous()

    def toreadonly(self) -> "MemoryView":
        self.check()
        result = self.part(i64(0), self.size, self.step)
        result.is_writable = False
        return result

    def tobytes(self) -> bytes:
        return self.as_bytes()

    def tolist(self) -> list[int]:
        self.check()
        result: list[int] = []
        at = i64(0)
        while at < self.size:
            result.append(int(self.data[at * self.step]))
            at += 1
        return result

    def hex(self, sep: str | None = None, bytes_per_sep: i64 = ONE) -> str:
        return bytes_methods.hex(self.as_bytes(), sep, bytes_per_sep)


class MemoryViewIterator(Iterator):
    def __init__(self, view: MemoryView) -> None:
        self._view: MemoryView | None = view
        self._at = i64(0)

    def __advance__(self) -> object:
        view = self._view
        if view is None:
            return END
        if self._at >= view.__len__():
            self._view = None
            return END
        value = int(view.data[self._at * view.step])
        self._at += 1
        return value
