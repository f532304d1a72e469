"""The parts of a connection by themselves, against plain models and published vectors."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gloam.net.tcp.byte_queue import ByteQueue
from gloam.net.tcp.congestion import NewReno
from gloam.net.tcp.cookie import (
    Request,
    make_cookie,
    mss_of_cookie,
    options_of_stamp,
    stamp_with_options,
)
from gloam.net.tcp.cubic import Cubic
from gloam.net.tcp.deadline import NO_DEADLINE, Deadlines, Waiting
from gloam.net.tcp.flow import Flow
from gloam.net.tcp.reassembly import RUNS_MAX, Reassembly
from gloam.net.tcp.round_trip import RoundTrip
from gloam.net.tcp.scoreboard import Scoreboard
from gloam.net.tcp.secret import Secret, keyed_hash
from gloam.net.tcp.sequence import is_before, on_wire, position_of

SECOND = 1_000_000_000
MILLISECOND = 1_000_000
FLOW = Flow(0x0A090002, 7, 0x0A090001, 40_000)


@pytest.mark.parametrize(
    ("size", "expected"),
    [(0, 0xDD0E0E31), (4, 0x277187B7), (8, 0x9A932462), (12, 0x860EE5FB)],
)
def test_siphash_has_its_published_values(size: int, expected: int) -> None:
    """The vectors of SipHash-2-4 for key 00..0f and input 00, 01, ...: their low halves."""
    data = bytes(range(size))
    words = [int.from_bytes(data[n : n + 4], "little") for n in range(0, size, 4)]
    assert keyed_hash(bytes(range(16)), words) == expected


def test_secret_numbers_differ_by_key_flow_and_purpose() -> None:
    one, other = Secret(bytes(16)), Secret(bytes(15) + b"\1")
    wide = Flow(1 << 127, 7, 2, 3)
    numbers = {
        one.initial_sequence(FLOW, 0),
        other.initial_sequence(FLOW, 0),
        one.initial_sequence(wide, 0),
        one.timestamp_offset(FLOW),
        one.port_offset(FLOW),
        one.cookie(FLOW, 0),
        one.cookie(FLOW, 1),
    }
    assert len(numbers) == 7


@given(st.integers(0, 2**40), st.integers(-(2**31), 2**31 - 1))
def test_position_is_the_one_nearby(near: int, distance: int) -> None:
    position = near + distance
    assert position_of(on_wire(position), near) == position


def test_order_of_numbers_wraps() -> None:
    """RFC 9293, 3.4."""
    assert is_before(0xFFFFFFFF, 0)
    assert not is_before(0, 0xFFFFFFFF)
    assert not is_before(5, 5)


@pytest.mark.parametrize("mss", [216, 536, 1_000, 1_460, 9_000])
def test_cookie_brings_the_mss_back_rounded_down(mss: int) -> None:
    secret = Secret(bytes(16))
    cookie = make_cookie(secret, FLOW, 77, mss, 5 * SECOND)
    found = mss_of_cookie(secret, FLOW, 77, cookie, 5 * SECOND)
    assert found <= mss < 2.5 * found
    assert mss_of_cookie(secret, FLOW, 78, cookie, 5 * SECOND) == 0
    assert mss_of_cookie(secret, FLOW, 77, cookie ^ 1, 5 * SECOND) == 0
    assert mss_of_cookie(secret, FLOW, 77, cookie, 127 * SECOND) == found
    assert mss_of_cookie(secret, FLOW, 77, cookie, 128 * SECOND) == 0


@given(st.integers(0, 2**32 - 1), st.integers(-1, 14), st.booleans())
def test_stamp_keeps_the_options_and_is_hardly_older(clock: int, scale: int, sack: bool) -> None:
    request = Request(1460, scale, sack)
    stamp = stamp_with_options(clock, request)
    assert options_of_stamp(stamp, 1460) == request
    assert (clock - stamp) & 0xFFFF_FFFF <= 63


@pytest.mark.parametrize("seed", range(30))
def test_byte_queue_is_a_string_of_bytes(seed: int) -> None:
    pick = random.Random(seed)
    queue = ByteQueue(1_000)
    model = b""
    start = 1_000
    for _ in range(300):
        data = pick.randbytes(pick.choice((0, 1, 10, 1_460, 5_000)))
        queue.append(data)
        model += data
        if pick.random() < 0.6:
            count = min(pick.choice((0, 1, 100, 4_000, 10_000)), len(model))
            if pick.random() < 0.5:
                assert queue.take(count) == model[:count]
            else:
                queue.release(start + count)
            model = model[count:]
            start += count
        assert (queue.start, queue.stop, len(queue)) == (start, start + len(model), len(model))
        if model:
            offset = pick.randrange(len(model))
            size = pick.randrange(len(model) - offset + 1)
            assert queue.read(start + offset, size) == model[offset : offset + size]


@pytest.mark.parametrize("seed", range(50))
def test_reassembly_gives_every_byte_once(seed: int) -> None:
    pick = random.Random(seed)
    text = pick.randbytes(2_000)
    reassembly = Reassembly()
    nxt = 0
    held: set[int] = set()
    while nxt < len(text):
        start = nxt + pick.randrange(400)
        piece = text[start : start + pick.choice((1, 7, 50, 200))]
        if start == nxt:
            nxt += len(piece)
            more = reassembly.take(nxt)
            assert more == text[nxt : nxt + len(more)]
            nxt += len(more)
            held = {index for index in held if index >= nxt}
        elif piece and reassembly.insert(start, piece):
            held |= set(range(start, start + len(piece)))
            assert reassembly.holds(start, start + len(piece))
        assert reassembly.size == len(held)
        runs = sorted(reassembly.newest_runs(RUNS_MAX))
        assert sum(stop - begin for begin, stop in runs) == len(held)
        assert all(a[1] < b[0] for a, b in zip(runs, runs[1:], strict=False))
    assert reassembly.is_empty()


@pytest.mark.parametrize("seed", range(30))
def test_scoreboard_agrees_with_a_map_of_bytes(seed: int) -> None:
    pick = random.Random(seed)
    board = Scoreboard()
    una, nxt = 0, 0
    where: dict[int, str] = {}
    for now in range(1, 400):
        choice = pick.randrange(6)
        if choice <= 1 and not board.is_full():
            size = pick.choice((1, 100, 1_460))
            board.send(nxt, nxt + size, now)
            where |= dict.fromkeys(range(nxt, nxt + size), "flight")
            nxt += size
        elif choice == 2 and una < nxt:
            una = pick.randint(una, nxt)
            board.acknowledge(una, 0)
            where = {p: s for p, s in where.items() if p >= una}
        elif choice == 3 and una < nxt:
            records = board._records[board._head :]
            first = pick.choice(records)
            board.hold(first.start, first.stop, 0)
            where |= dict.fromkeys(range(first.start, first.stop), "held")
        elif choice == 4 and pick.random() < 0.3 and una < nxt:
            if board.first().condition != 1:
                board.lose_all()
                where = {p: "lost" if s == "flight" else s for p, s in where.items()}
        else:
            record = board.next_lost()
            if record is not None:
                stop = min(record.stop, record.start + 1_000)
                start = record.start
                board.resend(record, stop, now)
                where |= dict.fromkeys(range(start, stop), "flight")
        counts = [list(where.values()).count(name) for name in ("flight", "held", "lost")]
        assert [board.flight, board.held, board.lost] == counts


@pytest.mark.parametrize("seed", range(20))
def test_deadlines_come_in_order(seed: int) -> None:
    pick = random.Random(seed)
    heap = Deadlines()
    items = [Waiting() for _ in range(40)]
    model: dict[int, int] = {}
    for _ in range(500):
        index = pick.randrange(len(items))
        deadline = pick.choice((NO_DEADLINE, pick.randrange(1_000)))
        heap.set(items[index], deadline)
        model.pop(index, None)
        if deadline != NO_DEADLINE:
            model[index] = deadline
        first = heap.first()
        assert len(heap) == len(model)
        assert (None if first is None else first.deadline_ns) == min(model.values(), default=None)


def test_round_trip_follows_the_formulas() -> None:
    """RFC 6298, 2.2, 2.3, 2.4 and 5.5."""
    trip = RoundTrip()
    assert trip.timeout_ns() == SECOND
    trip.measure(400 * MILLISECOND)
    assert (trip.smoothed_ns, trip.variation_ns) == (400 * MILLISECOND, 200 * MILLISECOND)
    assert trip.timeout_ns() == 1_200 * MILLISECOND
    trip.measure(800 * MILLISECOND)
    assert (trip.smoothed_ns, trip.variation_ns) == (450 * MILLISECOND, 250 * MILLISECOND)
    trip.back_off()
    assert trip.timeout_ns() == 2 * 1_450 * MILLISECOND
    for _ in range(100):
        trip.back_off()
    assert trip.timeout_ns() == 60 * SECOND
    trip.measure(MILLISECOND)
    for _ in range(100):
        trip.measure(MILLISECOND)
    assert trip.timeout_ns() == 200 * MILLISECOND


def test_new_reno_grows_by_a_segment_in_a_round_trip() -> None:
    """RFC 5681, 3.1."""
    reno = NewReno(1_000)
    reno.lose(40_000, 0)
    assert (reno.window, reno.threshold) == (20_000, 20_000)
    for _ in range(20):
        reno.acknowledge(1_000, 0, 0)
    assert reno.window == 21_000
    reno.time_out(21_000, 0)
    assert (reno.window, reno.threshold) == (1_000, 10_500)


def test_cubic_returns_to_where_it_lost_in_its_time() -> None:
    """RFC 9438, 4.2, figure 2: K = cbrt((W_max - cwnd) / C), 4.2 s from 70 to 100 segments."""
    cubic = Cubic(1_000)
    cubic.window = 100_000
    cubic.lose(100_000, 0)
    assert cubic.window == 70_000
    now = 0
    round_trip = 200 * MILLISECOND
    while cubic.window < 99_500:
        now += round_trip
        left = cubic.window
        while left > 0:
            cubic.acknowledge(1_000, now, round_trip)
            left -= 1_000
    assert 3 * SECOND < now < 5 * SECOND
    plateau = now
    while cubic.window < 110_000:
        now += round_trip
        for _ in range(cubic.window // 1_000):
            cubic.acknowledge(1_000, now, round_trip)
    # Flat around the old maximum, steep behind it.
    assert 2 * SECOND < now - plateau < 6 * SECOND
