"""Signed messages (RFC 8945): a key that two servers share, a hash over each message, its time.

What is signed is the message without the TSIG record, so this is a layer around everything else:
a record is taken off and checked in front, and put on behind. The hash is the caller's.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Final

from gloam.dns import code
from gloam.dns.malformed import Malformed
from gloam.dns.message import HEADER_SIZE
from gloam.dns.reader import Reader
from gloam.net.wire.octets import u16_at, u48_at

Mac = Callable[[bytes], bytes]

ALGORITHM: Final = b"\x0bhmac-sha256\0"
"""The one that is spoken here; RFC 8945, 6 has it as mandatory."""
MAC_SIZE: Final = 32
UNSIGNED_MAX: Final = 99
"""Messages between two that are signed (RFC 8945, 5.3.1)."""
FUDGE: Final = 300
"""Seconds that two clocks may differ (RFC 8945, 10)."""
ABSENT: Final = -1
_MALFORMED: Final = -2
_FIXED: Final = 10 + len(ALGORITHM) + 16
"""Of a record besides its owner, its MAC and other data."""


class Mistake(Enum):
    """Why a signed message is not believed; the values are error codes (RFC 8945, 5.3.2)."""

    SIGNATURE = 16
    KEY = 17
    TIME = 18
    FORM = 1


@dataclass(frozen=True, slots=True)
class Key:
    """`name` is a domain name; `mac` is HMAC-SHA256 under the secret."""

    name: bytes
    mac: Mac

    @property
    def record_size(self) -> int:
        """What a signature adds to a message."""
        return len(self.name) + _FIXED + MAC_SIZE


@dataclass(frozen=True, slots=True)
class Signature:
    """A TSIG record that was taken off a message."""

    message: bytes
    """The message before it was signed."""
    key_name: bytes
    algorithm: bytes
    time: int
    fudge: int
    mac: bytes
    error: int
    other: bytes


def find(data: bytes) -> int:
    """Where the TSIG record begins, ABSENT, or a number below that if it is not the last record or
    the message is malformed."""
    if len(data) < HEADER_SIZE:
        return _MALFORMED
    reader = Reader(data, HEADER_SIZE)
    for _ in range(u16_at(data, 4)):
        if isinstance(reader.name(), Malformed) or reader.index + 4 > len(data):
            return _MALFORMED
        reader.index += 4
    additionals = u16_at(data, 10)
    count = u16_at(data, 6) + u16_at(data, 8) + additionals
    for number in range(count):
        start = reader.index
        if isinstance(reader.name(), Malformed) or reader.index + 10 > len(data):
            return _MALFORMED
        record_type = u16_at(data, reader.index)
        reader.index += 10 + u16_at(data, reader.index + 8)
        if reader.index > len(data):
            return _MALFORMED
        if record_type == code.TSIG:
            is_last = number == count - 1 and additionals > 0 and reader.index == len(data)
            return start if is_last else _MALFORMED
    return ABSENT


def take_off(data: bytes, start: int) -> Signature | None:
    """The record at `start`, where `find` has found it; None if it is malformed."""
    reader = Reader(data, start)
    key_name = reader.name()
    if isinstance(key_name, Malformed):
        return None
    at = reader.index
    if data[at + 2 : at + 8] != b"\0\xff\0\0\0\0":
        return None
    reader.index = at + 10
    algorithm = reader.name()
    at = reader.index
    if isinstance(algorithm, Malformed) or at + 16 > len(data):
        return None
    mac_stop = at + 10 + u16_at(data, at + 8)
    if mac_stop + 6 > len(data) or mac_stop + 6 + u16_at(data, mac_stop + 4) != len(data):
        return None
    count = u16_at(data, 10) - 1
    return Signature(
        data[mac_stop : mac_stop + 2] + data[2:10] + count.to_bytes(2, "big") + data[12:start],
        key_name.lower(),
        algorithm.lower(),
        u48_at(data, at),
        u16_at(data, at + 6),
        data[at + 10 : mac_stop],
        u16_at(data, mac_stop + 2),
        data[mac_stop + 6 :],
    )


class Session:
    """The messages that go one way, each signed over the one before (RFC 8945, 5.3)."""

    def __init__(self, key: Key, prior: bytes = b"") -> None:
        """`prior` is the MAC of the message that is answered."""
        self.key = key
        self._prior = prior
        self._count = 0
        self._pending: list[bytes] = []
        """Messages without a signature, which the next one covers."""

    def sign(self, data: bytes, now: int, error: int = 0, other: bytes = b"") -> bytes:
        """A message with its record; `now` is in seconds since 1970."""
        self._prior = self.key.mac(self._digested(data, now, FUDGE, error, other))
        self._pending = []
        self._count += 1
        return _with_record(data, self.key.name, now, self._prior, error, other)

    def leave_unsigned(self, data: bytes) -> bool:
        """Send it as it is, and cover it by the next signature; False if it must not be so."""
        if self._count == 0 or len(self._pending) == UNSIGNED_MAX:
            return False
        self._pending.append(data)
        return True

    def verify(self, data: bytes, now: int) -> bytes | Mistake:
        """A message of the peer's without its record, or why it is not believed."""
        start = find(data)
        if start == ABSENT and self._count > 0 and len(self._pending) < UNSIGNED_MAX:
            self._pending.append(data)
            return data
        signature = take_off(data, start) if start >= 0 else None
        if signature is None:
            return Mistake.FORM
        return self.check(signature, now)

    def check(self, signature: Signature, now: int) -> bytes | Mistake:
        """As `verify`."""
        if signature.key_name != self.key.name.lower() or signature.algorithm != ALGORITHM:
            return Mistake.KEY
        wanted = self.key.mac(
            self._digested(
                signature.message,
                signature.time,
                signature.fudge,
                signature.error,
                signature.other,
            )
        )
        if not _is_same(wanted, signature.mac):
            return Mistake.SIGNATURE
        self._prior = signature.mac
        self._pending = []
        self._count += 1
        if abs(now - signature.time) > signature.fudge or signature.error == Mistake.TIME.value:
            return Mistake.TIME
        return signature.message

    def is_settled(self) -> bool:
        """Whether a signature covers all that came."""
        return not self._pending

    def answer(self) -> Session:
        """For the responses to the message that was signed or verified last."""
        return Session(self.key, self._prior)

    def _digested(self, data: bytes, now: int, fudge: int, error: int, other: bytes) -> bytes:
        """RFC 8945, 4.3.3: later messages of an exchange have the time alone behind them."""
        parts: list[bytes] = []
        if self._prior:
            parts += [len(self._prior).to_bytes(2, "big"), self._prior]
        parts += [*self._pending, data]
        timers = now.to_bytes(6, "big") + fudge.to_bytes(2, "big")
        if self._count > 0:
            parts.append(timers)
        else:
            parts += [self.key.name.lower(), b"\0\xff\0\0\0\0", ALGORITHM, timers]
            parts += [error.to_bytes(2, "big"), len(other).to_bytes(2, "big"), other]
        return b"".join(parts)


def unsigned(data: bytes, signature: Signature, mistake: Mistake, now: int) -> bytes:
    """`data` with a record that names the mistake and proves nothing (RFC 8945, 5.3.2)."""
    return _with_record(data, signature.key_name, now, b"", mistake.value, b"")


def _with_record(data: bytes, name: bytes, now: int, mac: bytes, error: int, other: bytes) -> bytes:
    content = b"".join(
        [
            ALGORITHM,
            now.to_bytes(6, "big"),
            FUDGE.to_bytes(2, "big"),
            len(mac).to_bytes(2, "big"),
            mac,
            data[:2],
            error.to_bytes(2, "big"),
            len(other).to_bytes(2, "big"),
            other,
        ]
    )
    head = name + code.TSIG.to_bytes(2, "big") + b"\0\xff\0\0\0\0"
    count = u16_at(data, 10) + 1
    return b"".join(
        [data[:10], count.to_bytes(2, "big"), data[12:], head]
        + [len(content).to_bytes(2, "big"), content]
    )


def _is_same(wanted: bytes, given: bytes) -> bool:
    """In a time that does not tell where they differ. Shortened MACs are refused."""
    if len(wanted) != len(given):
        return False
    difference = 0
    for index in range(len(wanted)):
        difference |= wanted[index] ^ given[index]
    return difference == 0
