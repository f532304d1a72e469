"""Big-endian numbers inside bytes, and the text forms of addresses.

The readers do not check bounds: the caller has compared the length of the data first, and a wrong
caller gets IndexError, which is our bug and not the peer's.
"""

from __future__ import annotations


def u16_at(data: bytes, index: int) -> int:
    return data[index] << 8 | data[index + 1]


def u32_at(data: bytes, index: int) -> int:
    return data[index] << 24 | data[index + 1] << 16 | data[index + 2] << 8 | data[index + 3]


def u48_at(data: bytes, index: int) -> int:
    return u16_at(data, index) << 32 | u32_at(data, index + 2)


def ip_text(address: int) -> str:
    """Dotted decimal."""
    return f"{address >> 24}.{address >> 16 & 255}.{address >> 8 & 255}.{address & 255}"


def mac_text(mac: int) -> str:
    """Six lower-case hexadecimal pairs with colons."""
    return (
        f"{mac >> 40:02x}:{mac >> 32 & 255:02x}:{mac >> 24 & 255:02x}"
        f":{mac >> 16 & 255:02x}:{mac >> 8 & 255:02x}:{mac & 255:02x}"
    )


def parse_ip(text: str) -> int:
    """The address written as four decimal numbers, or -1.

    As strict as inet_pton: exactly four parts, no sign, no space, no leading zero.
    """
    address = 0
    parts = 0
    value = -1
    for character in text:
        if character == ".":
            if value < 0 or parts == 3:
                return -1
            address = address << 8 | value
            parts += 1
            value = -1
        elif "0" <= character <= "9":
            if value == 0:
                return -1
            value = ord(character) - 48 if value < 0 else value * 10 + ord(character) - 48
            if value > 255:
                return -1
        else:
            return -1
    if value < 0 or parts != 3:
        return -1
    return address << 8 | value
