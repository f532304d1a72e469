import pytest

from gloam.net.bind import BindError
from gloam.net.statistics import Counters
from gloam.net.udp import (
    EPHEMERAL_PORT_COUNT,
    EPHEMERAL_PORT_FIRST,
    QUEUE_BYTES_MAX,
    QUEUE_DATAGRAMS_MAX,
    SOCKETS_MAX,
    Datagram,
    UdpEngine,
    UdpSocket,
)

US, PEER, OTHER = 0x0A090002, 0x0A090001, 0x0A090003


class Bench:
    def __init__(self, seed: int = 0) -> None:
        self.counters = Counters()
        self.engine = UdpEngine(self.counters, seed)

    def bind(self, ip: int, port: int) -> UdpSocket:
        socket = self.engine.bind(ip, port)
        assert isinstance(socket, UdpSocket)
        return socket

    def send(self, payload: bytes, port: int, remote_ip: int = PEER, remote_port: int = 5) -> bool:
        return self.engine.receive(US, port, Datagram(payload, remote_ip, remote_port))

    def drops(self) -> dict[str, int]:
        return self.counters.statistics().dropped


def test_datagrams_reach_the_socket_of_their_port_in_order() -> None:
    bench = Bench()
    echo, other = bench.bind(0, 7), bench.bind(US, 8)
    assert bench.send(b"1", 7) and bench.send(b"2", 8) and bench.send(b"3", 7)
    assert echo.receive() == Datagram(b"1", PEER, 5)
    assert echo.receive() == Datagram(b"3", PEER, 5)
    assert echo.receive() is None
    assert other.receive() == Datagram(b"2", PEER, 5)
    assert bench.counters.statistics().datagrams_received == 3


def test_port_without_socket_is_reported_and_counted() -> None:
    bench = Bench()
    assert not bench.send(b"x", 7)
    assert bench.drops() == {"udp no port": 1}


def test_socket_of_another_address_does_not_hear() -> None:
    bench = Bench()
    bench.bind(0x7F000001, 7)
    assert not bench.send(b"x", 7)


@pytest.mark.parametrize(
    ("remote_ip", "remote_port", "is_heard"), [(PEER, 5, True), (PEER, 6, False), (OTHER, 5, False)]
)
def test_connected_socket_hears_its_peer_only(
    remote_ip: int, remote_port: int, is_heard: bool
) -> None:
    bench = Bench()
    socket = bench.bind(0, 7)
    socket.remote_ip, socket.remote_port = PEER, 5
    assert bench.send(b"x", 7, remote_ip, remote_port) == is_heard
    assert socket.has_datagram() == is_heard


def test_queue_is_bounded_by_number() -> None:
    bench = Bench()
    socket = bench.bind(0, 7)
    for _ in range(QUEUE_DATAGRAMS_MAX + 2):
        assert bench.send(b"", 7)
    assert bench.drops() == {"udp queue full": 2}
    socket.receive()
    bench.send(b"", 7)
    bench.send(b"", 7)
    assert bench.drops() == {"udp queue full": 3}


def test_queue_is_bounded_by_bytes_and_reading_makes_room() -> None:
    bench = Bench()
    socket = bench.bind(0, 7)
    half = bytes(QUEUE_BYTES_MAX // 2)
    bench.send(half, 7)
    bench.send(half, 7)
    assert bench.drops() == {}
    bench.send(b"x", 7)
    assert bench.drops() == {"udp queue full": 1}
    socket.receive()
    bench.send(half, 7)
    assert bench.drops() == {"udp queue full": 1}


def test_port_is_taken_until_closed() -> None:
    bench = Bench()
    first = bench.bind(0, 7)
    assert bench.engine.bind(US, 7) is BindError.PORT_IN_USE
    bench.engine.close(first)
    second = bench.bind(0, 7)
    bench.engine.close(first)
    assert bench.send(b"x", 7) and second.has_datagram()


def test_ephemeral_ports_start_at_the_seed_and_skip_taken_ones() -> None:
    bench = Bench(seed=EPHEMERAL_PORT_COUNT - 1)
    bench.bind(0, EPHEMERAL_PORT_FIRST)
    assert bench.bind(0, 0).local_port == 65_535
    assert bench.bind(0, 0).local_port == EPHEMERAL_PORT_FIRST + 1


def test_number_of_sockets_is_bounded() -> None:
    bench = Bench()
    for _ in range(SOCKETS_MAX):
        bench.bind(0, 0)
    assert bench.engine.bind(0, 0) is BindError.TOO_MANY_SOCKETS


def test_event_comes_once_until_it_is_taken() -> None:
    bench = Bench()
    socket = bench.bind(0, 7)
    assert bench.engine.poll_event() is None
    bench.send(b"1", 7)
    bench.send(b"2", 7)
    assert bench.engine.poll_event() is socket
    assert bench.engine.poll_event() is None
    bench.send(b"3", 7)
    assert bench.engine.poll_event() is socket


def test_full_queue_makes_no_event() -> None:
    bench = Bench()
    bench.bind(0, 7)
    bench.send(bytes(QUEUE_BYTES_MAX), 7)
    bench.engine.poll_event()
    bench.send(b"x", 7)
    assert bench.engine.poll_event() is None


@pytest.mark.parametrize(
    ("port", "remote_ip", "remote_port", "is_refused"),
    [(7, PEER, 5, True), (8, PEER, 5, False), (7, OTHER, 5, False), (7, PEER, 6, False)],
)
def test_refusal_reaches_the_connected_socket_only(
    port: int, remote_ip: int, remote_port: int, is_refused: bool
) -> None:
    bench = Bench()
    socket = bench.bind(0, 7)
    socket.remote_ip, socket.remote_port = PEER, 5
    assert bench.engine.refuse(port, remote_ip, remote_port) == is_refused
    assert socket.is_refused == is_refused
    assert (bench.engine.poll_event() is socket) == is_refused


def test_unconnected_socket_is_never_refused() -> None:
    bench = Bench()
    socket = bench.bind(0, 7)
    assert not bench.engine.refuse(7, PEER, 5)
    assert not bench.engine.refuse(7, 0, 0)
    assert not socket.is_refused
