"""DNS cookies (RFC 7873), server's side, in the form of RFC 9018, 4.

A client that sends back the cookie that it got has shown that it receives at its address. No state
is kept: a server cookie is a time and a hash of it, of the client's part and of the address.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

CLIENT_SIZE: Final = 8
SERVER_SIZE: Final = 16
COOKIE_SIZE: Final = CLIENT_SIZE + SERVER_SIZE
"""Of the option's data in a response, in octets."""

AGE_MAX: Final = 3_600
"""Seconds that a server cookie holds (RFC 9018, 4.3)."""
AGE_RENEWED: Final = 1_800
"""Seconds after which an answer brings a new one."""
FUTURE_MAX: Final = 300
"""Seconds that another server of the same secret may be ahead."""

_HASH_SIZE: Final = 8
_VERSION: Final = b"\1\0\0\0"
"""With three reserved octets."""

Mac = Callable[[bytes], bytes]
"""A keyed hash of at least 8 octets. With SipHash-2-4, little-endian, cookies are those of other
servers that have the same secret (RFC 9018, 4.4)."""


def is_well_formed(option: bytes) -> bool:
    """Whether the data is a client's part, alone or with 8 to 32 octets of a server's; otherwise
    the query gets FORMERR (RFC 7873, 5.2.2)."""
    return len(option) == CLIENT_SIZE or 16 <= len(option) <= 40


class Cookies:
    def __init__(self, mac: Mac) -> None:
        self._mac = mac

    def is_valid(self, option: bytes, address: bytes, now: int) -> bool:
        """Whether a well-formed option holds a server cookie of ours for a client at `address`.

        `now` is in seconds since 1970.
        """
        if len(option) != COOKIE_SIZE or option[CLIENT_SIZE:12] != _VERSION:
            return False
        age = _age(option, now)
        if not -FUTURE_MAX <= age <= AGE_MAX:
            return False
        return option[16:] == self._hash(option[:16], address)

    def answer(self, option: bytes, address: bytes, now: int) -> bytes:
        """The option's data for the response: what came if it is valid and young, or a new one."""
        if self.is_valid(option, address, now) and _age(option, now) <= AGE_RENEWED:
            return option
        fresh = option[:CLIENT_SIZE] + _VERSION + (now & 0xFFFF_FFFF).to_bytes(4, "big")
        return fresh + self._hash(fresh, address)

    def _hash(self, start: bytes, address: bytes) -> bytes:
        return self._mac(start + address)[:_HASH_SIZE]


def _age(option: bytes, now: int) -> int:
    """Seconds, in serial number arithmetic (RFC 1982): below 0 if the cookie is from the future."""
    age = (now - int.from_bytes(option[12:16], "big")) & 0xFFFF_FFFF
    return age if age < 0x8000_0000 else age - 0x1_0000_0000
