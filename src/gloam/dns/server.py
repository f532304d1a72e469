"""The shell around gloam.dns over asyncio: sockets, connections, time limits, the query log.

responder: query -> response      (responder.py, no I/O)
here:      UDP datagrams; TCP with any number of queries on a connection (RFC 7766), and with
           zones that go out; messages to secondaries that a zone has changed (RFC 1996)
"""

from __future__ import annotations

import asyncio
import dataclasses
import secrets
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from gloam.dns import code, message
from gloam.dns.cookie import Cookies
from gloam.dns.edns import UDP_SIZE_DEFAULT
from gloam.dns.message import Message, Record
from gloam.dns.name import name_text
from gloam.dns.nsec3 import Sha1
from gloam.dns.policy import Policy
from gloam.dns.responder import Counters, Responder
from gloam.dns.response import Outcome
from gloam.dns.secondary import Primary, Secondary
from gloam.dns.tsig import Key, Mistake, Session
from gloam.dns.zone import Zone, ZoneSet

PORT: Final = 53
_SWEEP_SECONDS: Final = 0.5
"""How exact time limits are."""
_NOTIFY_ATTEMPTS: Final = 5
_NOTIFY_SECONDS: Final = 1
"""For the first acknowledgement; each attempt waits twice as long as the one before."""

Log = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Limits:
    """What the server lets its clients use. Times in seconds, sizes in octets."""

    udp_size: int = UDP_SIZE_DEFAULT
    """Of a response over UDP, whatever the client offers to take."""
    connections_max: int = 200
    """What comes beyond is closed at once."""
    queries_per_connection: int = 10_000
    cache_size: int = 1 << 20
    """Of the answers that are kept for queries that come again over UDP, in memory; 0: none."""
    journal_size: int = 1 << 18
    """Of the differences between versions of a zone that are kept for its secondaries."""
    idle_timeout: float = 10.0
    """For the client to send a whole query (RFC 7766, 6.2.3), or to take a response."""


class DnsServer:
    """Answers for its zones over UDP and TCP.

    `log` gets one line for each response: transport, client, question, response code, octets.
    """

    def __init__(
        self,
        zones: list[Zone],
        limits: Limits | None = None,
        log: Log | None = None,
        is_minimal: bool = False,
        cookies: Cookies | None = None,
        policy: Policy | None = None,
        keys: list[Key] | None = None,
    ) -> None:
        """`keys` are those of `gloam.dns.key`: who signs with one may have whole zones."""
        self.limits = limits if limits is not None else Limits()
        self.log = log
        self.responder = Responder(
            ZoneSet(zones),
            self.limits.udp_size,
            is_minimal,
            cookies,
            policy,
            self.limits.cache_size,
            keys,
            self.limits.journal_size,
        )
        self.secondaries: dict[bytes, Secondary] = {}
        """The zones that are fetched, by the keys of their names."""
        self._last_host = ""
        self._last_address = b""
        self._tasks: list[asyncio.Task[None]] = []
        self.connections: set[_Connection] = set()
        self._udp: asyncio.BaseTransport | None = None
        self._tcp: asyncio.Server | None = None
        self._sweeper: asyncio.Task[None] | None = None

    async def start(self, host: str, port: int = PORT) -> None:
        """Serve on an address and a port. Raises OSError, and then holds nothing."""
        await self.start_udp(host, port)
        try:
            await self.start_tcp(host, port)
        except OSError:
            self.close()
            raise

    async def start_udp(self, host: str, port: int = PORT) -> None:
        """Raises OSError."""
        loop = asyncio.get_running_loop()
        self._udp, _ = await loop.create_datagram_endpoint(
            lambda: _Datagrams(self), local_addr=(host, port)
        )

    async def start_tcp(self, host: str, port: int = PORT) -> None:
        """Raises OSError, also on a target whose network has no TCP."""
        self._tcp = await asyncio.start_server(self._connected, host, port)
        self._sweeper = asyncio.create_task(self._sweep())

    def follow(self, origin: bytes, primary: Primary, sha1: Sha1 | None = None) -> None:
        """Serve a zone that a primary has, as soon as it came, and keep it as new as that one."""
        key = origin.lower()
        zones = self.responder.zones

        def changed(zone: Zone | None) -> None:
            if zone is not None:
                self.responder.put(zone)
            else:
                zones.remove(key)

        secondary = Secondary(origin, primary, changed, self.log, sha1)
        self.secondaries[key] = secondary
        self._tasks.append(asyncio.create_task(secondary.run()))

    def put(self, zone: Zone) -> None:
        """Serve a zone, or a new version of it; `notify` tells the secondaries."""
        self.responder.put(zone)

    async def notify(self, zone: Zone, host: str, port: int = PORT, key: Key | None = None) -> bool:
        """Tell a secondary that a zone has changed; whether it said that it has heard."""
        loop = asyncio.get_running_loop()
        transport, protocol = await loop.create_datagram_endpoint(
            lambda: _Notification(zone, key), remote_addr=(host, port)
        )
        try:
            for attempt in range(_NOTIFY_ATTEMPTS):
                transport.sendto(protocol.message)
                try:
                    async with asyncio.timeout(_NOTIFY_SECONDS << attempt):
                        await protocol.heard.wait()
                        return True
                except TimeoutError:
                    pass  # a datagram may be lost: once more
            return False
        finally:
            transport.close()

    def statistics(self) -> Statistics:
        responder = self.responder
        return Statistics(
            dataclasses.replace(responder.counters), dict(responder.rcodes), dict(responder.types)
        )

    def close(self) -> None:
        """Stop listening and drop all connections."""
        for task in self._tasks:
            task.cancel()
        self._tasks = []
        self.secondaries = {}
        if self._udp is not None:
            self._udp.close()
        if self._tcp is not None:
            self._tcp.close()
        if self._sweeper is not None:
            self._sweeper.cancel()
        for connection in list(self.connections):
            connection.abort()
        # What listened refers to the server: with these the cycles end.
        self._udp = None
        self._tcp = None
        self._sweeper = None

    def respond(self, data: bytes, client: Any, is_udp: bool) -> bytes:
        """`client` is what asyncio has for an address: host, port and maybe more."""
        host: str = client[0]
        if host != self._last_host:
            self._last_host = host
            self._last_address = host.encode()
        outcome = self.responder.respond(data, is_udp, self._last_address, int(time.time()))
        if outcome.notified and outcome.notified in self.secondaries:
            self.secondaries[outcome.notified].notify()
        if self.log is not None and outcome.response:
            self.log(log_line(outcome, client, is_udp))
        return outcome.response

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if len(self.connections) >= self.limits.connections_max:
            writer.transport.abort()
            return
        connection = _Connection(self, reader, writer)
        self.connections.add(connection)
        try:
            await connection.run()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass  # the client is gone: nobody to tell
        finally:
            self.connections.discard(connection)
            writer.close()

    async def _sweep(self) -> None:
        """Time limits: one pass over all connections instead of a timer for each."""
        while True:
            await asyncio.sleep(_SWEEP_SECONDS)
            now = time.monotonic()
            for connection in list(self.connections):
                if now >= connection.deadline:
                    connection.abort()


class _Datagrams(asyncio.DatagramProtocol):
    def __init__(self, server: DnsServer) -> None:
        self._server = server
        self._transport: asyncio.DatagramTransport | None = None

    def connection_made(self, transport: Any) -> None:
        self._transport = transport

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        response = self._server.respond(data, addr, is_udp=True)
        if response and self._transport is not None:
            self._transport.sendto(response, addr)

    def connection_lost(self, exc: Exception | None) -> None:
        self._transport = None


class _Connection:
    def __init__(
        self, server: DnsServer, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self._server = server
        self._reader = reader
        self._writer = writer
        self.deadline = 0.0

    async def run(self) -> None:
        """Queries, each with its size before it, are answered in their order (RFC 7766, 7)."""
        limits = self._server.limits
        client = self._writer.get_extra_info("peername")
        for _ in range(limits.queries_per_connection):
            self.deadline = time.monotonic() + limits.idle_timeout
            size = int.from_bytes(await self._reader.readexactly(2), "big")
            data = await self._reader.readexactly(size)
            zone = self._server.responder.transfer(data, client[0], int(time.time()))
            if zone is not None:
                await self._send_zone(zone, client)
                continue
            response = self._server.respond(data, client, is_udp=False)
            if not response:
                return
            self._writer.write(len(response).to_bytes(2, "big") + response)
            await self._writer.drain()

    async def _send_zone(self, messages: Iterator[bytes], client: Any) -> None:
        size = 0
        for data in messages:
            size += len(data)
            self.deadline = time.monotonic() + self._server.limits.idle_timeout
            self._writer.write(len(data).to_bytes(2, "big") + data)
            await self._writer.drain()
        if self._server.log is not None:
            self._server.log(f"tcp {client[0]}#{client[1]} zone sent {size}")

    def abort(self) -> None:
        self._writer.transport.abort()


class _Notification(asyncio.DatagramProtocol):
    """One NOTIFY message (RFC 1996, 3.7), and its acknowledgement."""

    def __init__(self, zone: Zone, key: Key | None) -> None:
        soa = zone.apex.rrsets[code.SOA]
        record = Record(zone.apex.name, code.SOA, code.CLASS_IN, soa.ttl, soa.data[0])
        self._asked = message.query(
            secrets.randbelow(1 << 16), zone.apex.name, code.SOA, flags=code.FLAG_AA
        )
        self._asked.opcode = code.NOTIFY
        self._asked.answers.append(record)
        self.message = message.emit(self._asked)
        self._session: Session | None = None
        if key is not None:
            asking = Session(key)
            self.message = asking.sign(self.message, int(time.time()))
            self._session = asking.answer()
        self.heard = asyncio.Event()

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        if self._session is not None:
            found = self._session.verify(data, int(time.time()))
            if isinstance(found, Mistake):
                return
            data = found
        answer = message.parse(data)
        if isinstance(answer, Message) and message.is_answer_to(answer, self._asked):
            self.heard.set()


@dataclass(frozen=True, slots=True)
class Statistics:
    """Since the start. `rcodes` are responses by code, `types` questions by type."""

    counters: Counters
    rcodes: dict[int, int]
    types: dict[int, int]


def log_line(outcome: Outcome, client: Any, is_udp: bool) -> str:
    """`udp 192.0.2.1#5353 www.example. IN A NOERROR 56`."""
    question = outcome.question
    asked = "-"
    if question is not None:
        rclass = code.class_text(question.record_class)
        asked = f"{name_text(question.name)} {rclass} {code.type_text(question.record_type)}"
    transport = "udp" if is_udp else "tcp"
    rcode = code.rcode_text(outcome.rcode)
    return f"{transport} {client[0]}#{client[1]} {asked} {rcode} {len(outcome.response)}"
