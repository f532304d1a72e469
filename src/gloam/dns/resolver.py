"""The stub resolver of one loop: lookups over UDP and TCP of the network, and their cache.

A question that is being asked already is not asked twice. Every query leaves from a port and with a
number that nobody can foretell (RFC 5452).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from gloam.dns.cache import Cache
from gloam.dns.lookup import NO_DEADLINE, Lookup, Outcome, Result, Unexpected
from gloam.dns.malformed import Malformed
from gloam.net.bind import BindError
from gloam.net.endpoint import UdpEndpoint
from gloam.net.family import any_of
from gloam.net.network import Network
from gloam.net.randomness import Randomness
from gloam.net.stream import Owner, Stream
from gloam.net.udp import EPHEMERAL_PORT_COUNT, EPHEMERAL_PORT_FIRST
from gloam.sched.handle import TimerHandle
from gloam.sched.loop import Loop

SERVER_PORT: Final = 53
LOOKUPS_MAX: Final = 64
"""At one time; one more fails at once."""
PORT_TRIES_MAX: Final = 8
FRAMED_SIZE_MAX: Final = 2 + 0xFFFF
"""Of a message over TCP, with its length in front."""


@dataclass(frozen=True, slots=True)
class Statistics:
    """A copy of the counters at one moment."""

    questions: int
    """Of the program."""
    cached: int
    """Of them, those answered without asking."""
    queries: int
    """To servers."""
    failures: int
    """Lookups that no server answered, or that were too many."""
    dropped: dict[str, int]
    """Messages that were no answer, by the value of their `Malformed` or `Unexpected`."""


FAILED: Final = Result(Outcome.FAILED, (), 0)

Listener = Callable[[Result], object]


class Resolver:
    def __init__(self, loop: Loop, network: Network, randomness: Randomness) -> None:
        self._loop = loop
        self._network = network
        self._randomness = randomness
        self._cache = Cache()
        self._asking: dict[tuple[bytes, int], _Asking] = {}
        self._questions = 0
        self._cached = 0
        self._queries = 0
        self._failures = 0
        self._dropped: dict[str, int] = {}

    def statistics(self) -> Statistics:
        return Statistics(
            self._questions, self._cached, self._queries, self._failures, self._dropped.copy()
        )

    def resolve(self, name: bytes, kind: int, listener: Listener) -> None:
        """Look up a name in canonical form; `listener` is called once, maybe at once."""
        self._questions += 1
        now_ns = self._network.now_ns()
        cached = self._cache.get(name, kind, now_ns)
        if cached is not None:
            self._cached += 1
            listener(cached)
            return
        key = (name, kind)
        asking = self._asking.get(key)
        if asking is not None:
            asking.listeners.append(listener)
            return
        if len(self._asking) >= LOOKUPS_MAX:
            self._failures += 1
            listener(FAILED)
            return
        lookup = Lookup(name, kind, self._network.name_servers(), self._randomness)
        asking = _Asking(self, key, lookup)
        asking.listeners.append(listener)
        self._asking[key] = asking
        lookup.start(now_ns)
        asking.act(now_ns)

    def open_port(self, server: int) -> UdpEndpoint | None:
        """A UDP endpoint on an unforeseeable port, for one query to `server`."""
        self._queries += 1
        for _ in range(PORT_TRIES_MAX):
            port = EPHEMERAL_PORT_FIRST + self._randomness.below(EPHEMERAL_PORT_COUNT)
            endpoint = self._network.bind(self._loop, any_of(server), port, False, False)
            if not isinstance(endpoint, BindError):
                return endpoint
        return None

    def open_stream(self, server: int) -> Stream | None:
        """A connection to `server` that is opening."""
        self._queries += 1
        stream = self._network.streams(self._loop, server).connect(0, server, SERVER_PORT)
        return stream if isinstance(stream, Stream) else None

    def at(self, deadline_ns: int, callback: Callable[[], object]) -> TimerHandle:
        delay_ns = max(deadline_ns - self._network.now_ns(), 0)
        return self._loop.run_later(float(delay_ns) / 1e9, callback)

    def now_ns(self) -> int:
        return self._network.now_ns()

    def drop(self, cause: Malformed | Unexpected) -> None:
        """A message was no answer."""
        name: str = cause.value
        self._dropped[name] = self._dropped.get(name, 0) + 1

    def finish(self, key: tuple[bytes, int], result: Result) -> None:
        """A lookup has ended: keep the result, then tell those who wait."""
        asking = self._asking.pop(key)
        if result.outcome is Outcome.FAILED:
            self._failures += 1
        self._cache.put(key[0], key[1], result, self.now_ns())
        for listener in asking.listeners:
            listener(result)


class _Asking:
    """A lookup under way: its port, its timer, and who wants to know."""

    def __init__(self, resolver: Resolver, key: tuple[bytes, int], lookup: Lookup) -> None:
        self._resolver: Resolver | None = resolver
        self._key = key
        self._lookup = lookup
        self._endpoint: UdpEndpoint | None = None
        self._call: _Call | None = None
        self._timer: TimerHandle | None = None
        self.listeners: list[Listener] = []

    def act(self, now_ns: int) -> None:
        """Send what there is to send, set the timer, or finish."""
        resolver = self._resolver
        if resolver is None:
            return
        query = self._lookup.poll_transmit()
        if query is not None and query.is_stream:
            self._close_port()
            stream = resolver.open_stream(query.server)
            if stream is None:
                self._lookup.give_up(now_ns)
                self.act(now_ns)
                return
            self._call = _Call(stream, query.payload, self)
            stream.owner = self._call
        elif query is not None:
            self._close_port()
            endpoint = resolver.open_port(query.server)
            if endpoint is not None:
                self._endpoint = endpoint
                endpoint.connect(query.server, SERVER_PORT)
                endpoint.listen(self._heard)
                # One that cannot leave is like one that is lost.
                endpoint.send(query.payload, query.server, SERVER_PORT)
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        result = self._lookup.result
        if result is not None:
            self._close_port()
            self._resolver = None
            resolver.finish(self._key, result)
            return
        deadline_ns = self._lookup.next_deadline()
        if deadline_ns != NO_DEADLINE:
            self._timer = resolver.at(deadline_ns, self._timed_out)

    def _heard(self) -> None:
        """Something has come to the port. A refusal is as good as silence, but sooner."""
        endpoint, resolver = self._endpoint, self._resolver
        if endpoint is None or resolver is None:
            return
        now_ns = resolver.now_ns()
        datagram = endpoint.receive()
        while datagram is not None:
            cause = self._lookup.receive(datagram.payload, now_ns)
            if cause is not None:
                resolver.drop(cause)
            datagram = endpoint.receive()
        if endpoint.take_refusal():
            self._lookup.give_up(now_ns)
        self.act(now_ns)

    def heard_all(self, payload: bytes | None) -> None:
        """The answer over TCP, or None: there is none."""
        resolver = self._resolver
        if resolver is None:
            return
        now_ns = resolver.now_ns()
        cause = None if payload is None else self._lookup.receive(payload, now_ns)
        if cause is not None:
            resolver.drop(cause)
        if payload is None or cause is not None:
            self._lookup.give_up(now_ns)
        self.act(now_ns)

    def _timed_out(self) -> None:
        if self._resolver is not None:
            now_ns = self._resolver.now_ns()
            self._lookup.handle_timeout(now_ns)
            self.act(now_ns)

    def _close_port(self) -> None:
        if self._endpoint is not None:
            self._endpoint.close()
            self._endpoint = None
        if self._call is not None:
            self._call.hang_up()
            self._call = None


class _Call(Owner):
    """One query over TCP, and the message that answers it."""

    def __init__(self, stream: Stream, query: bytes, asking: _Asking) -> None:
        self._stream = stream
        self._unsent = len(query).to_bytes(2, "big") + query
        self._received = b""
        self._asking: _Asking | None = asking

    def has_news(self) -> None:
        asking, stream = self._asking, self._stream
        if asking is None or stream.is_opening():
            return
        if self._unsent and stream.room() >= len(self._unsent):
            stream.write(self._unsent)
            self._unsent = b""
        data = self._received + stream.read(FRAMED_SIZE_MAX - len(self._received))
        self._received = data
        size = 2 + (data[0] << 8 | data[1]) if len(data) >= 2 else FRAMED_SIZE_MAX
        if len(data) >= size:
            asking.heard_all(data[2:size])
        elif stream.failure() != 0 or stream.is_at_eof():
            asking.heard_all(None)

    def abandon(self) -> None:
        self._asking = None

    def hang_up(self) -> None:
        """Be told of nothing any more."""
        self._asking = None
        self._stream.abort()
