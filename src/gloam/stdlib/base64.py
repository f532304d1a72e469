"""base64: RFC 4648's Base64, Base32 and Base16, and Base85 in its two alphabets."""

from __future__ import annotations

import binascii
from typing import Final

from gloam.kernel.base64 import translated

_LINE_SIZE: Final = 57  # bytes that make a line of 76 characters
_B32: Final = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_B32_HEX: Final = b"0123456789ABCDEFGHIJKLMNOPQRSTUV"
_B85: Final = (
    b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~"
)
_A85: Final = bytes(range(33, 118))
_WORD_MAX: Final = 0xFFFFFFFF


def _content(s: bytes | bytearray) -> bytes:
    return s if isinstance(s, bytes) else bytes(s)


def _ascii(s: str | bytes | bytearray) -> bytes:
    if isinstance(s, str):
        if not s.isascii():
            raise ValueError("string argument should contain only ASCII characters")
        return s.encode()
    return _content(s)


def _table(old: bytes, new: bytes) -> bytes:
    """For each byte what it becomes; a byte named twice becomes the last."""
    result = bytearray(range(256))
    for index in range(len(old)):
        result[old[index]] = new[index]
    return bytes(result)


def b64encode(s: bytes | bytearray, altchars: bytes | None = None) -> bytes:
    result = binascii.b2a_base64(s, newline=False)
    if altchars is None:
        return result
    assert len(altchars) == 2, repr(altchars)
    return translated(result, _table(b"+/", altchars))


def b64decode(
    s: str | bytes | bytearray, altchars: str | bytes | None = None, validate: bool = False
) -> bytes:
    text = _ascii(s)
    if altchars is not None:
        other = _ascii(altchars)
        assert len(other) == 2, repr(other)
        text = translated(text, _table(other, b"+/"))
    return binascii.a2b_base64(text, strict_mode=validate)


def standard_b64encode(s: bytes | bytearray) -> bytes:
    return b64encode(s)


def standard_b64decode(s: str | bytes | bytearray) -> bytes:
    return b64decode(s)


def urlsafe_b64encode(s: bytes | bytearray) -> bytes:
    return b64encode(s, b"-_")


def urlsafe_b64decode(s: str | bytes | bytearray) -> bytes:
    return b64decode(s, b"-_")


def encodebytes(s: bytes | bytearray) -> bytes:
    data = _content(s)
    lines: list[bytes] = []
    for at in range(0, len(data), _LINE_SIZE):
        lines.append(binascii.b2a_base64(data[at : at + _LINE_SIZE]))
    return b"".join(lines)


def decodebytes(s: bytes | bytearray) -> bytes:
    return binascii.a2b_base64(s)


# Base32.


def _encode_32(alphabet: bytes, s: bytes | bytearray) -> bytes:
    data = _content(s)
    result = bytearray()
    for at in range(0, len(data), 5):
        part = data[at : at + 5]
        word = int.from_bytes(part + bytes(5 - len(part)), "big")
        digits = (8 * len(part) + 4) // 5
        for place in range(digits):
            result.append(alphabet[word >> (35 - 5 * place) & 31])
        for _ in range(8 - digits):
            result.append(0x3D)
    return bytes(result)


def _decode_32(alphabet: bytes, s: str | bytes | bytearray, casefold: bool, map01: bytes) -> bytes:
    text = _ascii(s)
    if len(text) % 8 != 0:
        raise binascii.Error("Incorrect padding")
    if map01 != b"":
        assert len(map01) == 1, repr(map01)
        text = translated(text, _table(b"01", b"O" + map01))
    if casefold:
        text = text.upper()
    digits = text.rstrip(b"=")
    pads = len(text) - len(digits)
    result = bytearray()
    word = 0
    count = 0
    for byte in digits:
        value = alphabet.find(byte)
        if value < 0:
            raise binascii.Error("Non-base32 digit found")
        word = word << 5 | value
        count += 1
        if count == 8:
            result += word.to_bytes(5, "big")
            word = 0
            count = 0
    if pads not in (0, 1, 3, 4, 6):
        raise binascii.Error("Incorrect padding")
    if pads > 0:
        result += (word << 5 * pads).to_bytes(5, "big")[: (43 - 5 * pads) // 8]
    return bytes(result)


def b32encode(s: bytes | bytearray) -> bytes:
    return _encode_32(_B32, s)


def b32decode(
    s: str | bytes | bytearray, casefold: bool = False, map01: str | bytes | None = None
) -> bytes:
    return _decode_32(_B32, s, casefold, b"" if map01 is None else _ascii(map01))


def b32hexencode(s: bytes | bytearray) -> bytes:
    return _encode_32(_B32_HEX, s)


def b32hexdecode(s: str | bytes | bytearray, casefold: bool = False) -> bytes:
    return _decode_32(_B32_HEX, s, casefold, b"")


# Base16.


def b16encode(s: bytes | bytearray) -> bytes:
    return binascii.hexlify(s).upper()


def b16decode(s: str | bytes | bytearray, casefold: bool = False) -> bytes:
    text = _ascii(s)
    if casefold:
        text = text.upper()
    for byte in text:
        if byte not in b"0123456789ABCDEF":
            raise binascii.Error("Non-base16 digit found")
    return binascii.unhexlify(text)


# Base85: five digits for four bytes.


def _encode_85(alphabet: bytes, data: bytes, pad: bool, zero: int, spaces: int) -> bytearray:
    """`zero` and `spaces` are what stands for four zeros and four blanks; -1 if nothing does."""
    missing = -len(data) % 4
    result = bytearray()
    for at in range(0, len(data), 4):
        part = data[at : at + 4]
        word = int.from_bytes(part + bytes(4 - len(part)), "big")
        is_cut = len(part) < 4 and not pad
        if word == 0 and zero >= 0 and not is_cut:
            result.append(zero)
        elif word == 0x20202020 and spaces >= 0:
            result.append(spaces)
        else:
            for power in (52200625, 614125, 7225, 85, 1):
                result.append(alphabet[word // power % 85])
    if missing > 0 and not pad:
        del result[len(result) - missing :]
    return result


def b85encode(b: bytes | bytearray, pad: bool = False) -> bytes:
    return bytes(_encode_85(_B85, _content(b), pad, -1, -1))


def b85decode(b: str | bytes | bytearray) -> bytes:
    text = _ascii(b)
    missing = -len(text) % 5
    text += b"~" * missing
    result = bytearray()
    for at in range(0, len(text), 5):
        word = 0
        for place in range(5):
            value = _B85.find(text[at + place])
            if value < 0:
                raise ValueError(f"bad base85 character at position {at + place}")
            word = word * 85 + value
        if word > _WORD_MAX:
            raise ValueError(f"base85 overflow in hunk starting at byte {at}")
        result += word.to_bytes(4, "big")
    return bytes(result[: len(result) - missing])


def a85encode(
    b: bytes | bytearray,
    *,
    foldspaces: bool = False,
    wrapcol: int = 0,
    pad: bool = False,
    adobe: bool = False,
) -> bytes:
    result = bytes(_encode_85(_A85, _content(b), pad, 0x7A, 0x79 if foldspaces else -1))
    if adobe:
        result = b"<~" + result
    if wrapcol:
        width = max(2 if adobe else 1, wrapcol)
        lines: list[bytes] = []
        for at in range(0, len(result), width):
            lines.append(result[at : at + width])
        if adobe and len(lines[-1]) + 2 > width:
            lines.append(b"")
        result = b"\n".join(lines)
    return result + b"~>" if adobe else result


def a85decode(
    b: str | bytes | bytearray,
    *,
    foldspaces: bool = False,
    adobe: bool = False,
    ignorechars: bytes = b" \t\n\r\v",
) -> bytes:
    text = _ascii(b)
    if adobe:
        if not text.endswith(b"~>"):
            raise ValueError("Ascii85 encoded byte sequences must end with b'~>'")
        text = text[2:-2] if text.startswith(b"<~") else text[:-2]
    result = bytearray()
    word = 0
    count = 0
    for byte in text + b"u" * 4:
        if 33 <= byte <= 117:
            word = word * 85 + byte - 33
            count += 1
            if count == 5:
                if word > _WORD_MAX:
                    raise ValueError("Ascii85 overflow")
                result += word.to_bytes(4, "big")
                word = 0
                count = 0
        elif byte == 0x7A or (foldspaces and byte == 0x79):
            if count > 0:
                raise ValueError(f"{chr(byte)} inside Ascii85 5-tuple")
            result += b"\0\0\0\0" if byte == 0x7A else b"    "
        elif byte not in ignorechars:
            raise ValueError(f"Non-Ascii85 digit found: {chr(byte)}")
    return bytes(result[: len(result) - (4 - count)])
