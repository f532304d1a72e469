"""Service parameters of SVCB and HTTPS records out of a zone file (RFC 9460, 2.1 and 7)."""

from __future__ import annotations

from typing import Final

from gloam.dns import encoding

_MANDATORY: Final = 0
_ALPN: Final = 1
_NO_DEFAULT_ALPN: Final = 2
_PORT: Final = 3
_IP4_HINT: Final = 4
_ECH: Final = 5
_IP6_HINT: Final = 6
_KEYS: Final[dict[str, int]] = {
    "mandatory": _MANDATORY,
    "alpn": _ALPN,
    "no-default-alpn": _NO_DEFAULT_ALPN,
    "port": _PORT,
    "ipv4hint": _IP4_HINT,
    "ech": _ECH,
    "ipv6hint": _IP6_HINT,
}


def parse_parameters(words: list[str]) -> bytes:
    """On the wire, keys in rising order. Raises ValueError."""
    values: dict[int, bytes] = {}
    for word in words:
        name, separator, text = word.partition("=")
        number = _key(name)
        if number in values:
            raise ValueError(f"service parameter {name} is there twice")
        values[number] = _value(number, text, bool(separator))
    parts: list[bytes] = []
    for number in sorted(values):
        parts.append((number << 16 | len(values[number])).to_bytes(4, "big"))
        parts.append(values[number])
    return b"".join(parts)


def _key(name: str) -> int:
    number = _KEYS.get(name, -1)
    if number < 0 and name.startswith("key"):
        return encoding.parse_number(name[3:], 65_534)
    if number < 0:
        raise ValueError(f"{name!r} is no service parameter; unknown ones are written key123")
    return number


def _value(number: int, text: str, has_value: bool) -> bytes:
    if number == _NO_DEFAULT_ALPN:
        if has_value:
            raise ValueError("no-default-alpn takes no value")
        return b""
    if number <= _IP6_HINT and not text:
        raise ValueError("a service parameter's value is missing")
    match number:
        case 0:
            keys = sorted([_key(name) for name in text.split(",")])
            return b"".join([key.to_bytes(2, "big") for key in keys])
        case 1:
            return _protocols(text)
        case 3:
            return encoding.parse_number(text, 0xFFFF).to_bytes(2, "big")
        case 4:
            return b"".join([encoding.parse_ip4(address) for address in text.split(",")])
        case 5:
            return encoding.parse_base64(text)
        case 6:
            return b"".join([encoding.parse_ip6(address) for address in text.split(",")])
    return encoding.parse_string(text)


def _protocols(text: str) -> bytes:
    """A list with commas, in which a backslash, itself escaped, takes a comma (RFC 9460, A.1)."""
    parts: list[bytes] = []
    item = bytearray()
    octets = encoding.parse_string(text) + b","
    index = 0
    while index < len(octets):
        octet = octets[index]
        if octet == 0x5C and index + 1 < len(octets):
            index += 1
            item.append(octets[index])
        elif octet == 0x2C:
            if not 1 <= len(item) <= 255:
                raise ValueError("a protocol's name has 1 to 255 octets")
            parts.append(bytes([len(item)]) + item)
            item = bytearray()
        else:
            item.append(octet)
        index += 1
    return b"".join(parts)
