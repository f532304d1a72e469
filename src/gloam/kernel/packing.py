"""Integers and floats at places in bytes, in either order. Bounds are the caller's to check."""

from __future__ import annotations

from typing import Final

from gloam.machine import (
    Ptr,
    bits_float,
    bytes_data,
    bytes_finish,
    bytes_length,
    bytes_new,
    copy_memory,
    fill_memory,
    float_bits,
    i64,
    leading_zeros,
    truncate_i64,
    truncate_u8,
    truncate_u64,
    u8,
    u64,
    wrapping_shl,
)

_MANTISSA_BITS: Final = u64(52)
_MANTISSA_MASK: Final = u64((1 << 52) - 1)
_EXPONENT_MAX: Final = u64(0x7FF)
_BIAS: Final = i64(1023)


def unsigned(data: bytes, at: int, size: int, is_big: bool) -> int:
    """The number in `size` bytes, 1 to 8, at `at`."""
    return int(_load(bytes_data(data) + i64(at), i64(size), is_big))


def signed(data: bytes, at: int, size: int, is_big: bool) -> int:
    """As `unsigned`, in two's complement."""
    value = _load(bytes_data(data) + i64(at), i64(size), is_big)
    unused = u64(64 - 8 * i64(size))
    return int(truncate_i64(wrapping_shl(value, unused)) >> i64(unused))


def double(data: bytes, at: int, is_big: bool) -> float:
    return bits_float(_load(bytes_data(data) + i64(at), i64(8), is_big))


def single(data: bytes, at: int, is_big: bool) -> float:
    return _widened(_load(bytes_data(data) + i64(at), i64(4), is_big), u64(8), u64(23))


def half(data: bytes, at: int, is_big: bool) -> float:
    return _widened(_load(bytes_data(data) + i64(at), i64(2), is_big), u64(5), u64(10))


def _load(data: Ptr[u8], size: i64, is_big: bool) -> u64:
    value = u64(0)
    index = i64(0)
    if is_big:
        while index < size:
            value = wrapping_shl(value, u64(8)) | u64(data[index])
            index += 1
    else:
        while index < size:
            value = value | wrapping_shl(u64(data[index]), u64(8 * index))
            index += 1
    return value


class Packer:
    """Bytes that are being filled, all zero at first."""

    def __init__(self, size: int) -> None:
        self._result = bytes_new(i64(size))
        fill_memory(bytes_data(self._result), u8(0), i64(size))

    def finish(self) -> bytes:
        """What was packed; nothing may be put behind this."""
        return bytes_finish(self._result)

    def put_int(self, at: int, size: int, is_big: bool, value: int) -> None:
        """The low `size` bytes of `value`, in two's complement."""
        self._store(i64(at), i64(size), is_big, truncate_u64(value))

    def put_bytes(self, at: int, data: bytes, size: int) -> None:
        """The first `size` of `data`, which may be shorter."""
        count = i64(size)
        if bytes_length(data) < count:
            count = bytes_length(data)
        copy_memory(bytes_data(self._result) + i64(at), bytes_data(data), count)

    def put_double(self, at: int, is_big: bool, value: float) -> None:
        self._store(i64(at), i64(8), is_big, float_bits(value))

    def put_single(self, at: int, is_big: bool, value: float) -> bool:
        """False, with an infinity stored, if it is too large."""
        bits = _narrowed(value, u64(8), u64(23))
        self._store(i64(at), i64(4), is_big, bits)
        return _is_finite(bits, u64(8), u64(23)) or not is_finite(value)

    def put_half(self, at: int, is_big: bool, value: float) -> bool:
        """As `put_single`."""
        bits = _narrowed(value, u64(5), u64(10))
        self._store(i64(at), i64(2), is_big, bits)
        return _is_finite(bits, u64(5), u64(10)) or not is_finite(value)

    def _store(self, at: i64, size: i64, is_big: bool, value: u64) -> None:
        data = bytes_data(self._result) + at
        index = i64(0)
        while index < size:
            place = size - 1 - index if is_big else index
            data[place] = truncate_u8(value >> u64(8 * index))
            index += 1


def is_finite(value: float) -> bool:
    return (float_bits(value) >> _MANTISSA_BITS) & _EXPONENT_MAX != _EXPONENT_MAX


def _is_finite(bits: u64, exponent_bits: u64, mantissa_bits: u64) -> bool:
    mask = wrapping_shl(u64(1), exponent_bits) - 1
    return (bits >> mantissa_bits) & mask != mask


def _narrowed(value: float, exponent_bits: u64, mantissa_bits: u64) -> u64:
    """The nearest number of another IEEE 754 format, ties to even; too large is an infinity."""
    bits = float_bits(value)
    sign = wrapping_shl(bits >> 63, exponent_bits + mantissa_bits)
    exponent = (bits >> _MANTISSA_BITS) & _EXPONENT_MAX
    mantissa = bits & _MANTISSA_MASK
    infinity = wrapping_shl(wrapping_shl(u64(1), exponent_bits) - 1, mantissa_bits)
    if exponent == _EXPONENT_MAX:
        if mantissa == 0:
            return sign | infinity
        quiet = wrapping_shl(u64(1), mantissa_bits - 1)
        if exponent_bits == 5:
            return sign | infinity | quiet
        return sign | infinity | quiet | (mantissa >> (_MANTISSA_BITS - mantissa_bits))
    if exponent == 0:
        return sign  # far below the smallest number of a narrower format
    narrow_bias = i64(wrapping_shl(u64(1), exponent_bits - 1) - 1)
    narrow = i64(exponent) - _BIAS + narrow_bias
    full = mantissa | wrapping_shl(u64(1), _MANTISSA_BITS)
    drop = i64(_MANTISSA_BITS - mantissa_bits)
    if narrow <= 0:
        drop += 1 - narrow
        narrow = i64(0)
        if drop > 54:
            return sign
    kept = full >> u64(drop)
    rest = full & (wrapping_shl(u64(1), u64(drop)) - 1)
    middle = wrapping_shl(u64(1), u64(drop - 1))
    if rest > middle or (rest == middle and kept & u64(1) == 1):
        kept = kept + 1
    # The leading bit of a normal number adds one to the exponent, as does a carry out of rounding.
    base = wrapping_shl(u64(narrow), mantissa_bits)
    if narrow > 0:
        base = base - wrapping_shl(u64(1), mantissa_bits)
    result = base + kept
    if result > infinity:
        result = infinity
    return sign | result


def _widened(bits: u64, exponent_bits: u64, mantissa_bits: u64) -> float:
    sign = wrapping_shl(bits >> (exponent_bits + mantissa_bits), u64(63))
    exponent_mask = wrapping_shl(u64(1), exponent_bits) - 1
    exponent = (bits >> mantissa_bits) & exponent_mask
    mantissa = bits & (wrapping_shl(u64(1), mantissa_bits) - 1)
    shift = _MANTISSA_BITS - mantissa_bits
    bias = _BIAS - i64(wrapping_shl(u64(1), exponent_bits - 1) - 1)
    if exponent == exponent_mask:
        quiet = u64(1 << 51) if mantissa != 0 else u64(0)
        top = wrapping_shl(_EXPONENT_MAX, _MANTISSA_BITS)
        if exponent_bits == 5:
            return bits_float(sign | top | quiet)
        return bits_float(sign | top | quiet | wrapping_shl(mantissa, shift))
    if exponent == 0:
        if mantissa == 0:
            return bits_float(sign)
        # A subnormal number has a leading bit somewhere below: it becomes a normal one.
        places = u64(leading_zeros(mantissa)) - (63 - mantissa_bits)
        mantissa = wrapping_shl(mantissa, places) & (wrapping_shl(u64(1), mantissa_bits) - 1)
        wide = bias + 1 - i64(places)
        return bits_float(
            sign | wrapping_shl(u64(wide), _MANTISSA_BITS) | wrapping_shl(mantissa, shift)
        )
    wide = bias + i64(exponent)
    return bits_float(
        sign | wrapping_shl(u64(wide), _MANTISSA_BITS) | wrapping_shl(mantissa, shift)
    )
