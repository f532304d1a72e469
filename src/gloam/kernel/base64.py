"""Base64 and hexadecimal digits: bytes to ASCII bytes and back (RFC 4648, sections 4 and 8)."""

from __future__ import annotations

from typing import Final

from gloam.machine import (
    bytes_data,
    bytes_finish,
    bytes_length,
    bytes_new,
    copy_memory,
    i64,
    truncate_u8,
    u8,
)

_ALPHABET: Final = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_PAD: Final = u8(0x3D)
_NO_DIGIT: Final = u8(0xFF)


def _values_of(alphabet: bytes) -> bytes:
    """For each byte its place in the alphabet, 255 if it has none."""
    return bytes([alphabet.find(byte) & 0xFF for byte in range(256)])


_VALUES: Final = _values_of(_ALPHABET)
_HEX_VALUES: Final = bytes(
    [(b"0123456789abcdef".find(bytes([byte]).lower())) & 0xFF for byte in range(256)]
)

# What was wrong with the text.
FINE: Final = 0
NOT_BASE64: Final = 1
LEADING_PADDING: Final = 2
EXCESS_DATA: Final = 3
BROKEN_PADDING: Final = 4
LONE_DIGIT: Final = 5
MISSING_PADDING: Final = 6


def encode(data: bytes) -> bytes:
    """Padded, without line breaks."""
    size = bytes_length(data)
    result = bytes_new((size + 2) // 3 * 4)
    source = bytes_data(data)
    target = bytes_data(result)
    digits = bytes_data(_ALPHABET)
    at = i64(0)
    to = i64(0)
    while at + 3 <= size:
        three = i64(source[at]) << 16 | i64(source[at + 1]) << 8 | i64(source[at + 2])
        target[to] = digits[three >> 18]
        target[to + 1] = digits[(three >> 12) & 63]
        target[to + 2] = digits[(three >> 6) & 63]
        target[to + 3] = digits[three & 63]
        at += 3
        to += 4
    if at < size:
        rest = i64(source[at]) << 16
        if at + 1 < size:
            rest = rest | i64(source[at + 1]) << 8
        target[to] = digits[rest >> 18]
        target[to + 1] = digits[(rest >> 12) & 63]
        target[to + 2] = digits[(rest >> 6) & 63] if at + 1 < size else _PAD
        target[to + 3] = _PAD
    return bytes_finish(result)


class Decoder:
    """The bytes that a text stands for, and what is wrong with it.

    Not strict, what is no digit is skipped, and the text ends with its padding.
    """

    def __init__(self, text: bytes, is_strict: bool) -> None:
        self.problem = FINE
        self.digit_count = 0
        # SAFETY: at most three bytes come of four, so the data fits.
        self._raw = bytes_new(bytes_length(text) // 4 * 3 + 3)
        self._size = i64(0)
        if is_strict and text[:1] == b"=":
            self.problem = LEADING_PADDING
        else:
            self.problem = self._decode(text, is_strict)

    def content(self) -> bytes:
        result = bytes_new(self._size)
        copy_memory(bytes_data(result), bytes_data(self._raw), self._size)
        return bytes_finish(result)

    def _decode(self, text: bytes, is_strict: bool) -> int:
        source = bytes_data(text)
        target = bytes_data(self._raw)
        values = bytes_data(_VALUES)
        size = bytes_length(text)
        at = i64(0)
        to = i64(0)
        place = i64(0)
        left = i64(0)
        pads = i64(0)
        has_padding = False
        while at < size:
            byte = source[at]
            at += 1
            if byte == _PAD:
                has_padding = True
                if place >= 2:
                    pads += 1
                    if place + pads >= 4:
                        self._size = to
                        return EXCESS_DATA if is_strict and at < size else FINE
                continue
            value = values[i64(byte)]
            if value == _NO_DIGIT:
                if is_strict:
                    return NOT_BASE64
                continue
            if is_strict and has_padding:
                return BROKEN_PADDING
            pads = i64(0)
            digit = i64(value)
            if place == 0:
                left = digit
                place = i64(1)
            elif place == 1:
                target[to] = truncate_u8(left << 2 | digit >> 4)
                left = digit & 15
                to += 1
                place = i64(2)
            elif place == 2:
                target[to] = truncate_u8(left << 4 | digit >> 2)
                left = digit & 3
                to += 1
                place = i64(3)
            else:
                target[to] = truncate_u8(left << 6 | digit)
                to += 1
                place = i64(0)
        self._size = to
        if place == 1:
            self.digit_count = int(to // 3 * 4 + 1)
            return LONE_DIGIT
        return FINE if place == 0 else MISSING_PADDING


def unhex(text: bytes) -> bytes | None:
    """The bytes that an even number of hexadecimal digits stand for; None if one is no digit."""
    size = bytes_length(text) // 2
    result = bytes_new(size)
    source = bytes_data(text)
    target = bytes_data(result)
    values = bytes_data(_HEX_VALUES)
    bad = u8(0)
    at = i64(0)
    while at < size:
        high = values[i64(source[2 * at])]
        low = values[i64(source[2 * at + 1])]
        bad = bad | high | low
        target[at] = truncate_u8(i64(high) << 4 | i64(low))
        at += 1
    finished = bytes_finish(result)
    return None if bad > 15 else finished


def translated(data: bytes, table: bytes) -> bytes:
    """Each byte replaced by its entry in a table of 256."""
    size = bytes_length(data)
    result = bytes_new(size)
    at = i64(0)
    while at < size:
        bytes_data(result)[at] = bytes_data(table)[i64(bytes_data(data)[at])]
        at += 1
    return bytes_finish(result)
