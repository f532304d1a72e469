"""CRC-32 (ISO 3309, as in RFC 1952, section 8), CRC-CCITT and Adler-32 (RFC 1950, section 8.2)."""

from __future__ import annotations

from typing import Final

from gloam.machine import (
    Ptr,
    bytes_data,
    bytes_finish,
    bytes_length,
    bytes_new,
    i64,
    reinterpret,
    truncate_u32,
    u8,
    u32,
    u64,
    wrapping_shl,
)

_POLYNOMIAL: Final = u32(0xEDB88320)
_ADLER_MODULUS: Final = u32(65521)
_ADLER_RUN: Final = i64(5552)
"""The most bytes whose sums stay below 2**32 (RFC 1950, section 9)."""


def _crc_tables() -> bytes:
    """Eight tables of 256 words: what a byte does to the remainder 1 to 8 bytes later."""
    result = bytes_new(i64(8 * 256 * 4))
    table: Ptr[u32] = reinterpret(bytes_data(result))
    index = i64(0)
    while index < 256:
        value = truncate_u32(index)
        bit = i64(0)
        while bit < 8:
            value = (value >> 1) ^ _POLYNOMIAL if value & u32(1) == 1 else value >> 1
            bit += 1
        table[index] = value
        index += 1
    while index < 8 * 256:
        before = table[index - 256]
        table[index] = (before >> 8) ^ table[i64(before & u32(0xFF))]
        index += 1
    return bytes_finish(result)


_CRC: Final = _crc_tables()


def crc32(data: bytes, value: int) -> int:
    """Goes on from `value`, below 2**32."""
    return int(crc32_of(bytes_data(data), bytes_length(data), u32(value)))


def crc32_of(data: Ptr[u8], size: i64, value: u32) -> u32:
    table: Ptr[u32] = reinterpret(bytes_data(_CRC))
    # SAFETY: whole words below size // 8; unaligned loads are fine.
    words: Ptr[u64] = reinterpret(data)
    crc = ~value
    count = size // 8
    index = i64(0)
    while index < count:
        word = words[index] ^ u64(crc)
        crc = (
            table[1792 + i64(word & u64(0xFF))]
            ^ table[1536 + i64((word >> 8) & u64(0xFF))]
            ^ table[1280 + i64((word >> 16) & u64(0xFF))]
            ^ table[1024 + i64((word >> 24) & u64(0xFF))]
            ^ table[768 + i64((word >> 32) & u64(0xFF))]
            ^ table[512 + i64((word >> 40) & u64(0xFF))]
            ^ table[256 + i64((word >> 48) & u64(0xFF))]
            ^ table[i64(word >> 56)]
        )
        index += 1
    at = count * 8
    while at < size:
        crc = (crc >> 8) ^ table[i64((crc ^ u32(data[at])) & u32(0xFF))]
        at += 1
    return ~crc


def adler32(data: bytes, value: int) -> int:
    """Goes on from `value`, below 2**32."""
    return int(adler32_of(bytes_data(data), bytes_length(data), u32(value)))


def adler32_of(data: Ptr[u8], size: i64, value: u32) -> u32:
    a = value & u32(0xFFFF)
    b = value >> 16
    at = i64(0)
    while at < size:
        stop = at + _ADLER_RUN
        if stop > size:
            stop = size
        while at < stop:
            a = a + u32(data[at])
            b = b + a
            at += 1
        a = a % _ADLER_MODULUS
        b = b % _ADLER_MODULUS
    return wrapping_shl(b, u32(16)) | a


def crc_hqx(data: bytes, value: int) -> int:
    """CRC-CCITT, the high bit first, going on from `value`, below 2**16."""
    crc = u32(value)
    at = i64(0)
    while at < bytes_length(data):
        crc = crc ^ wrapping_shl(u32(bytes_data(data)[at]), u32(8))
        bit = i64(0)
        while bit < 8:
            crc = wrapping_shl(crc, u32(1))
            if crc & u32(0x10000) != 0:
                crc = crc ^ u32(0x11021)
            bit += 1
        at += 1
    return int(crc)
