"""The characters of HTTP (RFC 9110, section 5): what may stand in names, values and targets."""

from __future__ import annotations

from typing import Final

_TOKEN_MARKS: Final = b"!#$%&'*+-.^_`|~"
_DIGITS: Final = b"0123456789"
_LETTERS: Final = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

_TOKEN: Final = 1
_VALUE: Final = 2
_TARGET: Final = 4


def _classes() -> bytes:
    """For each byte the classes that it belongs to, as a set of bits."""
    table: list[int] = []
    for byte in range(256):
        kind = 0
        if byte in _TOKEN_MARKS or byte in _DIGITS or byte in _LETTERS:
            kind |= _TOKEN
        # field-vchar, obs-text, and the blanks between them (5.5).
        if byte in (0x09, 0x20) or 0x21 <= byte <= 0x7E or byte >= 0x80:
            kind |= _VALUE
        if 0x21 <= byte <= 0x7E:
            kind |= _TARGET
        table.append(kind)
    return bytes(table)


_CLASSES: Final = _classes()


def _is_all(text: bytes, kind: int) -> bool:
    for byte in text:  # noqa: SIM110  # a plain loop, for the speed of every field of every request
        if _CLASSES[byte] & kind == 0:
            return False
    return True


def is_token(text: bytes) -> bool:
    """A method or a field name (5.6.2)."""
    return len(text) > 0 and _is_all(text, _TOKEN)


def is_field_value(text: bytes) -> bool:
    return _is_all(text, _VALUE)


def is_target(text: bytes) -> bool:
    """Nothing but visible ASCII: no blank, no control, so that it can stand in a log."""
    return len(text) > 0 and _is_all(text, _TARGET)


def decimal(text: str) -> int:
    """A number of digits only (8.6), -1 for anything else; signs and blanks are not digits."""
    if not text or len(text) > 18:
        return -1
    for character in text:
        if not "0" <= character <= "9":
            return -1
    return int(text)


def hexadecimal(text: bytes) -> int:
    """A chunk size (RFC 9112, 7.1), -1 for anything else."""
    if not text or len(text) > 15:
        return -1
    value = 0
    for byte in text:
        if 0x30 <= byte <= 0x39:
            digit = byte - 0x30
        elif 0x41 <= byte | 0x20 <= 0x66 and byte >= 0x41:
            digit = (byte | 0x20) - 0x57
            if digit < 10:
                return -1
        else:
            return -1
        value = value << 4 | digit
    return value
