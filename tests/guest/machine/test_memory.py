"""Simulated memory: typed pointers, object slots, and faults where real code would corrupt."""

from typing import TypeVar

import pytest

from gloam.machine import (
    Ptr,
    compare_memory,
    copy_memory,
    fill_memory,
    i64,
    null,
    pointer,
    reinterpret,
    u8,
    u16,
    u32,
    u64,
    volatile_load8,
    volatile_load32,
    volatile_store16,
    volatile_store64,
)
from gloam.machine.simulation import MemoryFault, map_region

S = TypeVar("S")


class Node:
    """An attribute takes its item type from the class."""

    link: Ptr[u16]

    def __init__(self, address: u64) -> None:
        self.link = pointer(address)
        self.items: Ptr[str] = null()
        self.items = pointer(address)


def as_words(p: Ptr[S]) -> Ptr[u32]:
    return reinterpret(p)


def first_byte(p: Ptr[u8]) -> u8:
    return p[0]


def test_items_are_little_endian_and_have_their_size() -> None:
    start = map_region(64)
    p: Ptr[u32] = pointer(start)
    p[1] = u32(0x11223344)
    raw: Ptr[u8] = reinterpret(p)
    assert [int(raw[i]) for i in range(4, 8)] == [0x44, 0x33, 0x22, 0x11]
    assert (p + 1).address() == start + 4
    assert (p + 3 + -2)[0] == 0x11223344
    assert as_words(raw + 4)[0] == 0x11223344
    floats: Ptr[float] = pointer(start + 8)
    floats[2] = 1.5
    assert floats[2] == 1.5
    flags: Ptr[bool] = pointer(start + 40)
    flags[3] = True
    assert raw[43] == 1 and flags[3] is True
    nested: Ptr[Ptr[u32]] = pointer(start + 48)
    nested[0] = p
    assert nested[0][1] == 0x11223344


def test_the_item_type_comes_from_where_the_pointer_flows() -> None:
    start = map_region(64)
    node = Node(start)
    node.link[0] = u16(0x1234)
    assert first_byte(pointer(start)) == 0x34
    words: Ptr[u16] = pointer(start) if start > 0 else null()
    assert words[0] == 0x1234
    with pytest.raises(TypeError, match="no annotation"):
        print(pointer(start))


def test_wrong_items_and_indices_are_refused() -> None:
    p: Ptr[u16] = pointer(map_region(16))
    with pytest.raises(TypeError, match="stored through"):
        p[0] = u8(1)  # type: ignore[assignment]
    with pytest.raises(TypeError, match="index"):
        p[u64(1)]  # type: ignore[index]
    with pytest.raises(TypeError, match="address"):
        print(p == p + 1)
    with pytest.raises(OverflowError):
        p[0] = 70000  # type: ignore[assignment]


def test_accesses_outside_of_memory_fault() -> None:
    p: Ptr[u64] = pointer(map_region(16))
    nothing: Ptr[u64] = null()
    assert nothing.is_null() and not p.is_null()
    for bad in (p + 2, p + -1, nothing):
        with pytest.raises(MemoryFault):
            bad[0]
        with pytest.raises(MemoryFault):
            bad[0] = u64(1)


def test_object_slots_know_whether_they_are_raw() -> None:
    p: Ptr[str] = pointer(map_region(64))
    with pytest.raises(MemoryFault):
        p[0]
    with pytest.raises(MemoryFault):
        p[0] = "replaced"
    p.init(0, "a")
    with pytest.raises(MemoryFault):
        p.init(0, "b")
    p[0] = "c"
    assert p[0] == "c"
    assert p.take(0) == "c"
    with pytest.raises(MemoryFault):
        p.take(0)
    with pytest.raises(MemoryFault):
        p.init(8, "outside")


def test_copies_move_objects_and_may_overlap() -> None:
    start = map_region(128)
    p: Ptr[str] = pointer(start)
    p.init(0, "a")
    p.init(1, "b")
    copy_memory(p + 1, p, i64(2))
    assert (p[1], p[2]) == ("a", "b")
    with pytest.raises(MemoryFault):
        p[0]
    raw: Ptr[u8] = pointer(start + 64)
    for index in range(8):
        raw[index] = u8(index)
    copy_memory(raw + 2, raw, i64(6))
    assert [int(raw[i]) for i in range(8)] == [0, 1, 0, 1, 2, 3, 4, 5]
    copy_memory(raw, raw + 1, i64(7))
    assert [int(raw[i]) for i in range(8)] == [1, 0, 1, 2, 3, 4, 5, 5]
    with pytest.raises(TypeError):
        copy_memory(p, raw, i64(1))  # type: ignore[misc]


def test_fill_and_compare() -> None:
    p: Ptr[u8] = pointer(map_region(32))
    fill_memory(p, u8(7), i64(16))
    assert compare_memory(p, p + 8, i64(8)) == 0
    assert compare_memory(p, p + 9, i64(8)) > 0
    assert compare_memory(p + 9, p, i64(8)) < 0
    assert compare_memory(p, p + 9, i64(0)) == 0
    objects: Ptr[str] = pointer(p.address() + 16)
    objects.init(0, "gone")
    fill_memory(p, u8(0), i64(32))
    with pytest.raises(MemoryFault):
        objects[0]


def test_volatile_accesses_reach_the_same_memory() -> None:
    start = map_region(16)
    volatile_store64(start, u64(0x1122334455667788))
    assert volatile_load8(start) == 0x88
    assert volatile_load32(start + 4) == 0x11223344
    volatile_store16(start, u16(0xABCD))
    assert volatile_load32(start) == 0x5566ABCD
    with pytest.raises(TypeError):
        volatile_store16(start, u8(1))  # type: ignore[arg-type]
    with pytest.raises(MemoryFault):
        volatile_load8(u64(0))
