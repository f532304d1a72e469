"""The methods of tuple. Items are objects; a tuple of known items may be compiled without these."""

from typing import Final

from gloam.machine import (
    i64,
    same_object,
    truncate_i64,
    truncate_u64,
    tuple_finish,
    tuple_init,
    tuple_item,
    tuple_length,
    tuple_new,
    u64,
    visit_tuple,
    wrapping_add,
    wrapping_mul,
    wrapping_shl,
)
from gloam.runtime import object as objects
from gloam.runtime import search
from gloam.runtime import str as text_methods
from gloam.runtime.limits import I64_MAX, ITEMS_MAX, ZERO
from gloam.runtime.stride import Stride

# The xxHash primes that CPython's tuple hash uses.
_PRIME_1: Final = u64(11400714785074694791)
_PRIME_2: Final = u64(14029467366897019727)
_PRIME_5: Final = u64(2870177450012600261)
_LENGTH_MIX: Final = u64(2870177450013471926)
_MINUS_ONE_HASH: Final = i64(1546275796)


def trace(self: tuple[object, ...]) -> None:
    """Show the collector the items."""
    visit_tuple(self)


def __len__(self: tuple[object, ...]) -> i64:
    return tuple_length(self)


def item(self: tuple[object, ...], index: i64) -> object:
    length = tuple_length(self)
    if index < 0:
        index += length
    if index < 0 or index >= length:
        raise IndexError("tuple index out of range")
    return tuple_item(self, index)


def get_slice(self: tuple[object, ...], start: i64, stop: i64) -> tuple[object, ...]:
    length = tuple_length(self)
    start = search.clamp(start, length)
    stop = search.clamp(stop, length)
    if start == 0 and stop == length:
        return self
    if stop <= start:
        return ()
    result = tuple_new(stop - start)
    at = start
    while at < stop:
        tuple_init(result, at - start, tuple_item(self, at))
        at += 1
    return tuple_finish(result)


def get_stepped(
    self: tuple[object, ...], start: object, stop: object, step: object
) -> tuple[object, ...]:
    stride = Stride(start, stop, step, tuple_length(self))
    if stride.step == 1:
        return get_slice(self, stride.first, stride.stop)
    if stride.count == 0:
        return ()
    result = tuple_new(stride.count)
    index = i64(0)
    while index < stride.count:
        tuple_init(result, index, tuple_item(self, stride.at(index)))
        index += 1
    return tuple_finish(result)


def from_list(items: list[object]) -> tuple[object, ...]:
    count = i64(len(items))
    result = tuple_new(count)
    at = i64(0)
    while at < count:
        tuple_init(result, at, items[int(at)])
        at += 1
    return tuple_finish(result)


def __add__(self: tuple[object, ...], other: tuple[object, ...]) -> tuple[object, ...]:
    left = tuple_length(self)
    right = tuple_length(other)
    if left == 0:
        return other
    if right == 0:
        return self
    result = tuple_new(left + right)
    at = i64(0)
    while at < left:
        tuple_init(result, at, tuple_item(self, at))
        at += 1
    at = i64(0)
    while at < right:
        tuple_init(result, left + at, tuple_item(other, at))
        at += 1
    return tuple_finish(result)


def __mul__(self: tuple[object, ...], times: i64) -> tuple[object, ...]:
    length = tuple_length(self)
    if times <= 0 or length == 0:
        return ()
    if times == 1:
        return self
    if length > ITEMS_MAX // times:
        raise MemoryError
    result = tuple_new(length * times)
    at = i64(0)
    while at < length * times:
        tuple_init(result, at, tuple_item(self, at % length))
        at += 1
    return tuple_finish(result)


def __contains__(self: tuple[object, ...], value: object) -> bool:
    at = i64(0)
    while at < tuple_length(self):
        if objects.item_eq(tuple_item(self, at), value):
            return True
        at += 1
    return False


def index(self: tuple[object, ...], value: object, start: i64 = ZERO, stop: i64 = I64_MAX) -> i64:
    length = tuple_length(self)
    at = search.clamp(start, length)
    stop = search.clamp(stop, length)
    while at < stop:
        if objects.item_eq(tuple_item(self, at), value):
            return at
        at += 1
    raise ValueError("tuple.index(x): x not in tuple")


def count(self: tuple[object, ...], value: object) -> i64:
    found = i64(0)
    at = i64(0)
    while at < tuple_length(self):
        if objects.item_eq(tuple_item(self, at), value):
            found += 1
        at += 1
    return found


def __hash__(self: tuple[object, ...]) -> i64:
    accumulator = _PRIME_5
    at = i64(0)
    while at < tuple_length(self):
        lane = truncate_u64(objects.hash(tuple_item(self, at)))
        accumulator = wrapping_add(accumulator, wrapping_mul(lane, _PRIME_2))
        accumulator = wrapping_shl(accumulator, u64(31)) | (accumulator >> 33)
        accumulator = wrapping_mul(accumulator, _PRIME_1)
        at += 1
    accumulator = wrapping_add(accumulator, u64(tuple_length(self)) ^ _LENGTH_MIX)
    value = truncate_i64(accumulator)
    if value == -1:
        return _MINUS_ONE_HASH
    return value


def _first_difference(a: tuple[object, ...], b: tuple[object, ...]) -> i64:
    """The first position where items differ or one tuple ends."""
    at = i64(0)
    while at < tuple_length(a) and at < tuple_length(b):
        if not objects.item_eq(tuple_item(a, at), tuple_item(b, at)):
            return at
        at += 1
    return at


def __eq__(self: tuple[object, ...], other: tuple[object, ...]) -> bool:
    length = tuple_length(self)
    if same_object(self, other):
        return True
    return length == tuple_length(other) and _first_difference(self, other) == length


def __lt__(self: tuple[object, ...], other: tuple[object, ...]) -> bool:
    at = _first_difference(self, other)
    if at < tuple_length(self) and at < tuple_length(other):
        return objects.lt(tuple_item(self, at), tuple_item(other, at))
    return tuple_length(self) < tuple_length(other)


def __le__(self: tuple[object, ...], other: tuple[object, ...]) -> bool:
    at = _first_difference(self, other)
    if at < tuple_length(self) and at < tuple_length(other):
        return objects.le(tuple_item(self, at), tuple_item(other, at))
    return tuple_length(self) <= tuple_length(other)


def __gt__(self: tuple[object, ...], other: tuple[object, ...]) -> bool:
    at = _first_difference(self, other)
    if at < tuple_length(self) and at < tuple_length(other):
        return objects.gt(tuple_item(self, at), tuple_item(other, at))
    return tuple_length(self) > tuple_length(other)


def __ge__(self: tuple[object, ...], other: tuple[object, ...]) -> bool:
    at = _first_difference(self, other)
    if at < tuple_length(self) and at < tuple_length(other):
        return objects.ge(tuple_item(self, at), tuple_item(other, at))
    return tuple_length(self) >= tuple_length(other)


def __repr__(self: tuple[object, ...]) -> str:
    count = tuple_length(self)
    if not objects.enter_repr(self):
        return "(...)"
    try:
        parts: list[str] = []
        at = i64(0)
        while at < count:
            parts.append(objects.repr(tuple_item(self, at)))
            at += 1
    finally:
        objects.leave_repr()
    inside = text_methods.join_list(", ", parts)
    if count == 1:
        return f"({inside},)"
    return f"({inside})"


def __str__(self: tuple[object, ...]) -> str:
    return __repr__(self)
