"""The DHCP client on its stack: frames to and from a server, the address check, a day of it."""

import pytest

from gloam.device.net import Frame
from gloam.net.address_check import PROBE_INTERVAL_NS, PROBES
from gloam.net.interface import Interface, open_interface
from gloam.net.network import Network
from gloam.net.udp import SendError
from gloam.sched.loop import Loop
from gloam.stdlib.asyncio.base_events import CONFIGURATION_TIMEOUT_S, AbstractEventLoop
from gloam.stdlib.asyncio.protocols import DatagramProtocol
from support import packets
from support.dhcp_server import DECLINE, GRANTED, SERVER_IP, SERVER_MAC, Server
from support.fake_platform import FakeDevice, FakePlatform, install_fake
from support.packets import ip_bytes

SECOND = 1_000_000_000
MAC = bytes.fromhex("525400123456")
SERVER_INT = 0x0A090001


class ServedDevice(FakeDevice):
    """A device with a DHCP server at the other end of its cable."""

    def __init__(self, server: Server) -> None:
        super().__init__("")
        self.server = server

    def transmit(self, frame: Frame) -> bool:
        self.incoming += self.server.answer(frame.joined(), MAC)
        return super().transmit(frame)


@pytest.fixture
def machine() -> FakePlatform:
    return install_fake()


def settle(machine: FakePlatform, interface: Interface, duration_ns: int) -> None:
    """Let virtual time pass, polling whenever the interface wants it."""
    end_ns = machine.now_ns + duration_ns
    while True:
        interface.poll(machine.now_ns)
        device = interface._device
        assert isinstance(device, FakeDevice)
        if device.incoming:
            continue
        deadline = interface.next_deadline()
        if deadline == -1 or deadline > end_ns:
            machine.now_ns = end_ns
            return
        machine.now_ns = max(machine.now_ns, deadline)


def test_lease_is_probed_announced_and_answered_for(machine: FakePlatform) -> None:
    device = ServedDevice(Server(3600))
    interface = open_interface(device)
    assert not interface.is_ready(0)
    calls: list[int] = []
    interface.when_changed(lambda: calls.append(machine.now_ns))
    settle(machine, interface, 10 * SECOND)
    assert calls == [SECOND + PROBES * PROBE_INTERVAL_NS]
    assert device.server.asked == [1, 3]
    probe = packets.ethernet(
        packets.arp(1, MAC, "0.0.0.0", bytes(6), GRANTED), b"\xff" * 6, MAC, 0x0806
    )
    announcement = packets.ethernet(
        packets.arp(1, MAC, GRANTED, bytes(6), GRANTED), b"\xff" * 6, MAC, 0x0806
    )
    assert device.sent[2:] == [probe] * PROBES + [announcement] * 2
    ping = packets.icmp(8, 0, b"\0\1\0\2ping")
    question = packets.arp(1, SERVER_MAC, SERVER_IP, bytes(6), GRANTED)
    device.incoming.append(packets.ethernet(question, b"\xff" * 6, SERVER_MAC, 0x0806))
    packet = packets.ipv4(ping, 1, SERVER_IP, GRANTED)
    device.incoming.append(packets.ethernet(packet, MAC, SERVER_MAC))
    settle(machine, interface, 0)
    assert device.sent[-1][34:] == packets.icmp(0, 0, b"\0\1\0\2ping")
    assert interface.statistics().dropped == {}


def test_before_the_lease_nothing_is_sent_or_heard_but_dhcp(machine: FakePlatform) -> None:
    server = Server(3600)
    server.is_silent = True
    device = ServedDevice(server)
    interface = open_interface(device)
    endpoint = interface.bind(0, 7, False)
    assert not isinstance(endpoint, SendError)
    settle(machine, interface, SECOND)
    device.sent.clear()
    assert endpoint.send(b"x", SERVER_INT, 7) == SendError.NO_ROUTE.value  # type: ignore[union-attr]
    for target in (GRANTED, "0.0.0.0"):
        datagram = packets.udp(b"x", 5, 7, SERVER_IP, target)
        packet = packets.ipv4(datagram, 17, SERVER_IP, target)
        device.incoming.append(packets.ethernet(packet, MAC, SERVER_MAC))
    for sender in (SERVER_IP, "0.0.0.0"):
        question = packets.arp(1, SERVER_MAC, sender, bytes(6), "0.0.0.0")
        device.incoming.append(packets.ethernet(question, b"\xff" * 6, SERVER_MAC, 0x0806))
    settle(machine, interface, 0)
    assert device.sent == []
    assert interface.statistics().dropped == {
        "ipv4 not ours": 2,
        "arp sender": 1,
        "arp not ours": 1,
    }


def test_offer_sent_to_the_offered_address_is_heard(machine: FakePlatform) -> None:
    server = Server(3600)
    device = ServedDevice(server)
    answer = server.answer

    def unicast(frame: bytes, mac: bytes) -> list[bytes]:
        frames = []
        for reply in answer(frame, mac):
            if reply[12:14] == b"\x08\x00":
                datagram = packets.udp(reply[42:], 67, 68, SERVER_IP, GRANTED)
                packet = packets.ipv4(datagram, 17, SERVER_IP, GRANTED)
                reply = packets.ethernet(packet, mac, SERVER_MAC)
            frames.append(reply)
        return frames

    server.answer = unicast  # type: ignore[method-assign]
    interface = open_interface(device)
    settle(machine, interface, SECOND)
    assert interface.is_ready(0)


@pytest.mark.parametrize("is_probe", [False, True])
def test_address_that_somebody_else_has_or_wants_is_declined(
    machine: FakePlatform, is_probe: bool
) -> None:
    device = ServedDevice(Server(3600))
    interface = open_interface(device)
    other = b"\x02\0\0\0\0\x09"
    interface.poll(machine.now_ns)
    interface.poll(machine.now_ns)
    interface.poll(machine.now_ns)
    if is_probe:
        claim = packets.arp(1, other, "0.0.0.0", bytes(6), GRANTED)
    else:
        claim = packets.arp(2, other, GRANTED, MAC, "0.0.0.0")
    device.incoming.append(packets.ethernet(claim, MAC, other, 0x0806))
    settle(machine, interface, 5 * SECOND)
    assert device.server.asked == [1, 3, DECLINE]
    assert not interface.is_ready(0)
    settle(machine, interface, 6 * SECOND)
    assert device.server.asked == [1, 3, DECLINE, 1, 3]
    assert interface.is_ready(0)


def test_a_day_of_renewals_keeps_the_address_and_grows_nothing(machine: FakePlatform) -> None:
    device = ServedDevice(Server(3600))
    interface = open_interface(device)
    settle(machine, interface, SECOND)
    stack = interface._stack
    for hour in range(24):
        device.server.is_silent = hour in (7, 8)
        settle(machine, interface, 3600 * SECOND)
        # Renewed at half past; what was granted at half past six ends at half past seven.
        assert interface.is_ready(0) is (hour not in (7, 8)), hour
        assert len(stack._queue._frames) == 0
        assert len(stack._arp._known) <= 1
        assert stack._arp._pending == {}
        device.sent.clear()
    assert 40 <= device.server.asked.count(3) <= 60
    assert interface.statistics().dropped == {}


def test_lost_lease_takes_the_address_away_until_the_next(machine: FakePlatform) -> None:
    device = ServedDevice(Server(120))
    interface = open_interface(device)
    settle(machine, interface, SECOND)
    device.server.is_silent = True
    settle(machine, interface, 121 * SECOND)
    assert not interface.is_ready(0)
    device.sent.clear()
    question = packets.arp(1, SERVER_MAC, SERVER_IP, bytes(6), GRANTED)
    device.incoming.append(packets.ethernet(question, b"\xff" * 6, SERVER_MAC, 0x0806))
    interface.poll(machine.now_ns)
    assert all(frame[12:14] == b"\x08\x00" for frame in device.sent)
    device.server.is_silent = False
    settle(machine, interface, 70 * SECOND)
    assert interface.is_ready(0)
    assert interface._stack.address().gateway == int.from_bytes(ip_bytes(SERVER_IP), "big")


def test_network_without_an_address_says_so(machine: FakePlatform) -> None:
    machine.device = ServedDevice(Server(3600))
    loop = Loop()
    network = Network(loop)
    assert not network.is_ready(0)
    machine.device = None
    assert Network(loop).is_ready(0)


async def opened(loop: AbstractEventLoop) -> float:
    await loop.create_datagram_endpoint(DatagramProtocol, local_addr=("0.0.0.0", 7))
    return loop.time()


def test_endpoint_waits_for_the_address(machine: FakePlatform) -> None:
    machine.device = ServedDevice(Server(3600))
    loop = AbstractEventLoop()
    assert loop.run_until_complete(opened(loop)) == pytest.approx(1.15)
    loop.close()


def test_endpoint_fails_when_no_server_answers(machine: FakePlatform) -> None:
    server = Server(3600)
    server.is_silent = True
    machine.device = ServedDevice(server)
    loop = AbstractEventLoop()
    with pytest.raises(OSError, match="no DHCP server gave an address"):
        loop.run_until_complete(opened(loop))
    assert loop.time() == pytest.approx(1 + CONFIGURATION_TIMEOUT_S)
    loop.close()
