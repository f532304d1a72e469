"""The shells: device to stack, loopback without a device, host sockets, and who gets what."""

import pytest

from gloam.device.datagram import HostDatagram
from gloam.net.bind import BindError
from gloam.net.endpoint import UdpEndpoint
from gloam.net.interface import FRAMES_PER_POLL_MAX, RETRY_NS, open_interface, open_loopback
from gloam.net.network import Network
from gloam.net.udp import Datagram
from gloam.sched.loop import Loop
from support import packets
from support.fake_platform import FakeDevice, FakePlatform, install_fake

MAC = bytes.fromhex("525400123456")
PEER_MAC = b"\x02\x00\x00\x00\x00\x01"
OURS, PEER = "10.0.2.15", "10.0.2.2"
PEER_INT, LOOPBACK = 0x0A000202, 0x7F000001


@pytest.fixture
def machine() -> FakePlatform:
    return install_fake()


def datagram_frame(payload: bytes, port: int) -> bytes:
    datagram = packets.udp(payload, 5, port, PEER, OURS)
    return packets.ethernet(packets.ipv4(datagram, 17, PEER, OURS), MAC, PEER_MAC)


def question_frame() -> bytes:
    message = packets.arp(1, PEER_MAC, PEER, bytes(6), OURS)
    return packets.ethernet(message, MAC, PEER_MAC, 0x0806)


class Calls:
    def __init__(self) -> None:
        self.count = 0

    def call(self) -> None:
        self.count += 1


def bound(endpoint: UdpEndpoint | BindError) -> UdpEndpoint:
    assert isinstance(endpoint, UdpEndpoint)
    return endpoint


def test_interface_announces_its_address_at_the_first_poll(machine: FakePlatform) -> None:
    device = FakeDevice(f"{OURS}/24")
    interface = open_interface(device)
    interface.poll(machine.now_ns)
    assert device.sent == [
        packets.ethernet(packets.arp(1, MAC, OURS, bytes(6), OURS), b"\xff" * 6, MAC, 0x0806)
    ]
    assert interface.next_deadline() == machine.now_ns + 2_000_000_000
    machine.now_ns += 2_000_000_000
    interface.poll(machine.now_ns)
    assert len(device.sent) == 2
    assert interface.next_deadline() == -1


def test_device_without_an_address_asks_for_one(machine: FakePlatform) -> None:
    device = FakeDevice("")
    interface = open_interface(device)
    interface.poll(machine.now_ns)
    (discover,) = device.sent
    assert discover[:6] == b"\xff" * 6
    assert discover[26:38] == bytes(4) + b"\xff" * 4 + b"\x00\x44\x00\x43"
    assert not interface.is_ready(0)


def test_listener_is_called_once_for_several_datagrams(machine: FakePlatform) -> None:
    device = FakeDevice()
    interface = open_interface(device)
    endpoint, calls = bound(interface.bind(0, 7, False)), Calls()
    endpoint.listen(calls.call)
    device.incoming += [datagram_frame(b"1", 7), datagram_frame(b"2", 7)]
    interface.poll(machine.now_ns)
    assert calls.count == 1
    assert endpoint.receive() == Datagram(b"1", PEER_INT, 5)
    device.incoming.append(datagram_frame(b"3", 7))
    interface.poll(machine.now_ns)
    assert calls.count == 2


class Answering:
    """A listener that answers on the spot, not in a later turn of the loop."""

    def __init__(self, endpoint: UdpEndpoint) -> None:
        self.endpoint = endpoint

    def answer(self) -> None:
        datagram = self.endpoint.receive()
        while datagram is not None:
            self.endpoint.send(datagram.payload, datagram.remote_ip, datagram.remote_port)
            datagram = self.endpoint.receive()


def test_what_a_listener_sends_leaves_in_the_same_poll(machine: FakePlatform) -> None:
    device = FakeDevice()
    interface = open_interface(device)
    endpoint = bound(interface.bind(0, 7, False))
    endpoint.listen(Answering(endpoint).answer)
    device.incoming += [question_frame(), datagram_frame(b"hello", 7)]
    interface.poll(machine.now_ns)
    assert device.sent[-1].endswith(b"hello")


def test_poll_is_bounded_and_asks_to_be_called_again(machine: FakePlatform) -> None:
    device = FakeDevice()
    interface = open_interface(device)
    device.incoming += [datagram_frame(b"x", 7)] * (FRAMES_PER_POLL_MAX + 1)
    interface.poll(machine.now_ns)
    assert len(device.incoming) == 1
    assert interface.next_deadline() == 0
    interface.poll(machine.now_ns)
    assert interface.next_deadline() != 0


def test_frame_that_the_device_refuses_is_kept_and_tried_again_in_order(
    machine: FakePlatform,
) -> None:
    device = FakeDevice()
    interface = open_interface(device)
    endpoint = bound(interface.bind(0, 7, False))
    device.incoming.append(question_frame())
    interface.poll(machine.now_ns)
    device.sent.clear()
    device.room = 1
    for payload in (b"1", b"2", b"3"):
        assert endpoint.send(payload, PEER_INT, 5) == 0
    interface.flush(machine.now_ns)
    assert [frame[-1:] for frame in device.sent] == [b"1"]
    assert interface.next_deadline() == machine.now_ns + RETRY_NS
    device.room = 3
    interface.poll(machine.now_ns)
    assert [frame[-1:] for frame in device.sent] == [b"1", b"2", b"3"]
    assert interface.next_deadline() != machine.now_ns + RETRY_NS


def test_closed_endpoint_frees_its_port_and_hears_no_more(machine: FakePlatform) -> None:
    interface = open_loopback()
    endpoint, calls = bound(interface.bind(0, 7, False)), Calls()
    endpoint.listen(calls.call)
    client = bound(interface.bind(0, 0, False))
    client.send(b"x", LOOPBACK, 7)
    endpoint.close()
    endpoint.close()
    interface.flush(machine.now_ns)
    assert calls.count == 0
    assert interface.bind(0, 7, False) is not BindError.PORT_IN_USE


def test_errors_are_linux_errno_numbers(machine: FakePlatform) -> None:
    endpoint = bound(open_loopback().bind(0, 7, False))
    assert endpoint.send(b"x", PEER_INT, 5) == 101
    assert endpoint.send(b"x", LOOPBACK, 0) == 22
    assert endpoint.send(bytes(65_508), LOOPBACK, 5) == 90


def test_network_uses_the_device_for_everything(machine: FakePlatform) -> None:
    machine.device = FakeDevice()
    machine.host_incoming[7] = []
    loop = Loop()
    network = Network(loop)
    bound(network.bind(loop, 0, 7, False, False))
    bound(network.bind(loop, LOOPBACK, 8, True, False))
    assert network.bind(loop, 0, 8, False, False) is BindError.PORT_IN_USE
    statistics = network.statistics()
    assert statistics is not None and statistics.frames_received == 0


def test_network_without_device_uses_host_sockets(machine: FakePlatform) -> None:
    machine.host_incoming[7] = [HostDatagram(b"x", "192.0.2.1", 5)]
    loop = Loop()
    network = Network(loop)
    endpoint = bound(network.bind(loop, 0, 7, False, False))
    assert (endpoint.local_ip(), endpoint.local_port()) == (0, 7)
    assert endpoint.has_datagram()
    assert endpoint.receive() == Datagram(b"x", 0xC0000201, 5)
    assert endpoint.receive() is None
    assert endpoint.send(b"y", 0xC0000201, 5) == 0
    assert machine.host_sent == [HostDatagram(b"y", "192.0.2.1", 5)]
    assert network.statistics() is None


def test_port_without_host_socket_is_refused_but_loopback_works(machine: FakePlatform) -> None:
    loop = Loop()
    network = Network(loop)
    assert network.bind(loop, 0, 7, False, False) is BindError.NOT_OUR_ADDRESS
    bound(network.bind(loop, LOOPBACK, 7, False, False))
    bound(network.bind(loop, 0, 0, True, False))


def test_connected_host_socket_hears_its_peer_only(machine: FakePlatform) -> None:
    machine.host_incoming[7] = [
        HostDatagram(b"port", "192.0.2.1", 6),
        HostDatagram(b"host", "192.0.2.2", 5),
        HostDatagram(b"peer", "192.0.2.1", 5),
    ]
    loop = Loop()
    endpoint = bound(Network(loop).bind(loop, 0, 7, False, False))
    endpoint.connect(0xC0000201, 5)
    assert endpoint.receive() == Datagram(b"peer", 0xC0000201, 5)


def test_host_endpoint_notifies_until_closed(machine: FakePlatform) -> None:
    machine.host_incoming[7] = []
    loop = Loop()
    endpoint, calls = bound(Network(loop).bind(loop, 0, 7, False, False)), Calls()
    endpoint.listen(calls.call)
    (source,) = loop._sources
    source.poll(0)
    assert calls.count == 0
    machine.host_incoming[7].append(HostDatagram(b"x", "192.0.2.1", 5))
    source.poll(0)
    assert calls.count == 1
    endpoint.close()
    machine.host_incoming[7].append(HostDatagram(b"y", "192.0.2.1", 5))
    source.poll(0)
    source.poll(0)
    assert calls.count == 1
    assert endpoint.receive() is None
