"""Octets as zone files write them: hexadecimal, base64, base32hex, strings, addresses, times.

Each `parse_*` raises ValueError with a message for the zone's author.
"""

from __future__ import annotations

from typing import Final

from gloam.dns.name import parse_escape
from gloam.net.wire.octets import parse_ip

_HEX: Final = "0123456789ABCDEF"
_BASE64: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_BASE32HEX: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUV"
_VALUES: Final[dict[int, dict[str, int]]] = {
    4: {character: value for value, character in enumerate(_HEX)},
    5: {character: value for value, character in enumerate(_BASE32HEX)},
    6: {character: value for value, character in enumerate(_BASE64)},
}
"""The alphabets (RFC 4648, 4, 7 and 8) by the bits of a digit."""

_UNITS: Final[dict[str, int]] = {"s": 1, "m": 60, "h": 3_600, "d": 86_400, "w": 604_800}
_MONTH_DAYS: Final = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def parse_hex(text: str) -> bytes:
    if len(text) % 2 != 0:
        raise ValueError("hexadecimal data has an odd number of digits")
    return _digits(text.upper(), 4, "hexadecimal")


def parse_base64(text: str) -> bytes:
    """RFC 4648, 4, with its padding."""
    digits = text.rstrip("=")
    if len(text) % 4 != 0 or len(text) - len(digits) > 2:
        raise ValueError("base64 data is not whole groups of four")
    return _digits(digits, 6, "base64")


def parse_base32hex(text: str) -> bytes:
    """RFC 4648, 7, without padding (RFC 5155, 3.3)."""
    if len(text) % 8 in (1, 3, 6):
        raise ValueError("base32hex data ends within an octet")
    return _digits(text.upper(), 5, "base32hex")


def _digits(text: str, bits: int, what: str) -> bytes:
    values = _VALUES[bits]
    out = bytearray()
    held = 0
    held_bits = 0
    for character in text:
        value = values.get(character, -1)
        if value < 0:
            raise ValueError(f"{character!r} is no {what} digit")
        held = held << bits | value
        held_bits += bits
        if held_bits >= 8:
            held_bits -= 8
            out.append(held >> held_bits)
            held &= (1 << held_bits) - 1
    return bytes(out)


def parse_ip4(text: str) -> bytes:
    address = parse_ip(text)
    if address < 0:
        raise ValueError(f"{text!r} is no IPv4 address")
    return address.to_bytes(4, "big")


def parse_ip6(text: str) -> bytes:
    """RFC 4291, 2.2: groups of hexadecimal digits, one "::", an IPv4 address at the end."""
    halves = text.split("::")
    try:
        groups = [_groups(half) for half in halves]
    except ValueError:
        raise ValueError(f"{text!r} is no IPv6 address") from None
    missing = 16 - sum([len(group) for group in groups])
    if len(halves) > 2 or (missing != 0 if len(halves) == 1 else missing < 2):
        raise ValueError(f"{text!r} is no IPv6 address")
    return bytes(missing).join(groups)


def _groups(half: str) -> bytes:
    if not half:
        return b""
    parts: list[bytes] = []
    words = half.split(":")
    for number, word in enumerate(words):
        if "." in word and number == len(words) - 1:
            parts.append(parse_ip4(word))
        elif 1 <= len(word) <= 4:
            parts.append(parse_hex(word.rjust(4, "0")))
        else:
            raise ValueError("a group has one to four digits")
    return b"".join(parts)


def parse_string(text: str) -> bytes:
    """Characters in UTF-8, escapes as octets."""
    if "\\" not in text:
        return text.encode()
    out = bytearray()
    index = 0
    while index < len(text):
        if text[index] == "\\":
            octet, index = parse_escape(text, index)
            out.append(octet)
        else:
            out.extend(text[index].encode())
            index += 1
    return bytes(out)


def parse_number(text: str, maximum: int) -> int:
    """Decimal digits."""
    if not text.isascii() or not text.isdigit():
        raise ValueError(f"{text!r} is no number")
    if len(text) > 20 or int(text) > maximum:
        raise ValueError(f"{text} is above {maximum}")
    return int(text)


def parse_ttl(text: str, maximum: int) -> int:
    """Seconds, or numbers with the units s, m, h, d, w: "1h30m"."""
    if text.isascii() and text.isdigit():
        return parse_number(text, maximum)
    total = 0
    digits = ""
    for character in text.lower():
        if character.isascii() and character.isdigit():
            digits += character
            continue
        unit = _UNITS.get(character, 0)
        if unit == 0 or not digits:
            raise ValueError(f"{text!r} is no time to live")
        total += parse_number(digits, maximum) * unit
        digits = ""
    if digits or not text:
        raise ValueError(f"{text!r} is no time to live")
    if total > maximum:
        raise ValueError(f"{text} is above {maximum} seconds")
    return total


def parse_time(text: str) -> int:
    """Seconds since 1970, modulo 2**32, or YYYYMMDDHHMMSS in UTC (RFC 4034, 3.2)."""
    if len(text) != 14:
        return parse_number(text, 0xFFFF_FFFF)
    number = parse_number(text, 99_999_999_999_999)
    year = number // 10**10
    month, day = number // 10**8 % 100, number // 10**6 % 100
    hour, minute, second = number // 10_000 % 100, number // 100 % 100, number % 100
    if not 1 <= month <= 12 or hour > 23 or minute > 59 or second > 59 or year < 1970:
        raise ValueError(f"{text} is no time")
    leap = 1 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 0
    if not 1 <= day <= _MONTH_DAYS[month - 1] + (leap if month == 2 else 0):
        raise ValueError(f"{text} is no time")
    before = year - 1
    days = 365 * year + before // 4 - before // 100 + before // 400 - 719_527
    days += sum(_MONTH_DAYS[: month - 1]) + (leap if month > 2 else 0) + day - 1
    return (days * 86_400 + hour * 3_600 + minute * 60 + second) & 0xFFFF_FFFF
