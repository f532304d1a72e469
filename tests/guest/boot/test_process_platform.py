"""The process platform over a fake kernel: partial writes, interruptions, ppoll."""

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from gloam.boot.process.environment import Environment, host_sockets, mac_address
from gloam.boot.process.platform import ProcessPlatform
from gloam.machine import Ptr, pointer, u64
from gloam.machine.memory import MEMORY
from gloam.machine.simulation import SimulatedHardware, install_hardware, map_region
from gloam.runtime import heap

WRITE, SENDTO, RECVFROM, CLOCK_GETTIME, PPOLL, GETRANDOM = 1, 44, 45, 228, 271, 318
EINTR, EAGAIN, EPIPE = -4, -11, -32


@dataclass
class FakeKernel(SimulatedHardware):
    """Answers system calls by number; keeps what it was asked."""

    answers: dict[int, Callable[[tuple[int, ...]], int]] = field(default_factory=dict)
    asked: list[int] = field(default_factory=list)

    def syscall(self, number: int, arguments: tuple[int, ...]) -> int:
        self.asked.append(number)
        return self.answers[number](arguments)


@pytest.fixture
def kernel() -> FakeKernel:
    size = 1 << 20
    heap.initialise(map_region(size), u64(size))
    fake = FakeKernel()
    install_hardware(fake)
    return fake


def stack_with(arguments: list[str], variables: list[str]) -> Ptr[u64]:
    """An initial stack as the kernel builds it."""
    words: list[int] = [len(arguments)]
    for group in (arguments, variables):
        for text in group:
            data = text.encode() + b"\0"
            region = map_region(len(data))
            MEMORY.store(int(region), data)
            words.append(int(region))
        words.append(0)
    region = map_region(8 * len(words))
    MEMORY.store(int(region), b"".join(word.to_bytes(8, "little") for word in words))
    stack: Ptr[u64] = pointer(region)
    return stack


def platform(*variables: str) -> ProcessPlatform:
    return ProcessPlatform(
        Environment(stack_with(["prog", "a b", ""], list(variables))), has_ip6=True
    )


def test_arguments_and_variables_are_read_from_the_stack(kernel: FakeKernel) -> None:
    stack = stack_with(["prog", "a b", ""], ["GLOAM_IPX=no", "GLOAM_IP=1=2", "EMPTY="])
    environment = Environment(stack)
    assert environment.arguments() == ["prog", "a b", ""]
    assert environment.variable("GLOAM_IP") == "1=2"
    assert environment.variable("EMPTY") == ""
    assert environment.variable("GLOAM") == ""


def test_write_goes_on_after_a_part_and_an_interruption(kernel: FakeKernel) -> None:
    written = bytearray()
    results = [3, EINTR, EAGAIN, 2, 1]

    def write(arguments: tuple[int, ...]) -> int:
        fd, address, size = arguments[:3]
        assert (fd, size) == (1, 6 - len(written))
        result = results.pop(0)
        written.extend(MEMORY.load(address, max(result, 0)))
        return result

    kernel.answers = {WRITE: write, PPOLL: lambda _: 1}
    platform().write_console(b"abcdef")
    assert written == b"abcdef"
    assert kernel.asked == [WRITE, WRITE, WRITE, PPOLL, WRITE, WRITE]


def test_refused_write_ends(kernel: FakeKernel) -> None:
    kernel.answers = {WRITE: lambda _: EPIPE}
    platform().write_error(b"abcdef")
    assert kernel.asked == [WRITE]


@pytest.mark.parametrize(
    ("until_ns", "expected"), [(-1, None), (5_000_000_007, (3, 5)), (1, (0, 0))]
)
def test_wait_passes_the_time_left_and_every_descriptor(
    kernel: FakeKernel, until_ns: int, expected: tuple[int, int] | None
) -> None:
    polled: list[tuple[tuple[int, int] | None, list[tuple[int, int]]]] = []

    def clock(arguments: tuple[int, ...]) -> int:
        assert arguments[0] == 1
        MEMORY.store(arguments[1], (2).to_bytes(8, "little") + (2).to_bytes(8, "little"))
        return 0

    def poll(arguments: tuple[int, ...]) -> int:
        entries, count, timespec = arguments[:3]
        left = None
        if timespec:
            data = MEMORY.load(timespec, 16)
            left = (int.from_bytes(data[:8], "little"), int.from_bytes(data[8:], "little"))
        watched = [MEMORY.load(entries + 8 * index, 8) for index in range(count)]
        pairs = [
            (int.from_bytes(one[:4], "little"), int.from_bytes(one[4:6], "little"))
            for one in watched
        ]
        polled.append((left, pairs))
        return 0

    kernel.answers = {CLOCK_GETTIME: clock, PPOLL: poll}
    machine = platform("GLOAM_UDP=7:4,9:5")
    assert machine.host_datagram_socket(8) == -1
    assert machine.host_datagram_socket(9) == 5
    assert machine.host_datagram_socket(9) == 5
    machine.wait(until_ns)
    assert polled == [(expected, [(5, 1)])]


def test_datagram_is_sent_to_the_address_in_network_order(kernel: FakeKernel) -> None:
    sent: list[tuple[int, bytes, bytes]] = []

    def send_to(arguments: tuple[int, ...]) -> int:
        fd, address, size, flags, name, name_size = arguments
        assert flags == 0x40
        sent.append((fd, MEMORY.load(address, size), MEMORY.load(name, name_size)))
        return size

    kernel.answers = {SENDTO: send_to}
    machine = platform()
    assert machine.host_send(4, b"data", "192.168.1.254", 7000)
    name = bytes.fromhex("0200 1b58 c0a801fe 0000000000000000")
    assert sent == [(4, b"data", name)]


@pytest.mark.parametrize("host", ["", "1.2.3", "1.2.3.256", "1.2.3.x", "1.2.3.4.5", "1..2.3"])
def test_what_is_no_address_is_refused(kernel: FakeKernel, host: str) -> None:
    with pytest.raises(OSError, match="not an IPv4 address"):
        platform().host_send(4, b"data", host, 7)


@pytest.mark.parametrize("size", [EAGAIN, -111])
def test_no_datagram_is_none(kernel: FakeKernel, size: int) -> None:
    kernel.answers = {RECVFROM: lambda _: size}
    assert platform().host_receive(4) is None


def test_entropy_is_asked_for_in_parts(kernel: FakeKernel) -> None:
    def get_random(arguments: tuple[int, ...]) -> int:
        given = min(arguments[1], 100)
        MEMORY.store(arguments[0], b"\xaa" * given)
        return given

    kernel.answers = {GETRANDOM: get_random}
    assert platform().entropy(350) == b"\xaa" * 350
    kernel.answers = {GETRANDOM: lambda _: -38}
    with pytest.raises(OSError, match="no random numbers"):
        platform().entropy(1)


def test_settings_of_the_launcher() -> None:
    assert host_sockets("") == {}
    assert host_sockets("53:4,7000:5") == {53: 4, 7000: 5}
    assert mac_address("52:54:00:12:34:56") == bytes.fromhex("525400123456")
    for wrong in ("53", "53:", "x:1"):
        with pytest.raises(ValueError, match="invalid literal"):
            host_sockets(wrong)
    with pytest.raises(ValueError, match="not a MAC address"):
        mac_address("52:54:00")
