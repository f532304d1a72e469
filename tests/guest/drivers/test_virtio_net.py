"""The virtio network driver against a fake device: frames, refusals, batching, full rings."""

import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gloam.device.net import OFFLOADED_SIZE_MAX, Frame
from gloam.drivers.virtio.net import NetStatistics, VirtioNet
from gloam.machine import u64
from gloam.machine.memory import MEMORY
from gloam.machine.simulation import map_region
from gloam.runtime import heap
from support.fake_virtio import FakeTransport

RX, TX = 0, 1
MAC = bytes.fromhex("525400123456")
FEATURES = 1 << 32 | 1 << 5
FRAME = bytes(range(60))
SENDS = 1 << 0 | 1 << 11 | 1 << 12
RECEIVES = 1 << 1 | 1 << 7 | 1 << 8 | 1 << 15


@pytest.fixture(autouse=True)
def fresh_heap() -> None:
    start_heap()


def start_heap() -> None:
    size = 4 << 20
    heap.initialise(map_region(size), u64(size))


def opened(config: bytes = MAC, features: int = FEATURES) -> tuple[VirtioNet, FakeTransport]:
    transport = FakeTransport(config, features)
    return VirtioNet(transport, "10.0.2.15/24,10.0.2.2"), transport


def test_device_comes_to_life_in_the_order_of_the_specification() -> None:
    net, transport = opened()
    assert transport.status == 1 | 2 | 4 | 8
    assert transport.accepted == FEATURES
    assert net.mac() == MAC
    assert net.mtu() == 1500
    assert net.address_hint() == "10.0.2.15/24,10.0.2.2"
    assert len(transport.queues[RX].offers()) == 128
    assert transport.queues[TX].offers() == []


def test_smaller_mtu_of_the_device_counts() -> None:
    net, _ = opened(MAC + bytes(4) + (1280).to_bytes(2, "little"), FEATURES | 1 << 3)
    assert net.mtu() == 1280


@pytest.mark.parametrize(
    ("features", "refuses", "message"),
    [
        (1 << 5, False, "older than virtio 1.0"),
        (1 << 32, False, "no MAC address"),
        (FEATURES, True, "insists on features"),
    ],
)
def test_unusable_device_is_refused_aloud(features: int, refuses: bool, message: str) -> None:
    with pytest.raises(OSError, match=message):
        VirtioNet(FakeTransport(MAC, features, refuses_features=refuses), "")


def test_missing_queue_is_refused_aloud() -> None:
    with pytest.raises(OSError, match="no queue 0"):
        VirtioNet(FakeTransport(MAC, FEATURES, queue_size=0), "")


def test_small_queue_is_used_as_it_is() -> None:
    transport = FakeTransport(MAC, FEATURES, queue_size=16)
    VirtioNet(transport, "")
    assert len(transport.queues[RX].offers()) == 16


def test_received_frame_is_a_copy() -> None:
    net, transport = opened()
    offer = transport.queues[RX].offers()[0]
    MEMORY.store(offer.address, bytes(12) + FRAME)
    transport.queues[RX].complete(offer.slot, 12 + len(FRAME))
    frame = net.receive()
    MEMORY.store(offer.address, bytes(100))
    assert frame == FRAME
    assert net.receive() is None


@pytest.mark.parametrize("size", [0, 11, 12, 12 + 13, 12 + 1515, 2048, 2049, 0xFFFF_FFFF])
def test_impossible_size_is_dropped_and_counted_and_the_buffer_comes_back(size: int) -> None:
    net, transport = opened()
    offer = transport.queues[RX].offers()[0]
    transport.queues[RX].complete(offer.slot, size)
    assert net.receive() is None
    assert net.statistics().rx_bad_sizes == 1
    assert net.statistics().rx_frames == 0
    assert [again.slot for again in transport.queues[RX].offers()] == [offer.slot]


@pytest.mark.parametrize("size", [14, 1514])
def test_smallest_and_largest_frame_pass(size: int) -> None:
    net, transport = opened()
    offer = transport.queues[RX].offers()[0]
    transport.queues[RX].complete(offer.slot, 12 + size)
    assert net.receive() == bytes(size)


def test_transmitted_frame_follows_an_empty_header() -> None:
    net, transport = opened()
    assert net.transmit(Frame(FRAME))
    assert transport.queues[TX].offers() == []
    assert net.receive() is None  # hands over
    (offer,) = transport.queues[TX].offers()
    assert MEMORY.load(offer.address, offer.length) == bytes(12) + FRAME
    assert not offer.is_writable
    assert transport.notified[-1] == TX


def test_sixteen_frames_are_handed_over_at_once() -> None:
    net, transport = opened()
    transport.notified.clear()
    for _ in range(15):
        assert net.transmit(Frame(FRAME))
    assert transport.notified == []
    assert net.transmit(Frame(FRAME))
    assert transport.notified == [TX]
    assert len(transport.queues[TX].offers()) == 16


def test_full_ring_refuses_until_the_device_is_done() -> None:
    net, transport = opened()
    sent = 0
    while net.transmit(Frame(sent.to_bytes(2, "little") * 30)):
        sent += 1
    assert sent == 128
    assert net.statistics() == NetStatistics(0, 0, 0, 128, 1)
    offers = transport.queues[TX].offers()
    assert len(offers) == 128
    assert not net.prepare_wait()
    assert transport.queues[TX].interrupts_are_allowed()
    transport.queues[TX].complete(offers[5].slot, 0)
    assert net.prepare_wait()
    net.finish_wait()
    assert net.transmit(Frame(b"last" * 20))
    assert net.receive() is None
    (offer,) = transport.queues[TX].offers()
    assert MEMORY.load(offer.address, offer.length) == bytes(12) + b"last" * 20


def test_interrupts_are_asked_for_only_while_waiting() -> None:
    net, transport = opened()
    assert not transport.queues[RX].interrupts_are_allowed()
    assert not net.prepare_wait()
    assert transport.queues[RX].interrupts_are_allowed()
    assert not transport.queues[TX].interrupts_are_allowed()
    net.finish_wait()
    assert not transport.queues[RX].interrupts_are_allowed()
    assert transport.acknowledged == 1


def test_wait_does_not_idle_over_a_frame_that_came() -> None:
    net, transport = opened()
    transport.queues[RX].complete(transport.queues[RX].offers()[0].slot, 12 + 60)
    assert net.prepare_wait()


@settings(max_examples=50, deadline=None)
@given(
    frames=st.lists(st.binary(min_size=14, max_size=1514), max_size=200),
    burst=st.integers(1, 128),
)
def test_frames_arrive_whole_and_in_order(frames: list[bytes], burst: int) -> None:
    start_heap()
    net, transport = opened()
    queue = transport.queues[RX]
    for first in range(0, len(frames), burst):
        offers = queue.offers()
        for frame, offer in zip(frames[first : first + burst], offers, strict=False):
            MEMORY.store(offer.address, bytes(12) + frame)
            queue.complete(offer.slot, 12 + len(frame))
        for frame in frames[first : first + burst]:
            assert net.receive() == frame
        assert net.receive() is None
        for offer in offers[burst:]:  # what the burst left over, so that every slot takes its turn
            queue.complete(offer.slot, 0)
        assert net.receive() is None
    assert net.statistics().rx_frames == len(frames)
    assert net.statistics().rx_bad_elements == 0


# ------------------------------------------------------------ offload


@pytest.mark.parametrize(
    ("offered", "accepted"),
    [
        (SENDS | RECEIVES, SENDS | RECEIVES),
        (SENDS, SENDS),
        (RECEIVES, RECEIVES),
        (SENDS & ~(1 << 12) | RECEIVES & ~(1 << 15), 0),
        (1 << 0 | 1 << 1 | 1 << 15 | 1 << 22, 0),
    ],
)
def test_offloads_are_taken_as_a_whole_or_not_at_all(offered: int, accepted: int) -> None:
    net, transport = opened(features=FEATURES | offered)
    assert transport.accepted == FEATURES | accepted
    assert net.offloads() == (accepted & SENDS == SENDS)


def sent_bytes(transport: FakeTransport) -> tuple[bytes, bytes]:
    """Header and frame of the one that was handed over; its buffers are given back."""
    (offer,) = transport.queues[TX].offers()
    data = b"".join(MEMORY.load(address, length) for address, length in offer.parts())
    transport.queues[TX].complete(offer.slot, 0)
    return data[:12], data[12:]


@pytest.mark.parametrize("size", [1, 1448, 1982, 1983, 2048, 30_000, OFFLOADED_SIZE_MAX - 54])
def test_segments_to_cut_follow_a_header_that_says_how(size: int) -> None:
    net, transport = opened(features=FEATURES | SENDS)
    headers = bytes(range(54))
    payload = bytes(index * 7 % 251 for index in range(size))
    assert net.transmit(Frame(headers, payload, 34, 1448))
    assert net.receive() is None
    header, data = sent_bytes(transport)
    assert data == headers + payload
    assert header == struct.pack("<BBHHHHH", 1, 1, 54, 1448, 34, 16, 0)


def test_ipv6_and_unfinished_checksums_are_told_apart() -> None:
    net, transport = opened(features=FEATURES | SENDS)
    for frame, expected in (
        (Frame(bytes(74), bytes(100), 54, 50, is_ipv6=True), (1, 4, 74, 50, 54, 16, 0)),
        (Frame(bytes(54), bytes(100), 34), (1, 0, 0, 0, 34, 16, 0)),
        (Frame(bytes(54), bytes(100)), (0, 0, 0, 0, 0, 0, 0)),
    ):
        assert net.transmit(frame)
        assert net.receive() is None
        assert sent_bytes(transport)[0] == struct.pack("<BBHHHHH", *expected)


def test_large_frame_waits_until_all_of_its_buffers_are_free() -> None:
    net, transport = opened(features=FEATURES | SENDS)
    large = Frame(bytes(54), bytes(60_000), 34, 1448)
    sent = 0
    while net.transmit(large):
        sent += 1
    assert sent == 256 // 30
    assert net.transmit(Frame(FRAME))
    assert net.receive() is None
    offers = transport.queues[TX].offers()
    assert [len(offer.parts()) for offer in offers] == [30] * sent + [1]
    transport.queues[TX].complete(offers[3].slot, 0)
    assert net.transmit(large)
    assert not net.transmit(large)


def deliver(
    transport: FakeTransport, frame: bytes, flags: int = 0, count: int | None = None
) -> int:
    """Write a frame into as many buffers as it needs; how many that were."""
    queue = transport.queues[RX]
    needed = (12 + len(frame) + 2047) // 2048
    header = struct.pack("<BBHHHHH", flags, 0, 0, 0, 0, 0, needed if count is None else count)
    data = header + frame
    for index in range(needed):
        offer = transport.pending.pop(0)
        part = data[index * 2048 : (index + 1) * 2048]
        MEMORY.store(offer.address, part)
        queue.complete(offer.slot, len(part))
    return needed


@settings(max_examples=60, deadline=None)
@given(sizes=st.lists(st.integers(14, OFFLOADED_SIZE_MAX), max_size=20))
def test_large_frames_arrive_whole_and_in_order(sizes: list[int]) -> None:
    start_heap()
    net, transport = opened(features=FEATURES | RECEIVES)
    for number, size in enumerate(sizes):
        transport.pending += transport.queues[RX].offers()
        frame = bytes([number]) * size
        deliver(transport, frame)
        assert net.receive() == frame
        assert net.receive() is None
    assert net.statistics().rx_frames == len(sizes)
    assert net.statistics().rx_bad_sizes == 0


@pytest.mark.parametrize(("flags", "is_verified"), [(0, False), (1, True), (2, True), (4, False)])
def test_device_tells_whose_checksum_needs_no_check(flags: int, is_verified: bool) -> None:
    net, transport = opened(features=FEATURES | RECEIVES)
    transport.pending += transport.queues[RX].offers()
    for size in (60, 5_000):
        deliver(transport, bytes(size), flags)
        assert net.receive() == bytes(size)
        assert net.is_verified() == is_verified


@pytest.mark.parametrize(("size", "count"), [(60, 2), (60, 0xFFFF), (5_000, 4), (66_000, 33)])
def test_frame_in_another_number_of_buffers_than_told_is_dropped(size: int, count: int) -> None:
    net, transport = opened(features=FEATURES | RECEIVES)
    transport.pending += transport.queues[RX].offers()
    taken = deliver(transport, bytes(size), count=count)
    assert net.receive() is None
    assert net.statistics().rx_bad_sizes >= 1
    assert len(transport.queues[RX].offers()) == taken
    deliver(transport, FRAME)
    assert net.receive() == FRAME
