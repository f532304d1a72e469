"""CPython stand-ins for the fixed-width integers: subclasses of int with checked arithmetic.

Law: an operand is of the same type or a plain int that fits it. Everything else is a TypeError, so
a test run finds width mistakes even where a type checker did not look.
"""

import math
import struct
from collections.abc import Callable
from typing import Any, Self, TypeVar, cast


class FixedInt(int):
    """Common behaviour; the range is in the class attributes of the eight types."""

    BITS = 0
    MIN = 0
    MAX = 0

    def __new__(cls, value: int, /) -> Self:
        if not isinstance(value, int):
            raise TypeError(f"{cls.__name__}() needs an integer, not {type(value).__name__}")
        plain = int(value)
        if not cls.MIN <= plain <= cls.MAX:
            raise OverflowError(f"{plain} does not fit {cls.__name__}")
        return int.__new__(cls, plain)

    @classmethod
    def wrap(cls, value: int) -> Self:
        """The value of this type that has the same low bits."""
        return int.__new__(cls, ((int(value) - cls.MIN) & ((1 << cls.BITS) - 1)) + cls.MIN)

    def _operand(self, other: object) -> int:
        if type(other) is type(self):
            return int(cast(int, other))
        if type(other) is int:
            return int(type(self)(other))
        raise TypeError(f"{type(self).__name__} does not mix with {type(other).__name__}")

    def _shift_count(self, other: object) -> int:
        count = self._operand(other)
        if not 0 <= count < self.BITS:
            raise OverflowError(f"shift count {count} outside 0..{self.BITS - 1}")
        return count

    __hash__ = int.__hash__
    __repr__ = int.__repr__

    def __neg__(self) -> Self:
        return type(self)(-int(self))

    def __pos__(self) -> Self:
        return self

    def __invert__(self) -> Self:
        return self.wrap(~int(self))

    def __lshift__(self, other: int) -> Self:
        return type(self)(int(self) << self._shift_count(other))

    def __rshift__(self, other: int) -> Self:
        return type(self)(int(self) >> self._shift_count(other))

    def __rlshift__(self, other: int) -> Self:
        return type(self)(other) << self

    def __rrshift__(self, other: int) -> Self:
        return type(self)(other) >> self


def _checked(fixed: type[FixedInt], operate: Callable[[Any, Any], int], swap: bool) -> Any:
    """An operator method of one type. Any: the overloads of int do not fit. Hot in every test."""
    low, high, new = fixed.MIN, fixed.MAX, int.__new__

    def method(self: FixedInt, other: object) -> FixedInt:
        if type(other) is not fixed:
            other = self._operand(other)
        value = operate(other, self) if swap else operate(self, other)
        if low <= value <= high:
            return new(fixed, value)
        raise OverflowError(f"{value} does not fit {fixed.__name__}")

    return method


def _comparison(fixed: type[FixedInt], operate: Callable[[Any, Any], bool]) -> Any:
    """As _checked."""

    def method(self: FixedInt, other: object) -> bool:
        if type(other) is not fixed:
            if not isinstance(other, int):
                return cast(bool, NotImplemented)  # what Python asks of a comparison
            other = self._operand(other)
        return operate(self, other)

    return method


def _refused(name: str) -> Any:  # Any: as above
    def method(self: FixedInt, *rest: object) -> FixedInt:
        raise TypeError(f"{type(self).__name__} has no {name}")

    return method


for _name in ("truediv", "rtruediv", "divmod", "rdivmod", "pow", "rpow"):
    setattr(FixedInt, f"__{_name}__", _refused(f"__{_name}__"))


class i8(FixedInt):
    BITS, MIN, MAX = 8, -(1 << 7), (1 << 7) - 1


class i16(FixedInt):
    BITS, MIN, MAX = 16, -(1 << 15), (1 << 15) - 1


class i32(FixedInt):
    BITS, MIN, MAX = 32, -(1 << 31), (1 << 31) - 1


class i64(FixedInt):
    BITS, MIN, MAX = 64, -(1 << 63), (1 << 63) - 1


class u8(FixedInt):
    BITS, MIN, MAX = 8, 0, (1 << 8) - 1


class u16(FixedInt):
    BITS, MIN, MAX = 16, 0, (1 << 16) - 1


class u32(FixedInt):
    BITS, MIN, MAX = 32, 0, (1 << 32) - 1


class u64(FixedInt):
    BITS, MIN, MAX = 64, 0, (1 << 64) - 1


for _fixed_type in (i8, i16, i32, i64, u8, u16, u32, u64):
    for _name in ("add", "sub", "mul", "floordiv", "mod", "and", "or", "xor"):
        _operate = getattr(int, f"__{_name}__")
        setattr(_fixed_type, f"__{_name}__", _checked(_fixed_type, _operate, False))
        setattr(_fixed_type, f"__r{_name}__", _checked(_fixed_type, _operate, True))
    for _name in ("eq", "ne", "lt", "le", "gt", "ge"):
        _compare = getattr(int, f"__{_name}__")
        setattr(_fixed_type, f"__{_name}__", _comparison(_fixed_type, _compare))
    setattr(_fixed_type, "__hash__", int.__hash__)  # noqa: B010  # a new __eq__ needs it

F = TypeVar("F", bound=FixedInt)


def _same_type(a: FixedInt, b: FixedInt) -> None:
    if type(a) is not type(b):
        raise TypeError(f"{type(a).__name__} does not mix with {type(b).__name__}")


def wrapping_add(a: F, b: F) -> F:
    _same_type(a, b)
    return a.wrap(int(a) + int(b))


def wrapping_sub(a: F, b: F) -> F:
    _same_type(a, b)
    return a.wrap(int(a) - int(b))


def wrapping_mul(a: F, b: F) -> F:
    _same_type(a, b)
    return a.wrap(int(a) * int(b))


def wrapping_shl(a: F, n: F) -> F:
    _same_type(a, n)
    return a.wrap(int(a) << a._shift_count(n))


def truncate_u8(x: int) -> u8:
    return u8.wrap(x)


def truncate_u16(x: int) -> u16:
    return u16.wrap(x)


def truncate_u32(x: int) -> u32:
    return u32.wrap(x)


def truncate_u64(x: int) -> u64:
    return u64.wrap(x)


def truncate_i32(x: int) -> i32:
    return i32.wrap(x)


def truncate_i64(x: int) -> i64:
    return i64.wrap(x)


def _u64(x: u64) -> int:
    if type(x) is not u64:
        raise TypeError(f"needs a u64, not {type(x).__name__}")
    return int(x)


def mul_high(a: u64, b: u64) -> u64:
    return u64(_u64(a) * _u64(b) >> 64)


def div_wide(high: u64, low: u64, divisor: u64) -> u64:
    if _u64(high) >= _u64(divisor):
        raise OverflowError("the quotient of div_wide does not fit")
    return u64(((_u64(high) << 64) + _u64(low)) // int(divisor))


def rem_wide(high: u64, low: u64, divisor: u64) -> u64:
    if _u64(high) >= _u64(divisor):
        raise OverflowError("the quotient of rem_wide does not fit")
    return u64(((_u64(high) << 64) + _u64(low)) % int(divisor))


def ones_complement_sum(data: bytes, start: int, stop: int) -> int:
    if not 0 <= start <= stop <= len(data):
        raise IndexError("index out of range")
    part = data[start:stop]
    value = int.from_bytes(part + b"\0" if len(part) % 2 else part, "big")
    return value % 0xFFFF or (0xFFFF if value else 0)


def leading_zeros(x: u64) -> i64:
    return i64(64 - _u64(x).bit_length())


def trailing_zeros(x: u64) -> i64:
    value = _u64(x)
    return i64((value & -value).bit_length() - 1 if value else 64)


def float_bits(x: float) -> u64:
    return u64(int.from_bytes(struct.pack("<d", x), "little"))


def bits_float(x: u64) -> float:
    return cast(float, struct.unpack("<d", _u64(x).to_bytes(8, "little"))[0])


def float_sqrt(x: float) -> float:
    return math.nan if x < 0.0 else math.sqrt(x)


def float_from_i64(x: i64) -> float:
    return float(int(x))


def float_to_i64(x: float) -> i64:
    return i64(int(x))


def byte_swap16(x: u16) -> u16:
    return u16(int.from_bytes(int(x).to_bytes(2, "little"), "big"))


def byte_swap32(x: u32) -> u32:
    return u32(int.from_bytes(int(x).to_bytes(4, "little"), "big"))


def byte_swap64(x: u64) -> u64:
    return u64(int.from_bytes(int(x).to_bytes(8, "little"), "big"))
