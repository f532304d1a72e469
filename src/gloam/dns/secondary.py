"""A secondary's side over asyncio: fetch a zone, and keep it as new as its SOA record wants.

The primary's answers are read by transfer_reader.py; what is here waits and connects.
"""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from gloam.dns import code, message
from gloam.dns.malformed import Malformed
from gloam.dns.message import Message
from gloam.dns.name import name_text
from gloam.dns.nsec3 import Sha1
from gloam.dns.transfer import is_newer, serial_of
from gloam.dns.transfer_reader import TransferReader
from gloam.dns.tsig import Key, Mistake, Session
from gloam.dns.zone import Zone
from gloam.net.wire.octets import u32_at

PORT: Final = 53
CONNECT_TIMEOUT: Final = 10.0
MESSAGE_TIMEOUT: Final = 30.0
"""Seconds for the next message of a transfer."""
REFRESH_MIN: Final = 5
RETRY_FIRST: Final = 10
"""Seconds between attempts for a zone that never came."""


class TransferError(Exception):
    """A primary gave no zone; the text says why."""


@dataclass(frozen=True, slots=True)
class Primary:
    host: str
    port: int = PORT
    key: Key | None = None
    """With which every message is signed, both ways (RFC 8945)."""


async def fetch(
    origin: bytes, primary: Primary, sha1: Sha1 | None = None, base: Zone | None = None
) -> Zone:
    """The zone from a primary, over AXFR, or IXFR if an older version of it is here: `base`, which
    comes back if there is none that is newer. Raises TransferError."""
    reader = TransferReader(origin, secrets.randbelow(1 << 16), base=base)
    async with _Connection(primary) as connection:
        connection.send(reader.query())
        while True:
            failure = reader.receive(await connection.receive())
            if failure is not None:
                detail = f": {reader.detail}" if reader.detail else ""
                raise TransferError(failure.value + detail)
            if base is not None and reader.is_current():
                return base
            try:
                image = reader.image() if connection.is_settled() else None
                if image is not None:
                    return Zone(image, sha1)
            except ValueError as error:
                raise TransferError(str(error)) from None


async def fetch_serial(origin: bytes, primary: Primary) -> int:
    """The serial number that a primary has. Raises TransferError."""
    asked = message.query(secrets.randbelow(1 << 16), origin, code.SOA, flags=0)
    async with _Connection(primary) as connection:
        connection.send(message.emit(asked))
        parsed = message.parse(await connection.receive())
    if isinstance(parsed, Malformed) or not message.is_answer_to(parsed, asked):
        raise TransferError("the answer for the SOA record is malformed")
    return _serial(parsed)


def _serial(parsed: Message) -> int:
    for record in parsed.answers:
        if record.record_type == code.SOA:
            return serial_of(record)
    raise TransferError(f"there is no SOA record: {code.rcode_text(parsed.rcode)}")


class _Connection:
    """Messages over TCP, in turn. Whatever goes wrong is a TransferError."""

    def __init__(self, primary: Primary) -> None:
        self._primary = primary
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None
        self._session: Session | None = None

    async def __aenter__(self) -> _Connection:
        primary = self._primary
        try:
            async with asyncio.timeout(CONNECT_TIMEOUT):
                reader, writer = await asyncio.open_connection(primary.host, primary.port)
        except (OSError, TimeoutError) as error:
            raise TransferError(f"{primary.host} cannot be reached: {error}") from None
        self._reader = reader
        self._writer = writer
        return self

    async def __aexit__(self, kind: object, error: object, traceback: object) -> None:
        if self._writer is not None:
            self._writer.close()
        self._reader = None
        self._writer = None

    def send(self, data: bytes) -> None:
        assert self._writer is not None
        key = self._primary.key
        if key is not None:
            asking = Session(key)
            data = asking.sign(data, int(time.time()))
            self._session = asking.answer()
        self._writer.write(len(data).to_bytes(2, "big") + data)

    async def receive(self) -> bytes:
        assert self._reader is not None
        try:
            async with asyncio.timeout(MESSAGE_TIMEOUT):
                size = int.from_bytes(await self._reader.readexactly(2), "big")
                data = await self._reader.readexactly(size)
        except (OSError, EOFError, TimeoutError) as error:
            raise TransferError(f"the connection ended: {error}") from None
        if self._session is None:
            return data
        found = self._session.verify(data, int(time.time()))
        if isinstance(found, Mistake):
            raise TransferError(f"a message is not signed as it has to be: {found.name.lower()}")
        return found

    def is_settled(self) -> bool:
        """Whether all that came is signed, if it has to be."""
        return self._session is None or self._session.is_settled()


class Secondary:
    """Keeps one zone: `changed` gets each version, None when it is too old (RFC 1034, 4.3.5)."""

    def __init__(
        self,
        origin: bytes,
        primary: Primary,
        changed: Callable[[Zone | None], None],
        log: Callable[[str], None] | None = None,
        sha1: Sha1 | None = None,
    ) -> None:
        self.origin: Final = origin
        self._primary = primary
        self._changed = changed
        self._log = log
        self._sha1 = sha1
        self._zone: Zone | None = None
        self._woken = asyncio.Event()
        self._checked = 0.0

    def notify(self) -> None:
        """The primary says that there is a new version: look now."""
        self._woken.set()

    async def run(self) -> None:
        """Until cancelled."""
        loop = asyncio.get_running_loop()
        while True:
            try:
                await self._refresh()
                self._checked = loop.time()
                wait = self._timer(4)
            except TransferError as error:
                self._say(f"{name_text(self.origin)} from {self._primary.host}: {error}")
                wait = self._timer(8)
                if self._zone is not None and loop.time() - self._checked > self._timer(12):
                    self._say(f"{name_text(self.origin)} has expired")
                    self._zone = None
                    self._changed(None)
            try:
                async with asyncio.timeout(wait):
                    await self._woken.wait()
            except TimeoutError:
                pass  # it is time, without a message
            self._woken.clear()

    async def _refresh(self) -> None:
        zone = self._zone
        if zone is not None:
            serial = await fetch_serial(self.origin, self._primary)
            if not is_newer(serial, zone.serial):
                return
        fresh = await self._fetched(zone)
        self._zone = fresh
        self._say(f"{name_text(self.origin)} serial {fresh.serial}: {fresh.record_count} records")
        self._changed(fresh)

    async def _fetched(self, base: Zone | None) -> Zone:
        """Whole, if differences do not lead to it."""
        if base is not None:
            try:
                return await fetch(self.origin, self._primary, self._sha1, base)
            except TransferError as error:
                self._say(f"{name_text(self.origin)}: no differences: {error}")
        return await fetch(self.origin, self._primary, self._sha1)

    def _timer(self, offset: int) -> int:
        """Seconds in the SOA record: refresh, retry or expire, at 4, 8 or 12 behind its serial."""
        if self._zone is None:
            return RETRY_FIRST
        data = self._zone.apex.rrsets[code.SOA].data[0]
        return max(u32_at(data, len(data) - 20 + offset), REFRESH_MIN)

    def _say(self, text: str) -> None:
        if self._log is not None:
            self._log(f"zone {text}")
