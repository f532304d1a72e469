"""Every state against every kind of segment and call: RFC 9293, 3.10, as RFC 5961 changes it.

The cells say what we send at once and where the connection is afterwards. "." means nothing, "="
the same state; "A" is an acknowledgment of what we have, "R" a reset.
"""
# ruff: noqa: E501  # a table

from __future__ import annotations

import pytest

from gloam.net.tcp.connection import Connection
from gloam.net.tcp.state import TRANSITIONS, Event, State, next_state
from support.tcp_bench import TcpBench

NEXT = {
    # The peer's next number, and our next number, in each state.
    State.SYN_SENT: (0, 1),
    State.SYN_RECEIVED: (1, 1),
    State.ESTABLISHED: (1, 1),
    State.FIN_WAIT_1: (1, 2),
    State.FIN_WAIT_2: (1, 2),
    State.CLOSE_WAIT: (2, 1),
    State.CLOSING: (2, 2),
    State.LAST_ACK: (2, 2),
    State.TIME_WAIT: (2, 2),
}
COLUMNS = list(NEXT)
# An acknowledgment of everything that we sent, with the next number: what would be heard.
SEGMENTS = {
    "ack": ("A", 0, 0, b""),
    "old ack": ("A", 0, -1, b""),
    "ack of the future": ("A", 0, 5, b""),
    "data": ("A", 0, 0, b"abc"),
    "data without ack": ("", 0, 0, b"abc"),
    "fin": ("FA", 0, 0, b""),
    "syn": ("S", 0, 0, b""),
    "syn beyond the window": ("S", 400_000, 0, b""),
    "rst exact": ("RA", 0, 0, b""),
    "rst in the window": ("RA", 5, 0, b""),
    "rst before the window": ("RA", -5, 0, b""),
    "rst beyond the window": ("RA", 400_000, 0, b""),
    "data beyond the window": ("A", 400_000, 0, b"abc"),
    "data again": ("A", -3, 0, b"abc"),
}
TABLE = """
                       SYN-SENT  SYN-RECEIVED  ESTABLISHED  FIN-WAIT-1    FIN-WAIT-2  CLOSE-WAIT  CLOSING    LAST-ACK  TIME-WAIT
ack                    . =       . ESTABLISHED . =          . FIN-WAIT-2  . =         . =         . TIME-WAIT . CLOSED A =
old ack                R =       R =           . =          . =           . =         . =         . =        . =       A =
ack of the future      R =       R =           A =          A =           A =         A =         A =        A =       A =
data                   . =       . ESTABLISHED . =          . FIN-WAIT-2  . =         . =         . TIME-WAIT . CLOSED A =
data without ack       . =       . =           . =          . =           . =         . =         . =        . =       A =
fin                    . =       A CLOSE-WAIT  A CLOSE-WAIT A TIME-WAIT   A TIME-WAIT . =         . TIME-WAIT . CLOSED A =
syn                    A SYN-RECEIVED A =      A =          A =           A =         A =         A =        A =       A =
syn beyond the window  A SYN-RECEIVED A =      A =          A =           A =         A =         A =        A =       A =
rst exact              . CLOSED  . CLOSED      . CLOSED     . CLOSED      . CLOSED    . CLOSED    . CLOSED   . CLOSED  . =
rst in the window      . CLOSED  A =           A =          A =           A =         A =         A =        A =       . =
rst before the window  . CLOSED  . =           . =          . =           . =         . =         . =        . =       . =
rst beyond the window  . CLOSED  . =           . =          . =           . =         . =         . =        . =       . =
data beyond the window . =       A =           A =          A =           A =         A =         A =        A =       A =
data again             . =       A =           A =          A =           A =         A =         A =        A =       A =
"""


def cells() -> list[tuple[str, State, str, str]]:
    found = []
    for line in TABLE.strip().splitlines()[1:]:
        name = line[:22].strip()
        words = line[22:].split()
        for state, answer, after in zip(COLUMNS, words[::2], words[1::2], strict=True):
            found.append((name, state, answer, after))
    return found


def answer_of(bench: TcpBench) -> str:
    answers = bench.sent()
    if not answers:
        return "."
    (answer,) = answers
    assert not answer.payload
    return "R" if "R" in answer.flags else "A"


@pytest.mark.parametrize(
    ("segment", "state", "answer", "after"), cells(), ids=lambda value: str(value)
)
def test_segment_in_state(segment: str, state: State, answer: str, after: str) -> None:
    bench = TcpBench()
    connection = bench.in_state(state)
    flags, offset, ack_offset, payload = SEGMENTS[segment]
    theirs, ours = NEXT[state]
    bench.send(flags, theirs + offset, ours + ack_offset, payload)
    assert answer_of(bench) == answer
    assert state_of(bench, connection).value == (state.value if after == "=" else after)


def state_of(bench: TcpBench, connection: Connection) -> State:
    """TIME-WAIT is kept apart from the connection, which may be in another state by then."""
    if bench.tcp.engine._time_wait.get(connection.flow) is not None:
        return State.TIME_WAIT
    return connection.state


CLOSING = {
    State.SYN_SENT: ([], State.CLOSED),
    State.SYN_RECEIVED: ([], State.FIN_WAIT_1),
    State.ESTABLISHED: (["FA 1 ack 1"], State.FIN_WAIT_1),
    State.FIN_WAIT_1: ([], State.FIN_WAIT_1),
    State.FIN_WAIT_2: ([], State.FIN_WAIT_2),
    State.CLOSE_WAIT: (["FA 1 ack 2"], State.LAST_ACK),
    State.CLOSING: ([], State.CLOSING),
    State.LAST_ACK: ([], State.LAST_ACK),
}


@pytest.mark.parametrize("state", CLOSING, ids=lambda state: str(state.value))
def test_close_in_state(state: State) -> None:
    """RFC 9293, 3.10.4."""
    bench = TcpBench()
    connection = bench.in_state(state)
    bench.tcp.engine.close(connection, bench.now)
    sent, after = CLOSING[state]
    assert bench.brief() == sent
    assert connection.state is after


ABORTING = {
    State.SYN_SENT: [],
    State.SYN_RECEIVED: ["RA 1 ack 1"],
    State.ESTABLISHED: ["RA 1 ack 1"],
    State.FIN_WAIT_1: ["RA 2 ack 1"],
    State.FIN_WAIT_2: ["RA 2 ack 1"],
    State.CLOSE_WAIT: ["RA 1 ack 2"],
    State.CLOSING: ["RA 2 ack 2"],
    State.LAST_ACK: ["RA 2 ack 2"],
}


@pytest.mark.parametrize("state", ABORTING, ids=lambda state: str(state.value))
def test_abort_in_state(state: State) -> None:
    """RFC 9293, 3.10.5."""
    bench = TcpBench()
    connection = bench.in_state(state)
    bench.tcp.engine.abort(connection)
    assert bench.brief() == ABORTING[state]
    assert connection.state is State.CLOSED
    assert bench.tcp.engine.connections() == []


def test_every_transition_is_of_the_standard() -> None:
    """RFC 9293, figure 5, and what 3.10 adds to it in words."""
    ends = {Event.RESET, Event.ABORT, Event.ELAPSED}
    edges = {
        (before.value, event.name, after.value)
        for (before, event), after in TRANSITIONS.items()
        if event not in ends
    }
    assert edges == {
        ("CLOSED", "OPEN", "SYN-SENT"),
        ("CLOSED", "ACCEPT", "SYN-RECEIVED"),
        ("SYN-SENT", "SYN", "SYN-RECEIVED"),
        ("SYN-SENT", "SYN_ACK", "ESTABLISHED"),
        ("SYN-SENT", "CLOSE", "CLOSED"),
        ("SYN-RECEIVED", "ACK_OF_SYN", "ESTABLISHED"),
        ("SYN-RECEIVED", "FIN", "CLOSE-WAIT"),
        ("SYN-RECEIVED", "CLOSE", "FIN-WAIT-1"),
        ("ESTABLISHED", "FIN", "CLOSE-WAIT"),
        ("ESTABLISHED", "CLOSE", "FIN-WAIT-1"),
        ("FIN-WAIT-1", "ACK_OF_FIN", "FIN-WAIT-2"),
        ("FIN-WAIT-1", "FIN", "CLOSING"),
        ("FIN-WAIT-2", "FIN", "TIME-WAIT"),
        ("CLOSE-WAIT", "CLOSE", "LAST-ACK"),
        ("CLOSING", "ACK_OF_FIN", "TIME-WAIT"),
        ("LAST-ACK", "ACK_OF_FIN", "CLOSED"),
    }


@pytest.mark.parametrize("state", State, ids=lambda state: str(state.value))
def test_abort_and_reset_end_every_state_but_closed(state: State) -> None:
    for event in (Event.ABORT, Event.RESET):
        expected = None if state is State.CLOSED else State.CLOSED
        assert next_state(state, event) is expected
