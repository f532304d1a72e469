"""Promise: any fragments, in any order, give the packet that was sent or none, within limits."""

import random

from hypothesis import given
from hypothesis import strategies as st

from gloam.net.reassembly import (
    BYTES_MAX,
    PACKETS_MAX,
    PARTS_MAX,
    Fragment,
    Reassembly,
    Whole,
)
from gloam.net.statistics import Counters
from gloam.net.wire import ipv4
from gloam.net.wire.ipv4 import Ipv4Header
from support import packets

NOW = 1_000_000_000
LIFETIME_NS = 30_000_000_000
PAYLOAD_SIZE_MAX = 65_515


def engine_of(counters: Counters) -> Reassembly:
    return Reassembly(counters, LIFETIME_NS, PAYLOAD_SIZE_MAX)


def fragment_of(packet: bytes, start: int = 0) -> Fragment:
    header = ipv4.parse(packet, start)
    assert isinstance(header, Ipv4Header)
    payload = packet[header.payload_start : header.payload_stop]
    return Fragment(
        header.source,
        header.target,
        header.protocol,
        header.identification,
        header.fragment_offset,
        header.more_fragments,
        payload,
        packet[start : header.payload_start + 8],
    )


class Bench:
    def __init__(self) -> None:
        self.counters = Counters()
        self.engine = engine_of(self.counters)
        self.now = NOW

    def feed(
        self, offset: int, payload: bytes, *, more: bool, source: str = packets.PEER_IP
    ) -> bytes | None:
        """The payload of the packet that is whole by this fragment."""
        field = (0x2000 if more else 0) | offset // 8
        packet = packets.ipv4(payload, 17, source, fragment=field)
        whole = self.engine.receive(fragment_of(packet), self.now)
        if whole is None:
            return None
        assert whole.protocol == 17
        return whole.payload

    def drops(self) -> dict[str, int]:
        return self.counters.statistics().dropped


def test_parts_in_every_order() -> None:
    parts = [(0, b"A" * 8, True), (8, b"B" * 16, True), (24, b"end", False)]
    for order in ((0, 1, 2), (0, 2, 1), (1, 0, 2), (1, 2, 0), (2, 0, 1), (2, 1, 0)):
        bench = Bench()
        results = [bench.feed(parts[n][0], parts[n][1], more=parts[n][2]) for n in order]
        assert results == [None, None, b"A" * 8 + b"B" * 16 + b"end"]
        assert bench.engine._packets == {}
        assert bench.engine._bytes == 0
        assert bench.drops() == {}


def test_a_part_that_comes_twice_does_no_harm() -> None:
    bench = Bench()
    bench.feed(0, b"A" * 8, more=True)
    bench.feed(0, b"A" * 8, more=True)
    assert bench.feed(8, b"end", more=False) == b"A" * 8 + b"end"
    assert bench.drops() == {"fragment repeated": 1}


def test_parts_that_overlap_condemn_the_packet() -> None:
    """Also for the parts that come later: what an attacker adds cannot become part of another."""
    for offset, payload, more in (
        (8, b"C" * 8, True),
        (0, b"C" * 16, True),
        (0, b"C" * 8, True),
        (16, b"C" * 8, False),
        (8, b"C" * 24, True),
    ):
        bench = Bench()
        bench.feed(0, b"A" * 16, more=True)
        bench.feed(16, b"B" * 8, more=True)
        assert bench.feed(offset, payload, more=more) is None
        assert bench.engine._bytes == 0
        assert bench.feed(24, b"end", more=False) is None
        assert bench.feed(0, b"A" * 16, more=True) is None
        assert bench.drops() == {"fragment overlap": 3}
        bench.now += LIFETIME_NS
        bench.engine.handle_timeout(bench.now)
        assert bench.engine._packets == {}
        assert bench.engine.poll_expired() is None


def test_two_ends_contradict_each_other() -> None:
    for first, second in (((16, b"end"), (24, b"end")), ((24, b"end"), (16, b"end"))):
        bench = Bench()
        bench.feed(*first, more=False)
        bench.feed(*second, more=False)
        assert bench.drops() == {"fragment overlap": 1}
    bench = Bench()
    bench.feed(8, b"end", more=False)
    bench.feed(16, b"A" * 8, more=True)
    assert bench.drops() == {"fragment overlap": 1}
    bench = Bench()
    bench.feed(16, b"A" * 8, more=True)
    bench.feed(8, b"end", more=False)
    assert bench.drops() == {"fragment overlap": 1}


def test_parts_that_cannot_be_are_dropped() -> None:
    bench = Bench()
    bench.feed(0, b"", more=True)
    bench.feed(0, b"A" * 7, more=True)
    bench.feed(65_512, b"A" * 4, more=False)
    assert bench.drops() == {"fragment": 3}
    assert bench.engine._packets == {}


def test_largest_packet() -> None:
    bench = Bench()
    payload = random.Random(3).randbytes(PAYLOAD_SIZE_MAX)
    parts = ipv4.split(0x0A090001, 0x0A090002, 17, payload, 7, 576)
    assert len(parts) == 119 <= PARTS_MAX
    whole = None
    for part in parts:
        assert len(part) <= 576
        whole = bench.engine.receive(fragment_of(part), NOW)
    assert whole == Whole(17, payload)


def test_other_senders_and_numbers_are_other_packets() -> None:
    bench = Bench()
    bench.feed(0, b"A" * 8, more=True)
    assert bench.feed(8, b"end", more=False, source="10.9.0.3") is None
    assert bench.feed(8, b"END", more=False) == b"A" * 8 + b"END"


def test_what_stays_unfinished_expires_and_its_beginning_is_reported() -> None:
    bench = Bench()
    bench.feed(0, b"12345678" * 2, more=True)
    bench.feed(8, b"end", more=False, source="10.9.0.3")
    assert bench.engine.next_deadline() == NOW + LIFETIME_NS
    bench.engine.handle_timeout(NOW + LIFETIME_NS - 1)
    assert bench.drops() == {}
    bench.engine.handle_timeout(NOW + LIFETIME_NS)
    expired = bench.engine.poll_expired()
    assert expired is not None
    assert expired.source == 0x0A090001
    assert expired.quote == packets.ipv4(b"12345678" * 2, 17, fragment=0x2000)[:28]
    # Without the first fragment there is nothing to quote (RFC 792).
    assert bench.engine.poll_expired() is None
    assert bench.drops() == {"fragment timeout": 2}
    assert bench.engine.next_deadline() == -1


def test_bombs_push_out_the_oldest_and_stay_within_the_limits() -> None:
    bench = Bench()
    for number in range(5 * PACKETS_MAX):
        bench.feed(8, bytes(1480), more=True, source=f"10.9.1.{number}")
        assert len(bench.engine._packets) <= PACKETS_MAX
    assert bench.drops() == {"fragment full": 4 * PACKETS_MAX}
    for number in range(PACKETS_MAX):
        for offset in range(0, 60_000, 1480):
            bench.feed(offset, bytes(1480), more=True, source=f"10.9.2.{number}")
            assert bench.engine._bytes <= BYTES_MAX
    assert bench.feed(0, b"A" * 8, more=True) is None
    assert bench.feed(8, b"honest", more=False) == b"A" * 8 + b"honest"


def test_many_small_parts_are_too_many() -> None:
    bench = Bench()
    for number in range(PARTS_MAX + 1):
        bench.feed(8 * number, bytes(8), more=True)
    assert bench.drops() == {"fragment overlap": 1}
    assert bench.engine._bytes == 0


@given(st.binary(min_size=1, max_size=3000), st.integers(28, 600), st.randoms())
def test_what_is_split_comes_back(payload: bytes, mtu: int, order: random.Random) -> None:
    parts = ipv4.split(0x0A090001, 0x0A090002, 17, payload, 7, mtu)
    if len(parts) > PARTS_MAX or len(parts) == 1:
        return
    order.shuffle(parts)
    engine = engine_of(Counters())
    results = []
    for part in parts:
        results.append(engine.receive(fragment_of(part), NOW))
    assert results[:-1] == [None] * (len(parts) - 1)
    assert results[-1] == Whole(17, payload)


@given(
    st.lists(
        st.tuples(st.integers(0, 12), st.integers(0, 40), st.booleans()), min_size=1, max_size=40
    )
)
def test_any_fragments_never_mix_up_bytes(parts: list[tuple[int, int, bool]]) -> None:
    """Every byte of a whole packet is the one that was sent for its place, and sent once."""
    bench = Bench()
    for number, (unit, size, more) in enumerate(parts):
        whole = bench.feed(8 * unit, bytes([number + 1]) * size, more=more)
        held = sum(packet.received for packet in bench.engine._packets.values())
        assert bench.engine._bytes == held
        if whole is None:
            continue
        for index, value in enumerate(whole):
            start, length, _ = parts[value - 1]
            assert 8 * start <= index < 8 * start + length
