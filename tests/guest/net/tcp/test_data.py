"""Data, windows, acknowledgments and closing: RFC 9293, 3.8 and 3.10, and RFC 5681."""

from __future__ import annotations

import pytest

from gloam.net.tcp.connection import Connection, Failure
from gloam.net.tcp.memory import SENDING_MAX
from gloam.net.tcp.receiver import ACK_DELAY_NS, QUICK_ACKS
from gloam.net.tcp.sender import GROWTH_MIN
from gloam.net.tcp.state import State
from gloam.net.tcp_host import (
    RECEIVE_CAPACITY,
    RECEIVE_CAPACITY_MAX,
    SEND_CAPACITY,
    SEND_CAPACITY_MAX,
)
from gloam.net.wire.tcp import parse_options
from support.tcp_bench import MILLISECOND, PEER_ISS, PEER_PORT, ROUND_TRIP, SECOND, TcpBench

MSS = bytes.fromhex("020405b4")
SACK_OK = bytes.fromhex("01010402")
SCALE = bytes.fromhex("01030307")
STAMP = bytes.fromhex("0101080a")


def stamped(value: int, echo: int = 0) -> bytes:
    return STAMP + value.to_bytes(4, "big") + echo.to_bytes(4, "big")


class Pair:
    """An accepted connection with segments of 1460 bytes and SACK."""

    def __init__(self, window: int = 60_000, options: bytes = MSS + SACK_OK) -> None:
        self.bench = TcpBench()
        self.connection = self.bench.accepted(options, window)
        self.window = window

    def ack(self, ack: int, *blocks: tuple[int, int], window: int | None = None) -> list[str]:
        """The peer acknowledges, with SACK blocks; what we send then."""
        option = b""
        if blocks:
            option = bytes([1, 1, 5, 2 + 8 * len(blocks)])
            for left, right in blocks:
                for edge in (left, right):
                    option += ((self.bench.iss + edge) & 0xFFFF_FFFF).to_bytes(4, "big")
        window = self.window if window is None else window
        self.bench.send("A", 1, ack, window=window, options=option)
        return self.bench.brief()

    def write(self, size: int) -> list[str]:
        self.bench.write(self.connection, bytes(size))
        return self.bench.brief()


def spans(sent: list[str]) -> list[tuple[int, int]]:
    """Of segments with data, in full segments of 1460 bytes: first and behind the last."""
    found = []
    for text in sent:
        start, _, stop = text.split()[1].partition(":")
        found.append(((int(start) - 1) // 1460, (int(stop) - 2) // 1460))
    return found


# ---------------------------------------------------------------- receiving


def test_every_second_full_segment_is_acknowledged_at_once() -> None:
    """RFC 9293, 3.8.6.3, SHLD-19."""
    pair = Pair()
    pair.bench.send("A", 1, 1, bytes(1460))
    assert pair.bench.brief() == []
    pair.bench.send("A", 1461, 1, bytes(1460))
    assert pair.bench.brief() == ["A 1 ack 2921"]


def test_single_segment_is_acknowledged_after_a_short_delay() -> None:
    """3.8.6.3, MUST-40: at most half a second."""
    pair = Pair()
    pair.bench.send("PA", 1, 1, b"x")
    assert pair.bench.advance(ACK_DELAY_NS - 1) == []
    assert pair.bench.advance(1) == ["A 1 ack 2"]
    assert pair.bench.advance(SECOND) == []


def test_data_carries_the_acknowledgment() -> None:
    pair = Pair()
    pair.bench.send("PA", 1, 1, b"question")
    assert pair.write(6) == ["PA 1:7 ack 9"]
    assert pair.bench.advance(SECOND // 10) == []


def test_data_out_of_order_is_acknowledged_at_once_and_kept() -> None:
    """RFC 5681, 4.2; RFC 2018, 4."""
    pair = Pair()
    pair.bench.send("A", 11, 1, b"world")
    (answer,) = pair.bench.sent()
    assert answer.brief() == "A 1 ack 1"
    options = parse_options(answer.options, 0, len(answer.options))
    assert options is not None
    (block,) = options.sack
    assert block.right - block.left == 5
    pair.bench.send("A", 1, 1, b"hello, new")
    assert pair.bench.brief() == ["A 1 ack 16"]
    assert pair.bench.read(pair.connection) == b"hello, newworld"


def test_sack_reports_what_came_last_first() -> None:
    """RFC 2018, 4, second rule."""
    pair = Pair()
    for start in (11, 31, 21):
        pair.bench.send("A", start, 1, b"abc")
    answer = pair.bench.sent()[-1]
    options = parse_options(answer.options, 0, len(answer.options))
    assert options is not None
    lefts = [(block.left + 0x100) & 0xFFFF_FFFF for block in options.sack]
    assert lefts == [21, 31, 11]


def test_duplicate_data_is_reported_once() -> None:
    """RFC 2883, 4, third rule: once, in the first block."""
    pair = Pair()
    pair.bench.send("A", 1, 1, bytes(10))
    pair.bench.advance(SECOND)
    pair.bench.send("A", 1, 1, bytes(10))
    (answer,) = pair.bench.sent()
    options = parse_options(answer.options, 0, len(answer.options))
    assert options is not None
    assert [((b.left + 0x100) & 0xFFFF_FFFF, b.right - b.left) for b in options.sack] == [(1, 10)]
    pair.bench.send("A", 11, 1, bytes(3_000))
    assert all(seen.options == b"" for seen in pair.bench.sent())


@pytest.mark.parametrize("start", [-2, 1, 4])
def test_overlap_is_taken_once(start: int) -> None:
    """3.10.7.4, seventh: only what is new."""
    pair = Pair()
    text = b"0123456789"
    pair.bench.send("A", 1, 1, text[:5])
    pair.bench.send("A", start, 1, bytes(3)[: max(1 - start, 0)] + text[max(start - 1, 0) :])
    assert pair.bench.read(pair.connection) == text


def test_what_was_held_first_stays() -> None:
    """A later copy with other contents changes nothing."""
    pair = Pair()
    pair.bench.send("A", 3, 1, b"CD")
    pair.bench.send("A", 1, 1, b"abxy")
    assert pair.bench.read(pair.connection) == b"abxy"
    pair.bench.send("A", 6, 1, b"FG")
    pair.bench.send("A", 5, 1, b"e")
    assert pair.bench.read(pair.connection) == b"eFG"


def test_data_beyond_the_window_is_cut() -> None:
    """3.10.7.4, first."""
    pair = Pair()
    edge = pair.connection.receiver.edge - pair.connection.receiver.nxt
    pair.bench.send("A", 1 + edge - 3, 1, b"abcdef")
    (answer,) = pair.bench.sent()
    options = parse_options(answer.options, 0, len(answer.options))
    assert options is not None
    assert options.sack[0].right - options.sack[0].left == 3


def test_window_closes_as_data_waits_and_never_shrinks() -> None:
    """3.8.6: the right edge does not move to the left."""
    pair = Pair()
    edge = 0
    position = 1
    window = 65_535
    while window > 0:
        pair.bench.send("A", position, 1, bytes(min(1460, window)))
        position += min(1460, window)
        pair.bench.advance(50 * MILLISECOND)
        receiver = pair.connection.receiver
        assert receiver.edge >= edge
        edge = receiver.edge
        window = receiver.edge - receiver.nxt
    assert pair.connection.readable() == 262_144


def test_probe_of_our_closed_window_is_answered() -> None:
    """3.8.6.1, MUST-35; 3.10.7.4, first."""
    pair = Pair()
    position = 1
    while pair.connection.receiver.edge > pair.connection.receiver.nxt:
        size = min(1460, pair.connection.receiver.edge - pair.connection.receiver.nxt)
        pair.bench.send("A", position, 1, bytes(size))
        position += size
        pair.bench.advance(50 * MILLISECOND)
    pair.bench.send("A", position, 1, b"?")
    (answer,) = pair.bench.sent()
    assert (answer.ack, answer.window) == (position, 0)
    pair.bench.read(pair.connection, 100)
    assert pair.bench.brief() == []
    pair.bench.read(pair.connection, 2_000)
    (update,) = pair.bench.sent()
    assert update.window >= 2_000


def test_many_gaps_are_refused_not_kept() -> None:
    pair = Pair()
    for number in range(100):
        pair.bench.send("A", 3 + 2 * number, 1, b"x")
        pair.bench.sent()
    assert pair.bench.drops() == {"tcp memory": 36}
    assert pair.bench.tcp.engine._memory.used == 64


# ---------------------------------------------------------------- sending


def test_first_window_is_ten_segments() -> None:
    """RFC 6928, 2."""
    assert spans(Pair().write(100_000)) == [(n, n) for n in range(10)]


def test_slow_start_grows_by_what_is_acknowledged() -> None:
    """RFC 5681, 3.1."""
    pair = Pair()
    pair.write(200_000)
    assert spans(pair.ack(1 + 2 * 1460)) == [(n, n) for n in range(10, 14)]


def test_window_of_the_peer_limits() -> None:
    """3.8.6: never beyond the right edge."""
    pair = Pair(window=4_000)
    assert spans(pair.write(100_000)) == [(0, 0), (1, 1)]
    assert spans(pair.ack(1461)) == [(2, 2)]


def test_small_window_is_not_filled_with_small_segments() -> None:
    """3.8.6.2.1: silly window avoidance, with the override of the timer."""
    pair = Pair(window=4_000)
    pair.write(100_000)
    pair.ack(2921, window=700)
    assert pair.bench.brief() == []
    assert pair.bench.advance(SECOND)[0] == "A 2921:3621 ack 1"


def test_old_segment_does_not_change_the_window() -> None:
    """3.10.7.4, fifth: SND.WL1 and SND.WL2."""
    pair = Pair(window=4_000)
    pair.bench.send("A", 1, 1, b"x", window=4_000)
    pair.bench.send("A", 2, 1, b"y", window=3_000)
    pair.bench.send("A", 1, 1, window=50_000)
    sender = pair.connection.sender
    assert sender.edge - sender.una == 3_000


def test_closed_window_is_probed_with_growing_intervals() -> None:
    """3.8.6.1, MUST-36 to 38: and the connection is not given up while the peer answers."""
    pair = Pair(window=0)
    assert pair.write(5_000) == []
    gaps = []
    last = pair.bench.now
    for _ in range(12):
        while not (sent := pair.bench.advance(100 * MILLISECOND)):
            pass
        assert sent in (["A 1:2 ack 1"], ["PA 1:2 ack 1"])
        gaps.append((pair.bench.now - last) // (100 * MILLISECOND))
        last = pair.bench.now
        pair.ack(1, window=0)
    assert gaps == [3, 6, 12, 24, 48, 96, 192, 384, 600, 600, 600, 600]
    assert pair.connection.failure is None
    # It opens: what the probe carried goes again at once.
    assert spans(pair.ack(1, window=10_000))[0] == (0, 0)


def test_silent_peer_with_a_closed_window_is_given_up() -> None:
    pair = Pair(window=0)
    pair.write(100)
    pair.bench.advance(200 * SECOND)
    assert pair.connection.failure is Failure.TIMED_OUT


def test_shrunk_window_is_survived() -> None:
    """3.8.6: a sender must be robust against it (MUST-34)."""
    pair = Pair()
    pair.write(14_600)
    pair.ack(1461, window=100)
    assert pair.ack(14_601, window=60_000) == []
    assert spans(pair.write(2_000))[0][0] == 10


def test_nagle_holds_small_segments_back_when_it_is_on() -> None:
    """3.7.4; off by default, as asyncio sets TCP_NODELAY."""
    pair = Pair()
    assert pair.write(10) == ["PA 1:11 ack 1"]
    assert pair.write(10) == ["PA 11:21 ack 1"]
    pair.connection.sender.is_nagle = True
    assert pair.write(10) == []
    assert pair.ack(21) == ["PA 21:31 ack 1"]


def test_push_is_on_the_last_segment() -> None:
    """3.9.1.2: and not in the middle of a queue."""
    pair = Pair()
    assert [text.split()[0] for text in pair.write(3_000)] == ["A", "A", "PA"]


# ---------------------------------------------------------------- loss


def test_timer_backs_off_and_the_connection_is_given_up() -> None:
    """RFC 6298, 5.5; RFC 9293, 3.8.3: R2 is at least 100 seconds."""
    pair = Pair(options=MSS)
    pair.write(1_000)
    gaps = []
    last = pair.bench.now
    for _ in range(9):
        while not pair.bench.advance(100 * MILLISECOND):
            pass
        gaps.append((pair.bench.now - last) // (100 * MILLISECOND))
        last = pair.bench.now
    assert gaps == [3, 6, 12, 24, 48, 96, 192, 384, 435]
    assert pair.connection.failure is Failure.TIMED_OUT


def test_three_duplicate_acks_bring_the_lost_segment_back() -> None:
    """RFC 5681, 3.2, with a peer that has no SACK."""
    pair = Pair(options=MSS)
    pair.write(14_600)
    assert pair.ack(1) == []
    assert pair.ack(1) == []
    assert spans(pair.ack(1)) == [(0, 0)]


def test_partial_ack_sends_the_next_hole() -> None:
    """RFC 6582, 3.2, step 3."""
    pair = Pair(options=MSS)
    pair.write(14_600)
    for _ in range(3):
        pair.ack(1)
    assert spans(pair.ack(1 + 4 * 1460))[0] == (4, 4)
    assert pair.ack(14_601) == []


def test_sack_tells_which_segments_are_lost() -> None:
    """RFC 6675, 4 and 5."""
    pair = Pair()
    pair.write(14_600)
    assert pair.ack(1, (2921, 4381)) == []
    assert pair.ack(1, (2921, 5841)) == []
    # Three segments above 0 and 1 are held now.
    assert spans(pair.ack(1, (2921, 7301))) == [(0, 0), (1, 1)]
    assert pair.ack(1, (2921, 14_601)) == []
    assert pair.ack(14_601) == []


def test_sack_of_what_was_never_sent_is_ignored() -> None:
    pair = Pair()
    pair.write(2_920)
    assert pair.ack(1, (2921, 90_000)) == []
    assert pair.ack(1, (90_000, 100_000), (1, 1), (5_000, 4_000)) == []
    assert pair.connection.sender.board.held == 0
    assert pair.ack(2921) == []


def test_reneging_is_survived() -> None:
    """RFC 2018, 8: after a timeout, what was SACKed is sent again too if the first is."""
    pair = Pair()
    pair.write(4_380)
    pair.ack(1, (1461, 4381))
    sent = spans(pair.bench.advance(3 * SECOND))
    assert sent[0] == (0, 0)
    pair.ack(1461)
    assert spans(pair.bench.advance(10 * SECOND))[:1] == [(1, 1)]


def test_lost_tail_is_probed_before_the_timer() -> None:
    """RFC 8985, 7: two round trips after the last segment."""
    pair = Pair()
    pair.write(1460)
    pair.bench.now += 100 * MILLISECOND
    pair.ack(1461)
    pair.write(2 * 1460)
    assert pair.bench.advance(199 * MILLISECOND) == []
    assert spans(pair.bench.advance(2 * MILLISECOND)) == [(2, 2)]


def test_needless_retransmission_is_undone() -> None:
    """RFC 3708 and 2883: every retransmission was reported as a duplicate."""
    pair = Pair()
    pair.write(14_600)
    before = pair.connection.sender.congestion.window
    assert spans(pair.ack(1, (1461, 5841)))[0] == (0, 0)
    assert pair.connection.sender.congestion.window < before
    pair.ack(5841)
    pair.ack(5841, (1, 1461))
    assert pair.connection.sender.congestion.window >= before
    assert pair.connection.sender.board.duplicates == 6


def test_timeout_starts_from_one_segment() -> None:
    """RFC 5681, 3.1."""
    pair = Pair(options=MSS)
    pair.write(14_600)
    assert spans(pair.bench.advance(300 * MILLISECOND)) == [(0, 0)]
    assert spans(pair.ack(1461)) == [(1, 1), (2, 2)]
    assert pair.connection.sender.congestion.threshold == 10_220


def test_idle_connection_starts_again_with_the_first_window() -> None:
    """RFC 5681, 4.1."""
    pair = Pair()
    pair.write(14_600)
    pair.ack(14_601)
    assert pair.connection.sender.congestion.window > 14_600
    pair.bench.now += 10 * SECOND
    assert len(pair.write(60_000)) == 10


# ---------------------------------------------------------------- attacks


def test_blind_reset_and_syn_get_one_challenge_in_half_a_second() -> None:
    """RFC 5961, 3, 4 and 7."""
    pair = Pair()
    for flags, count in (("R", 5), ("S", 6), ("R", 7)):
        pair.bench.send(flags, count)
    assert pair.bench.brief() == ["A 1 ack 1"]
    pair.bench.now += SECOND // 2
    pair.bench.send("S", 5)
    assert pair.bench.brief() == ["A 1 ack 1"]
    assert pair.connection.state is State.ESTABLISHED


def test_ack_storm_does_not_start() -> None:
    """Two ends that answer each other's out-of-window ACKs for ever."""
    pair = Pair()
    answers = 0
    for _ in range(1_000):
        pair.bench.send("A", 500_000, 1)
        answers += len(pair.bench.brief())
    assert answers == 1


def test_blind_data_with_a_wrong_acknowledgment_is_not_taken() -> None:
    """RFC 5961, 5.2."""
    pair = Pair()
    for ack in (5, -70_000, 1 << 31):
        pair.bench.send("A", 1, ack, b"evil")
    assert pair.connection.readable() == 0
    assert pair.bench.drops() == {"tcp acknowledgment": 3}


def timed(bench: TcpBench, start: int = 100) -> Connection:
    """An accepted connection with timestamps; the peer's clock shows `start`."""
    listener = bench.listen()
    bench.send("S", 0, options=stamped(start))
    bench.sent()
    bench.send("A", 1, 1, options=stamped(start))
    connection = listener.accept()
    assert connection is not None
    return connection


def test_old_timestamp_is_dropped_and_acknowledged() -> None:
    """RFC 7323, 5.3, R1."""
    bench = TcpBench()
    connection = timed(bench)
    bench.send("A", 1, 1, b"new", options=stamped(200))
    bench.advance(SECOND)
    bench.send("A", 4, 1, b"old", options=stamped(150))
    assert bench.brief() == ["A 1 ack 4"]
    assert bench.read(connection) == b"new"
    assert bench.drops() == {"tcp timestamp": 1}


def test_segment_without_timestamp_is_dropped_when_they_are_agreed_on() -> None:
    """RFC 7323, 3.2; a RST needs none."""
    bench = TcpBench()
    connection = timed(bench)
    bench.send("A", 1, 1, b"x")
    assert connection.readable() == 0
    bench.send("R", 1)
    assert connection.failure is Failure.RESET


def test_echo_is_of_the_segment_that_the_ack_answers() -> None:
    """RFC 7323, 4.3: of the first of two, when the ACK was delayed; not of one behind a gap."""
    bench = TcpBench()
    timed(bench)
    bench.send("A", 1, 1, b"x", options=stamped(110))
    bench.send("A", 2, 1, b"y", options=stamped(120))
    bench.send("A", 9, 1, b"z", options=stamped(130))
    (answer,) = bench.sent()
    options = parse_options(answer.options, 0, len(answer.options))
    assert options is not None
    assert options.timestamp_echo == 110


def test_after_24_days_an_old_timestamp_is_believed() -> None:
    """RFC 7323, 5.5."""
    bench = TcpBench()
    connection = timed(bench, 1 << 31)
    bench.now += 25 * 24 * 3600 * SECOND
    bench.send("A", 1, 1, b"x", options=stamped(5))
    assert connection.readable() == 1


# ---------------------------------------------------------------- closing


def test_half_closed_connection_goes_on_receiving() -> None:
    """3.6, case 1."""
    pair = Pair()
    pair.bench.tcp.engine.shut_down(pair.connection)
    assert pair.bench.brief() == ["FA 1 ack 1"]
    pair.bench.send("A", 1, 2, bytes(3_000))
    assert pair.connection.readable() == 3_000
    assert pair.connection.room() == 0


def test_fin_follows_the_data_and_is_retransmitted_with_it() -> None:
    pair = Pair()
    pair.bench.write(pair.connection, b"bye")
    pair.bench.tcp.engine.shut_down(pair.connection)
    assert pair.bench.brief() == ["FPA 1:4 ack 1"]
    assert pair.bench.advance(260 * MILLISECOND) == ["FPA 1:4 ack 1"]
    pair.ack(4)
    assert pair.connection.state is State.FIN_WAIT_1
    assert pair.bench.advance(20 * SECOND)[0] == "FA 4 ack 1"
    pair.ack(5)
    assert pair.connection.state.value == "FIN-WAIT-2"


def test_fin_behind_a_gap_waits_for_it() -> None:
    pair = Pair()
    pair.bench.send("FA", 4, 1, b"def")
    assert pair.connection.state is State.ESTABLISHED
    pair.bench.send("A", 1, 1, b"abc")
    assert pair.connection.state.value == "CLOSE-WAIT"
    assert pair.bench.brief()[-1] == "A 1 ack 8"
    assert pair.bench.read(pair.connection) == b"abcdef"


def test_held_fin_is_part_of_its_block() -> None:
    pair = Pair()
    pair.bench.send("FA", 4, 1, b"def")
    (answer,) = pair.bench.sent()
    options = parse_options(answer.options, 0, len(answer.options))
    assert options is not None
    assert options.sack[0].right - options.sack[0].left == 4


def test_data_behind_a_fin_is_not_taken() -> None:
    pair = Pair()
    pair.bench.send("FA", 4, 1, b"d")
    pair.bench.send("A", 5, 1, b"evil")
    pair.bench.send("A", 1, 1, b"abc")
    assert pair.bench.read(pair.connection) == b"abcd"
    assert pair.connection.is_at_eof()


def test_fin_in_front_of_held_data_is_a_lie() -> None:
    pair = Pair()
    pair.bench.send("A", 10, 1, b"late")
    pair.bench.send("FA", 4, 1, b"d")
    pair.bench.send("A", 1, 1, b"abc")
    assert not pair.connection.receiver.is_finished()


def test_closing_with_unread_data_resets() -> None:
    """3.6.1, SHLD-3; RFC 2525, 2.17."""
    pair = Pair()
    pair.bench.send("A", 1, 1, b"unread")
    pair.bench.tcp.engine.close(pair.connection, pair.bench.now)
    assert pair.bench.brief() == ["RA 1 ack 7"]


def test_data_after_close_resets() -> None:
    """3.6.1, SHLD-3."""
    pair = Pair()
    pair.bench.tcp.engine.close(pair.connection, pair.bench.now)
    assert pair.bench.brief() == ["FA 1 ack 1"]
    pair.bench.send("A", 1, 2, b"too late")
    assert pair.bench.brief() == ["RA 2 ack 1"]
    assert pair.bench.drops() == {"tcp closed": 1}


def test_reset_with_data_queued_drops_it() -> None:
    pair = Pair()
    pair.write(100_000)
    pair.bench.send("RA", 1, 1)
    assert pair.connection.failure is Failure.RESET
    assert pair.bench.advance(100 * SECOND) == []
    assert pair.bench.tcp.engine.connections() == []


def test_closed_connection_does_not_wait_for_ever_in_fin_wait_2() -> None:
    pair = Pair()
    pair.bench.tcp.engine.close(pair.connection, pair.bench.now)
    pair.bench.sent()
    pair.ack(2)
    assert pair.connection.state is State.FIN_WAIT_2
    assert pair.bench.advance(60 * SECOND) == []
    assert pair.bench.tcp.engine.connections() == []


def test_time_wait_lasts_two_segment_lifetimes() -> None:
    """3.3.2, 3.6.1: the last ACK is repeated, and a repeated FIN starts the time again."""
    bench = TcpBench()
    connection = bench.in_state(State.TIME_WAIT)
    bench.advance(59 * SECOND)
    bench.send("FA", 1, 2)
    assert bench.brief() == ["A 2 ack 2"]
    bench.advance(59 * SECOND)
    assert bench.tcp.engine._time_wait.get(connection.flow) is not None
    bench.advance(SECOND)
    assert bench.tcp.engine._time_wait.get(connection.flow) is None


def test_reset_does_not_end_time_wait() -> None:
    """RFC 1337, 3, F1."""
    bench = TcpBench()
    connection = bench.in_state(State.TIME_WAIT)
    bench.send("R", 2)
    assert bench.tcp.engine._time_wait.get(connection.flow) is not None


def test_new_request_reopens_time_wait_if_it_is_newer() -> None:
    """3.6.1, MAY-2."""
    bench = TcpBench()
    bench.in_state(State.TIME_WAIT)
    listener = bench.listen()
    bench.send("S", 1)
    assert bench.brief() == ["A 2 ack 2"]
    bench.send("S", 100)
    old = bench.iss
    (answer,) = bench.sent()
    assert answer.flags == "SA"
    assert (bench.iss - old) & 0xFFFF_FFFF > 65_535
    bench.send("A", 101, 1)
    assert listener.accept() is not None


# ---------------------------------------------------------------- keeping alive


def test_keepalive_is_off_by_default() -> None:
    """3.8.4, MUST-25."""
    pair = Pair()
    assert pair.bench.advance(24 * 3600 * SECOND) == []
    assert pair.connection.state is State.ESTABLISHED


def test_keepalive_probes_and_gives_up() -> None:
    """3.8.4: a segment that the peer has to answer, below what it has acknowledged."""
    pair = Pair()
    pair.connection.keepalive_ns = 7_200 * SECOND
    pair.bench.tcp.engine.write(pair.connection, b"")
    pair.bench.sent()
    assert pair.bench.advance(7_199 * SECOND) == []
    assert pair.bench.advance(SECOND) == ["A 0 ack 1"]
    pair.ack(1)
    sent = pair.bench.advance(7_200 * SECOND + 9 * 75 * SECOND)
    assert sent == ["A 0 ack 1"] * 9 + ["RA 1 ack 1"]
    assert pair.connection.failure is Failure.TIMED_OUT


def test_keepalive_of_the_peer_is_answered() -> None:
    pair = Pair()
    pair.bench.send("A", 0, 1)
    assert pair.bench.brief() == ["A 1 ack 1"]


def test_user_timeout_can_be_shorter() -> None:
    """RFC 9293, 3.8.3; RFC 5482."""
    pair = Pair()
    pair.connection.user_timeout_ns = 5 * SECOND
    pair.write(10)
    pair.bench.advance(5 * SECOND)
    assert pair.connection.failure is Failure.TIMED_OUT


# ---------------------------------------------------------------- many connections


def test_memory_for_received_data_is_bounded_over_all_connections() -> None:
    bench = TcpBench()
    listener = bench.listen()
    limit = bench.tcp.engine._memory._limit
    for number in range(120):
        bench.peer_port = PEER_PORT + number
        bench.send("S", 0, options=MSS + SCALE)
        bench.sent()
        bench.send("A", 1, 1)
        connection = listener.accept()
        assert connection is not None
        receiver = connection.receiver
        position = 1
        while (room := receiver.edge - receiver.nxt) > 0:
            before = receiver.nxt
            bench.send("A", position, 1, bytes(min(room, 1460)))
            bench.sent()
            if receiver.nxt == before:
                break
            position += receiver.nxt - before
        assert bench.tcp.engine._memory.used <= limit
    assert bench.drops()["tcp memory"] > 0
    for connection in bench.tcp.engine.connections():
        bench.tcp.engine.abort(connection)
    bench.frames()
    assert bench.tcp.engine._memory.used == 0
    assert bench.tcp.engine.connections() == []


# ---------------------------------------------------------------- long paths


def test_segments_behind_a_gap_are_acknowledged_one_by_one_for_a_while() -> None:
    """RFC 5681, 4.2: a peer in recovery has few segments on their way."""
    pair = Pair()
    pair.bench.send("A", 1461, 1, bytes(1460))
    assert pair.bench.brief() == ["A 1 ack 1"]
    pair.bench.send("A", 1, 1, bytes(1460))
    assert pair.bench.brief() == ["A 1 ack 2921"]
    for number in range(QUICK_ACKS):
        pair.bench.send("A", 2921 + number, 1, b"x")
        at_once = number < QUICK_ACKS - 1
        assert pair.bench.brief() == ([f"A 1 ack {2922 + number}"] if at_once else [])


def flood(pair: Pair, size: int, *, is_read: bool = True) -> None:
    """The peer sends `size` bytes within one round trip."""
    bench = pair.bench
    position = (pair.connection.receiver.nxt - PEER_ISS) & 0xFFFF_FFFF
    stop = position + size
    while position < stop:
        bench.send("A", position, 1, bytes(min(1400, stop - position)), window=60_000)
        position += 1400
        if is_read:
            bench.read(pair.connection)
        bench.sent()
    bench.advance(ROUND_TRIP)


def window(pair: Pair) -> int:
    return pair.connection.receiver.edge - pair.connection.receiver.nxt


def test_window_follows_what_comes_in_a_round_trip() -> None:
    pair = Pair(options=MSS + SACK_OK + SCALE)
    flood(pair, 1_400)
    flood(pair, 140_000)
    flood(pair, 1_400)
    assert window(pair) > 279_000
    flood(pair, 270_000)
    flood(pair, 1_400)
    assert window(pair) > 535_000
    # And no less, when less comes.
    flood(pair, 1_400)
    assert window(pair) > 535_000


def test_window_has_a_limit() -> None:
    pair = Pair(options=MSS + SACK_OK + SCALE)
    for _ in range(8):
        flood(pair, min(window(pair), 1_400_000) // 1_400 * 1_400)
    assert RECEIVE_CAPACITY_MAX - 5_000 <= window(pair) <= RECEIVE_CAPACITY_MAX + 128


def test_window_does_not_grow_for_a_program_that_does_not_read() -> None:
    pair = Pair(options=MSS + SACK_OK + SCALE)
    flood(pair, 1_400)
    flood(pair, 140_000, is_read=False)
    flood(pair, 70_000, is_read=False)
    assert window(pair) <= RECEIVE_CAPACITY - 207_000


def test_send_buffer_follows_the_congestion_window_and_gives_back() -> None:
    pair = Pair(options=MSS + SACK_OK + SCALE)
    connection, bench = pair.connection, pair.bench
    acked = 1
    for _ in range(40):
        bench.write(connection, bytes(connection.room()))
        acked += sum(len(each.payload) for each in bench.sent())
        bench.now += ROUND_TRIP
        bench.send("A", 1, acked, window=60_000)
    capacity = connection.room() + connection.sender.queued()
    assert SEND_CAPACITY_MAX - GROWTH_MIN < capacity <= SEND_CAPACITY_MAX
    sending = bench.tcp.engine._sending
    assert sending.used == capacity - SEND_CAPACITY
    # Others get their share of what is left, and all of it comes back.
    assert sending.used < SENDING_MAX
    bench.tcp.engine.abort(connection)
    assert sending.used == 0
