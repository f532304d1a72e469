"""The resolver on a stack whose name server is at the other end of the device's cable."""

import struct

import pytest

from gloam.device.net import Frame
from gloam.dns import code, message
from gloam.dns.lookup import Outcome, Result
from gloam.dns.message import Message, Record
from gloam.dns.resolver import LOOKUPS_MAX, Resolver
from gloam.net.address import parse_hint
from gloam.net.network import Network
from gloam.net.randomness import Randomness
from gloam.net.stack import Stack
from gloam.net.tcp.connection import Connection
from gloam.net.tcp.listener import Listener
from gloam.stdlib.asyncio.base_events import AbstractEventLoop
from support import packets
from support.fake_platform import FakeDevice, FakePlatform, install_fake

MAC = bytes.fromhex("525400123456")
OURS, SERVER = "10.9.0.2", "10.9.0.1"
NAME = b"\x03www\x07example\x00"


class NameServer(FakeDevice):
    """Answers every question with one address, after some forgeries; counts ports and numbers."""

    def __init__(self) -> None:
        super().__init__(f"{OURS}/24,,{SERVER}")
        self.ports: list[int] = []
        self.is_silent = False
        self.forgeries = 0

    def transmit(self, sent: Frame) -> bool:
        frame = sent.joined()
        if frame[12:14] == b"\x08\x06":
            reply = packets.arp(2, packets.PEER_MAC, SERVER, MAC, OURS)
            self.incoming.append(packets.ethernet(reply, MAC, packets.PEER_MAC, 0x0806))
        elif frame[23:24] == b"\x11" and frame[36:38] == b"\x00\x35":
            (port,) = struct.unpack_from("!H", frame, 34)
            self.ports.append(port)
            if not self.is_silent:
                self.reply(port, frame[42:])
        return super().transmit(sent)

    def reply(self, port: int, payload: bytes) -> None:
        asked = message.parse(payload)
        assert isinstance(asked, Message)
        found = Record(asked.questions[0].name, code.A, 1, 60, b"\x0a\x01\0\1")
        good = Message(asked.id, code.FLAG_QR, questions=asked.questions, answers=[found])
        forged = [
            b"junk",
            message.emit(Message(asked.id ^ 1, code.FLAG_QR, questions=asked.questions)),
        ]
        for data in [*forged * self.forgeries, message.emit(good)]:
            packet = packets.ipv4(packets.udp(data, 53, port, SERVER, OURS), 17, SERVER, OURS)
            self.incoming.append(packets.ethernet(packet, MAC, packets.PEER_MAC))


class Bench:
    def __init__(self, machine: FakePlatform) -> None:
        self.server = NameServer()
        machine.device = self.server
        self.machine = machine
        self.loop = AbstractEventLoop()
        # The fake's entropy is the same every time; ports and numbers need more.
        self.state = 1
        self.network = Network(self.loop)
        self.resolver = Resolver(self.loop, self.network, Randomness(self.random))
        self.results: list[Result] = []

    def random(self, count: int) -> bytes:
        self.state = self.state * 0x5851F42D4C957F2D + 1 & (1 << 128) - 1
        return (self.state >> 17).to_bytes(16, "big")[-count:]

    def ask(self, name: bytes = NAME) -> None:
        self.resolver.resolve(name, code.A, self.results.append)

    def run(self, seconds: float) -> None:
        self.loop.run_later(seconds, self.loop.stop)
        self.loop.run_forever()


@pytest.fixture
def bench() -> Bench:
    return Bench(install_fake())


FOUND = Result(Outcome.FOUND, (b"\x0a\x01\0\1",), 60)


def test_answer_is_kept_as_long_as_it_says(bench: Bench) -> None:
    bench.ask()
    bench.ask()
    bench.run(1)
    assert bench.results == [FOUND, FOUND]
    bench.ask()
    assert bench.results == [FOUND] * 3
    bench.run(60)
    bench.ask()
    bench.run(1)
    assert len(bench.server.ports) == 2 == len(set(bench.server.ports))
    statistics = bench.resolver.statistics()
    assert (statistics.questions, statistics.cached, statistics.queries) == (4, 1, 2)
    assert (statistics.failures, statistics.dropped) == (0, {})


def test_forged_answers_are_counted_and_do_no_harm(bench: Bench) -> None:
    bench.server.forgeries = 3
    bench.ask()
    bench.run(1)
    assert bench.results == [FOUND]
    assert bench.resolver.statistics().dropped == {"header truncated": 3, "not the query": 3}


def test_silence_fails_in_the_end_and_leaves_nothing_behind(bench: Bench) -> None:
    bench.server.is_silent = True
    bench.ask()
    bench.run(30)
    assert bench.results == [Result(Outcome.FAILED, (), 0)]
    assert len(bench.server.ports) == 3 == len(set(bench.server.ports))
    assert bench.resolver._asking == {}
    interface = bench.network._interface
    assert interface is not None and interface._endpoints == {}


def test_lookups_at_one_time_are_bounded(bench: Bench) -> None:
    bench.server.is_silent = True
    for number in range(LOOKUPS_MAX + 1):
        bench.ask(b"\x02%02d\x00" % number)
    assert bench.results == [Result(Outcome.FAILED, (), 0)]
    bench.run(60)
    assert len(bench.results) == LOOKUPS_MAX + 1
    assert bench.resolver._asking == {}


class StreamServer(NameServer):
    """Has room for nothing in a datagram; answers over TCP what `answer` makes of a query."""

    def __init__(self) -> None:
        super().__init__()
        mac = int.from_bytes(packets.PEER_MAC, "big")
        self.stack = Stack(mac, 1500, parse_hint(f"{SERVER}/24"), bytes(16))
        self.tcp = self.stack.open_tcp()
        self.connections: list[Connection] = []
        self.listener: Listener | None = None
        self.chunk = 65_536
        self.is_cut = False
        self.now = 100_000_000_000

    def listen(self) -> None:
        listener = self.tcp.listen(0, 53, 8)
        assert isinstance(listener, Listener)
        self.listener = listener

    def reply(self, port: int, payload: bytes) -> None:
        asked = message.parse(payload)
        assert isinstance(asked, Message)
        found = Record(asked.questions[0].name, code.A, 1, 60, b"\x0a\x01\0\2")
        flags = code.FLAG_QR | code.FLAG_TC
        short = Message(asked.id, flags, questions=asked.questions, answers=[found])
        packet = packets.ipv4(
            packets.udp(message.emit(short), 53, port, SERVER, OURS), 17, SERVER, OURS
        )
        self.incoming.append(packets.ethernet(packet, MAC, packets.PEER_MAC))

    def transmit(self, sent: Frame) -> bool:
        frame = sent.joined()
        if frame[23:24] == b"\x06" or frame[12:14] == b"\x08\x06":
            self.stack.receive_frame(frame, self.now)
            self.serve()
        return super().transmit(sent)

    def serve(self) -> None:
        while self.listener is not None and (accepted := self.listener.accept()) is not None:
            self.connections.append(accepted)
        for connection in self.connections:
            if data := self.tcp.engine.read(connection, 1 << 16):
                assert len(data) == 2 + int.from_bytes(data[:2], "big")
                asked = message.parse(data[2:])
                assert isinstance(asked, Message)
                owner = asked.questions[0].name
                found = [
                    Record(owner, code.A, 1, 60, bytes([10, 2, 0, number])) for number in range(90)
                ]
                whole = message.emit(
                    Message(asked.id, code.FLAG_QR, questions=asked.questions, answers=found)
                )
                whole = len(whole).to_bytes(2, "big") + whole
                self.tcp.engine.write(connection, whole[:700] if self.is_cut else whole)
                self.tcp.engine.shut_down(connection)
        while (out := self.stack.poll_transmit(self.now)) is not None:
            if out.headers[12:14] != b"\x08\x06":
                self.incoming.append(out.joined())


@pytest.fixture
def stream_bench() -> Bench:
    bench = Bench(install_fake())
    server = StreamServer()
    bench.server = server
    bench.machine.device = server
    bench.network = Network(bench.loop)
    bench.resolver = Resolver(bench.loop, bench.network, Randomness(bench.random))
    return bench


ALL = tuple(bytes([10, 2, 0, number]) for number in range(90))
PART = (b"\x0a\x01\0\2",)


def test_answer_that_no_datagram_holds_comes_over_tcp(stream_bench: Bench) -> None:
    """RFC 7766, 5."""
    server = stream_bench.server
    assert isinstance(server, StreamServer)
    server.listen()
    stream_bench.ask()
    stream_bench.ask()
    stream_bench.run(1)
    assert stream_bench.results == [Result(Outcome.FOUND, ALL, 60)] * 2
    assert stream_bench.resolver._asking == {}
    assert stream_bench.resolver.statistics().queries == 2


@pytest.mark.parametrize("is_listening", [True, False])
def test_part_of_the_answer_is_used_when_tcp_fails(stream_bench: Bench, is_listening: bool) -> None:
    """The port is closed, or the connection ends in the middle of the message."""
    server = stream_bench.server
    assert isinstance(server, StreamServer)
    if is_listening:
        server.listen()
    server.is_cut = True
    stream_bench.ask()
    stream_bench.run(1)
    assert stream_bench.results == [Result(Outcome.FOUND, PART, 60)]
    assert stream_bench.resolver._asking == {}
