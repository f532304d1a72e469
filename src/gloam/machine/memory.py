"""CPython stand-ins for raw memory: a simulated flat address space and typed pointers into it.

Raw items live in regions of bytes. Items of object types live in a table beside them, keyed by the
address of their slot, so a read of a slot that holds no object, or a second `init`, is an error
here. An address outside every region is a MemoryFault. Counts are not simulated.
"""

import struct
from bisect import bisect_right
from collections.abc import Callable
from functools import cache
from typing import Any, Generic, TypeVar, cast

from gloam.machine.annotation import expected_item_type
from gloam.machine.ints import FixedInt, i64, u8, u16, u32, u64

T = TypeVar("T")
S = TypeVar("S")

FIRST_ADDRESS = 0x10_0000
PAGE_SIZE = 4096


class MemoryFault(Exception):
    """An access to memory that is not there, or to an object slot in the wrong state."""


class Memory:
    """Regions in ascending order of address, and the objects in object slots."""

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._regions: list[bytearray] = []
        self._next = FIRST_ADDRESS
        self.objects: dict[int, object] = {}

    def map(self, size: int) -> int:
        """Add a zeroed region on a page boundary; an unmapped page follows it."""
        start = self._next
        self._starts.append(start)
        self._regions.append(bytearray(size))
        self._next = (start + size + 2 * PAGE_SIZE - 1) // PAGE_SIZE * PAGE_SIZE
        return start

    def unmap(self, start: int) -> None:
        index = self._starts.index(start)
        del self._starts[index]
        del self._regions[index]

    def locate(self, address: int, size: int) -> tuple[bytearray, int]:
        """The region that holds these bytes, and the offset in it."""
        index = bisect_right(self._starts, address) - 1
        if index >= 0:
            region = self._regions[index]
            offset = address - self._starts[index]
            if offset + size <= len(region):
                return region, offset
        raise MemoryFault(f"no memory of {size} bytes at {address:#x}")

    def load(self, address: int, size: int) -> bytes:
        region, offset = self.locate(address, size)
        return bytes(region[offset : offset + size])

    def store(self, address: int, data: bytes) -> None:
        region, offset = self.locate(address, len(data))
        region[offset : offset + len(data)] = data


MEMORY = Memory()


def item_size(item_type: object) -> int:
    """Bytes per item, as in the docstring of Ptr."""
    if item_type is bool:
        return 1
    if isinstance(item_type, type) and issubclass(item_type, FixedInt):
        return item_type.BITS // 8
    return 8


class _Raw:
    """How an item of a raw type becomes bytes and back."""

    def __init__(
        self, item_type: object, pack: Callable[[Any], bytes], unpack: Callable[[bytes], object]
    ) -> None:
        self.item_type = item_type
        self.size = item_size(item_type)
        self.pack = pack
        self.unpack = unpack


@cache
def _raw(item_type: object) -> "_Raw | None":
    """The codec of a raw item type; None for items that are objects."""
    if item_type is bool:
        return _Raw(bool, lambda value: bytes([value]), lambda data: data[0] == 1)
    if item_type is float:
        return _Raw(
            float,
            lambda value: struct.pack("<d", value),
            lambda data: cast(float, struct.unpack("<d", data)[0]),
        )
    if isinstance(item_type, type) and issubclass(item_type, FixedInt):
        fixed = item_type

        def pack(value: object) -> bytes:
            if type(value) is int:
                value = fixed(value)
            if type(value) is not fixed:
                raise TypeError(f"{type(value).__name__} stored through Ptr[{fixed.__name__}]")
            return int.to_bytes(value, fixed.BITS // 8, "little", signed=fixed.MIN < 0)

        return _Raw(
            fixed,
            pack,
            lambda data: fixed(int.from_bytes(data, "little", signed=fixed.MIN < 0)),
        )
    inner = getattr(item_type, "__args__", None)
    if getattr(item_type, "__origin__", None) is Ptr and inner is not None:
        return _Raw(
            item_type,
            lambda value: int(value.address()).to_bytes(8, "little"),
            lambda data: Ptr(u64(int.from_bytes(data, "little")), inner[0]),
        )
    return None


class Ptr(Generic[T]):
    """A simulated address with the type of its items."""

    __slots__ = ("_address", "_item_type", "_raw", "_size")

    def __init__(self, address: u64, item_type: object) -> None:
        self._address = int(address)
        self._item_type = item_type
        self._raw = _raw(item_type)
        self._size = item_size(item_type)

    __hash__ = None  # type: ignore[assignment]  # pointers are no keys

    def __eq__(self, other: object) -> bool:
        raise TypeError("compare the address() of pointers")

    def __bool__(self) -> bool:
        raise TypeError("ask a pointer is_null()")

    def __repr__(self) -> str:
        return f"Ptr[{getattr(self._item_type, '__name__', self._item_type)}]({self._address:#x})"

    def _slot(self, index: int) -> int:
        if type(index) is not i64 and type(index) is not int:
            raise TypeError(f"pointer index is {type(index).__name__}, not i64")
        return self._address + int(index) * self._size

    def __getitem__(self, index: int) -> T:
        slot = self._slot(index)
        if self._raw is not None:
            return cast(T, self._raw.unpack(MEMORY.load(slot, self._size)))
        if slot not in MEMORY.objects:
            raise MemoryFault(f"no object in the slot at {slot:#x}")
        return cast(T, MEMORY.objects[slot])

    def __setitem__(self, index: int, value: T) -> None:
        slot = self._slot(index)
        if self._raw is not None:
            MEMORY.store(slot, self._raw.pack(value))
            return
        if slot not in MEMORY.objects:
            raise MemoryFault(f"replaces no object in the slot at {slot:#x}")
        MEMORY.objects[slot] = value

    def init(self, index: int, value: T) -> None:
        slot = self._slot(index)
        if self._raw is not None:
            self[index] = value
            return
        MEMORY.locate(slot, 8)
        if slot in MEMORY.objects:
            raise MemoryFault(f"an object in the slot at {slot:#x} was not taken out")
        MEMORY.objects[slot] = value

    def take(self, index: int) -> T:
        value = self[index]
        if self._raw is None:
            del MEMORY.objects[self._slot(index)]
        return value

    def __add__(self, items: int) -> "Ptr[T]":
        return Ptr(u64(self._slot(items)), self._item_type)

    def address(self) -> u64:
        return u64(self._address)

    def is_null(self) -> bool:
        return self._address == 0


def null() -> Ptr[T]:
    return Ptr(u64(0), expected_item_type())


def pointer(address: u64) -> Ptr[T]:
    if type(address) is not u64:
        raise TypeError(f"an address is a u64, not {type(address).__name__}")
    return Ptr(address, expected_item_type())


def reinterpret(p: Ptr[S]) -> Ptr[T]:
    return Ptr(p.address(), expected_item_type())


def _objects_in(start: int, size: int) -> dict[int, object]:
    """Take all objects out of a range; their offsets in it."""
    if len(MEMORY.objects) < size:
        slots = [slot for slot in MEMORY.objects if start <= slot < start + size]
    else:
        slots = [slot for slot in range(start, start + size) if slot in MEMORY.objects]
    return {slot - start: MEMORY.objects.pop(slot) for slot in slots}


def copy_memory(target: Ptr[T], source: Ptr[T], count: i64) -> None:
    if target._item_type != source._item_type:
        raise TypeError(f"copies {source} to {target}")
    if count < 0:
        raise MemoryFault(f"copies {count} items")
    if count == 0:
        return
    size = int(count) * target._size
    start = int(source.address())
    MEMORY.store(int(target.address()), MEMORY.load(start, size))
    if target._raw is None:
        moved = _objects_in(start, size)
        _objects_in(int(target.address()), size)
        for offset, value in moved.items():
            MEMORY.objects[int(target.address()) + offset] = value


def fill_memory(target: Ptr[u8], value: u8, count: i64) -> None:
    if count < 0:
        raise MemoryFault(f"fills {count} bytes")
    if count == 0:
        return
    _objects_in(int(target.address()), int(count))
    MEMORY.store(int(target.address()), bytes([value]) * int(count))


def compare_memory(a: Ptr[u8], b: Ptr[u8], count: i64) -> i64:
    if count == 0:
        return i64(0)
    left = MEMORY.load(int(a.address()), int(count))
    right = MEMORY.load(int(b.address()), int(count))
    return i64((left > right) - (left < right))


def _volatile_load(address: u64, size: int) -> int:
    if type(address) is not u64:
        raise TypeError(f"an address is a u64, not {type(address).__name__}")
    return int.from_bytes(MEMORY.load(int(address), size), "little")


def volatile_load8(address: u64) -> u8:
    return u8(_volatile_load(address, 1))


def volatile_load16(address: u64) -> u16:
    return u16(_volatile_load(address, 2))


def volatile_load32(address: u64) -> u32:
    return u32(_volatile_load(address, 4))


def volatile_load64(address: u64) -> u64:
    return u64(_volatile_load(address, 8))


def _volatile_store(address: u64, value: FixedInt, fixed: type[FixedInt]) -> None:
    if type(address) is not u64:
        raise TypeError(f"an address is a u64, not {type(address).__name__}")
    if type(value) is not fixed:
        raise TypeError(f"stores {type(value).__name__} where {fixed.__name__} is due")
    MEMORY.store(int(address), int(value).to_bytes(fixed.BITS // 8, "little"))


def volatile_store8(address: u64, value: u8) -> None:
    _volatile_store(address, value, u8)


def volatile_store16(address: u64, value: u16) -> None:
    _volatile_store(address, value, u16)


def volatile_store32(address: u64, value: u32) -> None:
    _volatile_store(address, value, u32)


def volatile_store64(address: u64, value: u64) -> None:
    _volatile_store(address, value, u64)


def memory_barrier() -> None:
    """CPython runs in program order."""


def set_draining(is_draining: u8) -> None:
    """CPython destroys objects on the spot."""


def compiler_barrier() -> None:
    """CPython runs in program order."""


def visit_items(items: Ptr[T], count: i64) -> None:
    """CPython has a collector of its own."""


def visit_tuple(t: tuple[object, ...]) -> None:
    """CPython has a collector of its own."""


def has_cycles() -> bool:
    """CPython's objects are not ours to collect; a test of the collector replaces these."""
    return False


def is_anything_dying() -> bool:
    return False


def call_hook(function: u64, o: u64) -> None:
    raise AssertionError("classes have addresses in an image only")


def ask_hook(function: u64, o: u64, run: bool) -> bool:
    raise AssertionError("classes have addresses in an image only")


def release_object(o: u64) -> None:
    raise AssertionError("objects have addresses in an image only")
