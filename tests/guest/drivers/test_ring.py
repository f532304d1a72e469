"""The split virtqueue against an honest device, a lying one, and wrap-around."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gloam.drivers.virtio.ring import NONE, Ring, RingStatistics
from gloam.machine.simulation import map_region
from gloam.runtime import heap
from support.fake_virtio import FakeQueue

BUFFER_SIZE = 512


@pytest.fixture(autouse=True)
def fresh_heap() -> None:
    start_heap()


def start_heap() -> None:
    size = 1 << 20
    region = map_region(size)
    heap.initialise(region, type(region)(size))


def pair(size: int, device_writes: bool = True) -> tuple[Ring, FakeQueue]:
    ring = Ring(size, BUFFER_SIZE, device_writes)
    return ring, FakeQueue(size, ring.descriptors, ring.available, ring.used)


def test_layout_is_that_of_the_specification() -> None:
    ring, _ = pair(8)
    assert int(ring.descriptors) % 4096 == 0
    assert int(ring.available) - int(ring.descriptors) == 8 * 16
    # 4 + 2 * 8 + 2 bytes of available ring, and the used ring on a multiple of 4.
    assert int(ring.used) - int(ring.available) == 24
    assert int(ring.buffer(0)) % 4096 == 0
    assert int(ring.buffer(1)) - int(ring.buffer(0)) == BUFFER_SIZE


def test_offered_buffer_is_the_slots_own() -> None:
    ring, device = pair(4)
    ring.post(2, 100)
    assert device.offers() == []
    ring.publish()
    (offer,) = device.offers()
    assert (offer.slot, offer.address, offer.length) == (2, int(ring.buffer(2)), 100)
    assert offer.is_writable


def test_read_only_ring_offers_read_only_buffers() -> None:
    ring, device = pair(4, device_writes=False)
    ring.post(0, 1)
    ring.publish()
    assert not device.offers()[0].is_writable


def test_notification_only_when_wanted() -> None:
    ring, device = pair(4)
    assert ring.publish()
    device.wants_notification(False)
    assert not ring.publish()


def test_interrupts_are_off_until_allowed() -> None:
    ring, device = pair(4)
    assert not device.interrupts_are_allowed()
    assert not ring.allow_interrupts()
    assert device.interrupts_are_allowed()
    ring.suppress_interrupts()
    assert not device.interrupts_are_allowed()


def test_allowing_interrupts_reports_what_came_before() -> None:
    ring, device = pair(4)
    ring.post(0, 10)
    ring.publish()
    device.complete(0, 10)
    assert ring.allow_interrupts()


def test_id_out_of_range_is_counted_and_skipped() -> None:
    ring, device = pair(4)
    ring.post(1, 10)
    ring.post(2, 10)
    ring.publish()
    device.complete(4, 10)
    device.complete(1, 10)
    assert ring.take_used() == 1
    assert ring.take_used() == NONE
    assert ring.statistics() == RingStatistics(bad_ids=1, bad_lengths=0, bad_indexes=0)


def test_slot_that_is_not_in_flight_is_counted_and_skipped() -> None:
    ring, device = pair(4)
    ring.post(1, 10)
    ring.post(2, 10)
    ring.publish()
    device.complete(1, 10)
    device.complete(1, 10)
    assert ring.take_used() == 1
    assert ring.take_used() == NONE
    assert ring.statistics().bad_ids == 1


def test_length_beyond_the_buffer_counts_as_nothing() -> None:
    ring, device = pair(4)
    ring.post(0, 10)
    ring.post(1, 10)
    ring.publish()
    device.complete(0, BUFFER_SIZE)
    device.complete(1, BUFFER_SIZE + 1)
    assert ring.take_used() == 0
    assert ring.used_length == BUFFER_SIZE
    assert ring.take_used() == 1
    assert ring.used_length == 0
    assert ring.statistics().bad_lengths == 1


@pytest.mark.parametrize("ahead", [2, 4, 5, 0x8000, 0xFFFF])
def test_index_ahead_of_everything_in_flight_kills_the_ring(ahead: int) -> None:
    ring, device = pair(4)
    ring.post(0, 10)
    ring.publish()
    device.show_used_idx(ahead)
    assert ring.take_used() == NONE
    assert not ring.has_used()
    device.show_used_idx(1)
    assert ring.take_used() == NONE
    assert ring.statistics() == RingStatistics(bad_ids=0, bad_lengths=0, bad_indexes=1)


def test_indexes_wrap_at_65536_and_not_at_the_size() -> None:
    ring, device = pair(4)
    for turn in range(65_536 + 10):
        slot = turn % 4
        ring.post(slot, 1 + turn % BUFFER_SIZE)
        ring.publish()
        (offer,) = device.offers()
        assert (offer.slot, offer.length) == (slot, 1 + turn % BUFFER_SIZE)
        device.complete(slot, turn % 7)
        assert ring.take_used() == slot
        assert ring.used_length == turn % 7
    assert ring.in_flight_count() == 0


@settings(max_examples=200, deadline=None)
@given(data=st.data(), size=st.sampled_from([1, 2, 8]))
def test_honest_device_gets_every_slot_and_gives_each_back_once(
    data: st.DataObject, size: int
) -> None:
    start_heap()
    ring, device = pair(size)
    with_driver = set(range(size))
    unpublished: list[int] = []
    with_device: list[int] = []
    finished: list[tuple[int, int]] = []
    for _ in range(data.draw(st.integers(1, 60))):
        act = data.draw(st.sampled_from(["post", "publish", "complete", "take"]))
        if act == "post" and with_driver:
            slot = data.draw(st.sampled_from(sorted(with_driver)))
            with_driver.discard(slot)
            ring.post(slot, data.draw(st.integers(1, BUFFER_SIZE)))
            unpublished.append(slot)
        elif act == "publish":
            ring.publish()
            assert [offer.slot for offer in device.offers()] == unpublished
            with_device += unpublished
            unpublished = []
        elif act == "complete" and with_device:
            slot = with_device.pop(data.draw(st.integers(0, len(with_device) - 1)))
            length = data.draw(st.integers(0, BUFFER_SIZE))
            device.complete(slot, length)
            finished.append((slot, length))
        elif act == "take":
            taken = ring.take_used()
            if finished:
                assert (taken, ring.used_length) == finished.pop(0)
                with_driver.add(taken)
            else:
                assert taken == NONE
    assert ring.statistics() == RingStatistics(0, 0, 0)
    assert ring.in_flight_count() == size - len(with_driver)


@settings(max_examples=300, deadline=None)
@given(
    elements=st.lists(
        st.tuples(
            st.one_of(st.integers(0, 8), st.integers(0, 0xFFFF_FFFF)),
            st.one_of(st.integers(0, BUFFER_SIZE + 1), st.integers(0, 0xFFFF_FFFF)),
            st.one_of(st.none(), st.integers(0, 0xFFFF)),
        ),
        max_size=30,
    )
)
def test_any_used_ring_yields_only_slots_in_flight_and_lengths_that_fit(
    elements: list[tuple[int, int, int | None]],
) -> None:
    """Promise: whatever the device writes, take_used ends, and returns only what is true."""
    start_heap()
    ring, device = pair(8)
    in_flight = set(range(8))
    for slot in range(8):
        ring.post(slot, BUFFER_SIZE)
    ring.publish()
    for slot, length, index in elements:
        device.complete(slot, length)
        if index is not None:
            device.show_used_idx(index)
        taken = ring.take_used()
        while taken != NONE:
            assert taken in in_flight
            assert 0 <= ring.used_length <= BUFFER_SIZE
            in_flight.discard(taken)
            taken = ring.take_used()
    assert ring.in_flight_count() == len(in_flight)
