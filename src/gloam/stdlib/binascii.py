"""binascii: hexadecimal, base64 and uuencode; CRC-32 and CRC-CCITT."""

from __future__ import annotations

from typing import Final

from gloam.kernel import base64 as codec
from gloam.kernel import checksum

_UU_SIZE_MAX: Final = 45


class Error(ValueError):
    pass


class Incomplete(Exception):
    pass


def _ascii(data: str | bytes | bytearray) -> bytes:
    if isinstance(data, str):
        if not data.isascii():
            raise ValueError("string argument should contain only ASCII characters")
        return data.encode()
    return _content(data)


def _content(data: bytes | bytearray) -> bytes:
    return data if isinstance(data, bytes) else bytes(data)


def hexlify(data: bytes | bytearray, sep: str | bytes = "", bytes_per_sep: int = 1) -> bytes:
    text = sep.decode("latin-1") if isinstance(sep, bytes) else sep
    if text == "":
        return _content(data).hex().encode()
    return _content(data).hex(text, bytes_per_sep).encode()


def b2a_hex(data: bytes | bytearray, sep: str | bytes = "", bytes_per_sep: int = 1) -> bytes:
    return hexlify(data, sep, bytes_per_sep)


def unhexlify(hexstr: str | bytes | bytearray, /) -> bytes:
    text = _ascii(hexstr)
    if len(text) % 2 != 0:
        raise Error("Odd-length string")
    result = codec.unhex(text)
    if result is None:
        raise Error("Non-hexadecimal digit found")
    return result


def a2b_hex(hexstr: str | bytes | bytearray, /) -> bytes:
    return unhexlify(hexstr)


def b2a_base64(data: bytes | bytearray, /, *, newline: bool = True) -> bytes:
    result = codec.encode(_content(data))
    return result + b"\n" if newline else result


def a2b_base64(data: str | bytes | bytearray, /, *, strict_mode: bool = False) -> bytes:
    decoder = codec.Decoder(_ascii(data), strict_mode)
    problem = decoder.problem
    if problem == codec.FINE:
        return decoder.content()
    if problem == codec.NOT_BASE64:
        raise Error("Only base64 data is allowed")
    if problem == codec.LEADING_PADDING:
        raise Error("Leading padding not allowed")
    if problem == codec.EXCESS_DATA:
        raise Error("Excess data after padding")
    if problem == codec.BROKEN_PADDING:
        raise Error("Discontinuous padding not allowed")
    if problem == codec.LONE_DIGIT:
        raise Error(
            "Invalid base64-encoded string: number of data characters "
            f"({decoder.digit_count}) cannot be 1 more than a multiple of 4"
        )
    raise Error("Incorrect padding")


def crc32(data: bytes | bytearray, crc: int = 0, /) -> int:
    return checksum.crc32(_content(data), crc & 0xFFFFFFFF)


def crc_hqx(data: bytes | bytearray, crc: int, /) -> int:
    return checksum.crc_hqx(_content(data), crc & 0xFFFF)


def b2a_uu(data: bytes | bytearray, /, *, backtick: bool = False) -> bytes:
    content = _content(data)
    if len(content) > _UU_SIZE_MAX:
        raise Error("At most 45 bytes at once")
    zero = 0x60 if backtick else 0x20
    result = bytearray([len(content) + 32 if content else zero])
    for at in range(0, len(content), 3):
        three = int.from_bytes((content[at : at + 3] + b"\0\0")[:3], "big")
        for shift in (18, 12, 6, 0):
            digit = three >> shift & 63
            result.append(digit + 32 if digit else zero)
    result.append(10)
    return bytes(result)


def a2b_uu(data: str | bytes | bytearray, /) -> bytes:
    text = _ascii(data)
    size = (text[0] - 32) & 63 if text else 32
    result = bytearray()
    bits = 0
    count = 0
    at = 1
    while len(result) < size:
        # A line may have lost the blanks at its end.
        digit = 0
        if at < len(text) and text[at] not in (10, 13):
            digit = text[at] - 32
            if digit < 0 or digit > 64:
                raise Error("Illegal char")
            digit &= 63
            at += 1
        bits = (bits << 6 | digit) & 0xFFFF
        count += 6
        if count >= 8:
            count -= 8
            result.append(bits >> count & 0xFF)
    for byte in text[at:]:
        if byte not in (32, 96, 10, 13):
            raise Error("Trailing garbage")
    return bytes(result)
