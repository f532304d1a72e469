"""Arithmetic on integer intervals: the set of results of an operation on two sets of numbers.

An interval is a pair (low, high), both included; an end at -LIMIT or LIMIT means unbounded, and
ends beyond +-_HUGE are rounded outwards. Every function here gives a superset of what is possible.
"""

from __future__ import annotations

from gloamc.ir.types import IRType, Kind

Interval = tuple[int, int]

LIMIT = 1 << 200
_HUGE = 1 << 190
TOP: Interval = (-LIMIT, LIMIT)
ANY: Interval = (-LIMIT - 1, LIMIT + 1)
"""An int that may be an object: True, or one of a subclass. Whatever its number is, it is no word,
so nothing that is found out about the number makes it one."""
SMALL: Interval = (-(1 << 62), (1 << 62) - 1)
"""Ints that are one tagged word."""
BIT: Interval = (0, 1)
_SHIFT_MAX = 192


def of_type(type_: IRType | None) -> Interval:
    """All values of a raw integer type; everything for int."""
    if type_ is None or not type_.is_raw:
        return ANY
    return _RAW[type_.kind]


def may_be_object(a: Interval) -> bool:
    return a[0] < -LIMIT or a[1] > LIMIT


def _raw(kind: Kind) -> Interval:
    type_ = IRType(kind)
    if type_.is_signed:
        return -(1 << (type_.bits - 1)), (1 << (type_.bits - 1)) - 1
    return 0, (1 << type_.bits) - 1


_RAW = {kind: _raw(kind) for kind in Kind if IRType(kind).is_raw}


def is_inside(inner: Interval, outer: Interval) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def hull(a: Interval, b: Interval) -> Interval:
    return min(a[0], b[0]), max(a[1], b[1])


def of_number(number: int) -> Interval:
    return clamp((number, number))


def clamp(a: Interval) -> Interval:
    low, high = a
    low = -LIMIT if low < -_HUGE else min(low, _HUGE)
    high = LIMIT if high > _HUGE else max(high, -_HUGE)
    return low, high


def add(a: Interval, b: Interval) -> Interval:
    return clamp((a[0] + b[0], a[1] + b[1]))


def sub(a: Interval, b: Interval) -> Interval:
    return clamp((a[0] - b[1], a[1] - b[0]))


def mul(a: Interval, b: Interval) -> Interval:
    corners = (a[0] * b[0], a[0] * b[1], a[1] * b[0], a[1] * b[1])
    return clamp((min(corners), max(corners)))


def neg(a: Interval) -> Interval:
    return clamp((-a[1], -a[0]))


def invert(a: Interval) -> Interval:
    return clamp((-a[1] - 1, -a[0] - 1))


def floordiv(a: Interval, b: Interval) -> Interval:
    """Of the divisors only those that are not zero count."""
    if a[0] <= -LIMIT or a[1] >= LIMIT:
        return (0 if a[0] >= 0 and b[0] >= 0 else -LIMIT), LIMIT
    corners = [x // y for y in _divisor_ends(b) for x in a]
    return (min(corners), max(corners)) if corners else TOP


def mod(a: Interval, b: Interval) -> Interval:
    """The result has the divisor's sign and is nearer to zero."""
    if a[0] >= 0 and b[0] > a[1]:
        return a
    low, high = min(b[0] + 1, 0), max(b[1] - 1, 0)
    if a[0] >= 0 and b[0] > 0:
        high = min(high, a[1])
    return low, high


def _divisor_ends(b: Interval) -> list[int]:
    """The ends of the negative and of the positive part."""
    ends = []
    if b[0] < 0:
        ends += [b[0], min(b[1], -1)]
    if b[1] > 0:
        ends += [max(b[0], 1), b[1]]
    return ends


def and_(a: Interval, b: Interval) -> Interval:
    if a[0] >= 0 and b[0] >= 0:
        return 0, min(a[1], b[1])
    if a[0] >= 0:
        return 0, a[1]
    if b[0] >= 0:
        return 0, b[1]
    return _by_bits(a, b)[0], max(a[1], b[1])


def or_(a: Interval, b: Interval) -> Interval:
    low, high = _by_bits(a, b)
    if a[0] >= 0 and b[0] >= 0:
        low = max(a[0], b[0])
    return low, high


def xor(a: Interval, b: Interval) -> Interval:
    return _by_bits(a, b)


def _by_bits(a: Interval, b: Interval) -> Interval:
    """What has no more bits than the operands, and no sign if they have none."""
    bits = max((end if end >= 0 else ~end).bit_length() for end in (*a, *b))
    low = 0 if a[0] >= 0 and b[0] >= 0 else -(1 << bits)
    return clamp((low, (1 << bits) - 1))


def lshift(a: Interval, b: Interval) -> Interval:
    """Of the counts only those that are not negative count."""
    least, most = max(b[0], 0), b[1]
    if most > _SHIFT_MAX:
        return (0 if a[0] >= 0 else -LIMIT), (0 if a[1] <= 0 else LIMIT)
    corners = [x << count for x in a for count in (least, max(most, least))]
    return clamp((min(corners), max(corners)))


def rshift(a: Interval, b: Interval) -> Interval:
    least, most = max(b[0], 0), min(max(b[1], 0), 2 * _SHIFT_MAX)
    corners = [x >> count for x in a for count in (min(least, most), most)]
    low = -LIMIT if a[0] <= -LIMIT else min(corners)
    high = LIMIT if a[1] >= LIMIT else max(corners)
    return low, high
