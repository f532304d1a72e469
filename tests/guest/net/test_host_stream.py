"""Streams on sockets of the host, which is played here socket by socket."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from gloam.device import platform
from gloam.device.stream import HostAccepted
from gloam.net.bind import BindError
from gloam.net.host_stream import (
    AGAIN,
    BROKEN_PIPE,
    RESET,
    SEND_CAPACITY,
    STREAMS_MAX,
    HostListener,
    HostStreams,
)
from gloam.net.stream import Owner, Stream
from support.fake_platform import FakePlatform

LISTENER = 5
PORT = 8080
PEER = (0x7F000001, 40_000)


@dataclass
class Wire:
    """One accepted socket, from the host's side."""

    incoming: list[bytes | int] = field(default_factory=list)
    taken: bytes = b""
    room: int = 1 << 30
    error: int = 0
    is_shut_down: bool = False
    is_closed: bool = False


class HostPlatform(FakePlatform):
    def __init__(self) -> None:
        super().__init__()
        self.wires: dict[int, Wire] = {}
        self.waiting: list[int] = []
        self.watched: dict[int, tuple[bool, bool]] = {}

    def host_stream_listener(self, port: int) -> int:
        return LISTENER if port == PORT else -1

    def host_watch(self, socket: int, wants_input: bool, wants_output: bool) -> None:
        assert socket == LISTENER or not self.wires[socket].is_closed
        self.watched.pop(socket, None)
        if wants_input or wants_output:
            self.watched[socket] = (wants_input, wants_output)

    def host_ready(self) -> list[int]:
        found = []
        for socket, (wants_input, wants_output) in self.watched.items():
            if socket == LISTENER:
                is_ready = bool(self.waiting)
            else:
                wire = self.wires[socket]
                is_ready = (wants_input and bool(wire.incoming)) or (
                    wants_output and (wire.room > 0 or wire.error != 0)
                )
            if is_ready:
                found.append(socket)
        return found

    def wait(self, until_ns: int) -> None:
        super().wait(until_ns if not self.host_ready() else self.now_ns)

    def host_accept(self, socket: int) -> HostAccepted | None:
        assert socket == LISTENER
        return HostAccepted(self.waiting.pop(0), PEER) if self.waiting else None

    def host_stream_read(self, socket: int, limit: int) -> bytes | int:
        wire = self.wires[socket]
        return wire.incoming.pop(0) if wire.incoming else AGAIN

    def host_stream_write(self, socket: int, data: bytes) -> int:
        wire = self.wires[socket]
        assert not wire.is_shut_down
        if wire.error != 0:
            return -wire.error
        if wire.room == 0:
            return -AGAIN
        size = min(wire.room, len(data))
        wire.room -= size
        wire.taken += data[:size]
        return size

    def host_stream_shut_down(self, socket: int) -> None:
        self.wires[socket].is_shut_down = True

    def host_stream_close(self, socket: int) -> None:
        self.wires[socket].is_closed = True


class Watcher(Owner):
    def __init__(self) -> None:
        self.news = 0
        self.is_abandoned = False

    def has_news(self) -> None:
        self.news += 1

    def abandon(self) -> None:
        self.is_abandoned = True


class Bench:
    def __init__(self) -> None:
        self.host = HostPlatform()
        platform.install(self.host)
        self.streams = HostStreams()
        listener = self.streams.listen(0, PORT, 100)
        assert isinstance(listener, HostListener)
        self.listener = listener
        self.listener.owner = Watcher()

    def poll(self) -> None:
        self.streams.poll(self.host.now_ns)

    def accepted(self, socket: int = 10) -> tuple[Stream, Wire, Watcher]:
        wire = self.host.wires[socket] = Wire()
        self.host.waiting.append(socket)
        stream = self.listener.accept()
        assert stream is not None
        owner = Watcher()
        stream.owner = owner
        return stream, wire, owner


@pytest.fixture
def bench() -> Bench:
    return Bench()


def test_listener_hears_of_connections_and_gives_them(bench: Bench) -> None:
    bench.host.wires[10] = Wire()
    bench.host.waiting.append(10)
    bench.poll()
    owner = bench.listener.owner
    assert isinstance(owner, Watcher) and owner.news == 1
    stream = bench.listener.accept()
    assert stream is not None
    assert stream.remote_address() == PEER
    assert stream.local_address()[1] == PORT
    assert bench.listener.accept() is None


@pytest.mark.parametrize(("ip", "port"), [(0, 81), (0, 0), (0x0A000001, PORT)])
def test_port_that_was_not_given_cannot_be_bound(bench: Bench, ip: int, port: int) -> None:
    assert bench.streams.listen(ip, port, 1) is BindError.NOT_OUR_ADDRESS


def test_port_is_bound_once_until_it_is_closed(bench: Bench) -> None:
    assert bench.streams.listen(0, PORT, 1) is BindError.PORT_IN_USE
    bench.listener.close()
    assert LISTENER not in bench.host.watched
    assert isinstance(bench.streams.listen(0, PORT, 1), HostListener)


def test_connecting_is_refused_with_a_reason(bench: Bench) -> None:
    with pytest.raises(OSError, match="without --tap"):
        bench.streams.connect(0, PEER[0], 80)


def test_one_piece_is_read_ahead_and_no_more(bench: Bench) -> None:
    stream, wire, owner = bench.accepted()
    wire.incoming = [b"first", b"second"]
    bench.poll()
    bench.poll()
    assert (stream.readable(), owner.news) == (5, 1)
    assert 10 not in bench.host.watched
    assert stream.read(3) == b"fir"
    assert 10 not in bench.host.watched
    assert stream.read(100) == b"st"
    bench.poll()
    assert stream.read(100) == b"second"
    assert stream.read(100) == b""


def test_end_comes_behind_what_was_sent(bench: Bench) -> None:
    stream, wire, owner = bench.accepted()
    wire.incoming = [b"last", b""]
    bench.poll()
    assert not stream.is_at_eof()
    assert stream.read(100) == b"last"
    bench.poll()
    assert stream.is_at_eof()
    assert 10 not in bench.host.watched
    stream.write(b"an answer still goes")
    assert wire.taken == b"an answer still goes"
    assert owner.news == 2


def test_what_the_host_does_not_take_waits_in_order(bench: Bench) -> None:
    stream, wire, owner = bench.accepted()
    wire.room = 3
    stream.write(b"abcdef")
    stream.write(b"ghi")
    assert (wire.taken, stream.unsent()) == (b"abc", 6)
    assert stream.room() == SEND_CAPACITY - 6
    wire.room = 4
    bench.poll()
    assert (wire.taken, stream.unsent()) == (b"abcdefg", 2)
    wire.room = 100
    bench.poll()
    assert (wire.taken, stream.unsent()) == (b"abcdefghi", 0)
    assert bench.host.watched[10] == (True, False)


def test_shutting_down_follows_what_is_queued(bench: Bench) -> None:
    stream, wire, _ = bench.accepted()
    wire.room = 1
    stream.write(b"ab")
    stream.shut_down()
    assert not wire.is_shut_down and stream.room() == 0
    wire.room = 10
    bench.poll()
    assert wire.is_shut_down and not wire.is_closed
    wire.incoming = [b"reading goes on"]
    bench.poll()
    assert stream.read(100) == b"reading goes on"


def test_closing_delivers_what_is_queued_and_gives_the_socket_back(bench: Bench) -> None:
    stream, wire, owner = bench.accepted()
    wire.room = 1
    stream.write(b"ab")
    stream.close()
    stream.close()
    news = owner.news
    assert not wire.is_closed
    wire.room = 10
    bench.poll()
    assert wire.taken == b"ab" and wire.is_closed
    assert 10 not in bench.host.watched
    assert owner.news == news


def test_aborting_forgets_what_is_queued(bench: Bench) -> None:
    stream, wire, _ = bench.accepted()
    wire.room = 0
    stream.write(b"lost")
    stream.abort()
    assert wire.is_closed and wire.taken == b""


@pytest.mark.parametrize(("code", "told"), [(104, RESET), (BROKEN_PIPE, RESET), (110, 110)])
def test_failure_of_a_write_is_told_once_and_ends_it(bench: Bench, code: int, told: int) -> None:
    stream, wire, owner = bench.accepted()
    wire.error = code
    stream.write(b"x")
    assert stream.failure() == told
    assert owner.news == 1
    stream.write(b"y")
    assert (stream.unsent(), owner.news) == (0, 1)
    stream.close()
    assert wire.is_closed and not wire.is_shut_down


def test_failure_of_a_read_keeps_what_came_before(bench: Bench) -> None:
    stream, wire, _ = bench.accepted()
    wire.incoming = [b"data", RESET]
    bench.poll()
    assert stream.failure() == 0
    assert stream.read(100) == b"data"
    bench.poll()
    assert stream.failure() == RESET


def test_full_table_lets_connections_wait_at_the_host(bench: Bench) -> None:
    streams = [bench.accepted(100 + number)[0] for number in range(STREAMS_MAX)]
    assert LISTENER not in bench.host.watched
    bench.host.waiting.append(9)
    bench.host.wires[9] = Wire()
    assert bench.listener.accept() is None
    streams[7].close()
    assert LISTENER in bench.host.watched
    assert bench.listener.accept() is not None


def test_end_of_the_loop_delivers_and_tells_the_owners(bench: Bench) -> None:
    stream, wire, owner = bench.accepted()
    wire.room = 1
    stream.write(b"abc")
    wire.room = 100
    bench.streams.close()
    assert wire.taken == b"abc" and wire.is_closed
    assert owner.is_abandoned


def test_end_of_the_loop_does_not_wait_for_ever(bench: Bench) -> None:
    stream, wire, _ = bench.accepted()
    wire.room = 0
    stream.write(b"abc")
    start = bench.host.now_ns
    bench.streams.close()
    assert not wire.is_closed
    assert 5_000_000_000 <= bench.host.now_ns - start < 6_000_000_000
