"""The states of a connection and every legal way from one to another (RFC 9293, 3.3.2).

Law: a connection changes state only by `next_state`; a pair that is not in the table is None, and
whoever asked decides what that means. LISTEN is a `Listener`, not a state of a connection, and a
connection that is deleted is CLOSED.
"""

from __future__ import annotations

from enum import Enum
from typing import Final


class State(Enum):
    CLOSED = "CLOSED"
    SYN_SENT = "SYN-SENT"
    SYN_RECEIVED = "SYN-RECEIVED"
    ESTABLISHED = "ESTABLISHED"
    FIN_WAIT_1 = "FIN-WAIT-1"
    FIN_WAIT_2 = "FIN-WAIT-2"
    CLOSE_WAIT = "CLOSE-WAIT"
    CLOSING = "CLOSING"
    LAST_ACK = "LAST-ACK"
    TIME_WAIT = "TIME-WAIT"


class Event(Enum):
    """What moves a connection. Received ones are acceptable segments in the sense of 3.10.7."""

    OPEN = "active open"
    ACCEPT = "SYN to a listener"
    SYN = "SYN without ACK"
    SYN_ACK = "SYN with ACK of our SYN"
    ACK_OF_SYN = "ACK of our SYN"
    FIN = "FIN"
    ACK_OF_FIN = "ACK of our FIN"
    CLOSE = "close"
    RESET = "RST"
    ABORT = "abort"
    """By the program, or by a time limit."""
    ELAPSED = "2 MSL elapsed"


TRANSITIONS: Final[dict[tuple[State, Event], State]] = {
    (State.CLOSED, Event.OPEN): State.SYN_SENT,
    (State.CLOSED, Event.ACCEPT): State.SYN_RECEIVED,
    (State.SYN_SENT, Event.SYN): State.SYN_RECEIVED,
    (State.SYN_SENT, Event.SYN_ACK): State.ESTABLISHED,
    (State.SYN_SENT, Event.CLOSE): State.CLOSED,
    (State.SYN_SENT, Event.RESET): State.CLOSED,
    (State.SYN_SENT, Event.ABORT): State.CLOSED,
    (State.SYN_RECEIVED, Event.ACK_OF_SYN): State.ESTABLISHED,
    (State.SYN_RECEIVED, Event.FIN): State.CLOSE_WAIT,
    (State.SYN_RECEIVED, Event.CLOSE): State.FIN_WAIT_1,
    (State.SYN_RECEIVED, Event.RESET): State.CLOSED,
    (State.SYN_RECEIVED, Event.ABORT): State.CLOSED,
    (State.ESTABLISHED, Event.FIN): State.CLOSE_WAIT,
    (State.ESTABLISHED, Event.CLOSE): State.FIN_WAIT_1,
    (State.ESTABLISHED, Event.RESET): State.CLOSED,
    (State.ESTABLISHED, Event.ABORT): State.CLOSED,
    (State.FIN_WAIT_1, Event.ACK_OF_FIN): State.FIN_WAIT_2,
    (State.FIN_WAIT_1, Event.FIN): State.CLOSING,
    (State.FIN_WAIT_1, Event.RESET): State.CLOSED,
    (State.FIN_WAIT_1, Event.ABORT): State.CLOSED,
    (State.FIN_WAIT_2, Event.FIN): State.TIME_WAIT,
    (State.FIN_WAIT_2, Event.RESET): State.CLOSED,
    (State.FIN_WAIT_2, Event.ABORT): State.CLOSED,
    (State.CLOSE_WAIT, Event.CLOSE): State.LAST_ACK,
    (State.CLOSE_WAIT, Event.RESET): State.CLOSED,
    (State.CLOSE_WAIT, Event.ABORT): State.CLOSED,
    (State.CLOSING, Event.ACK_OF_FIN): State.TIME_WAIT,
    (State.CLOSING, Event.RESET): State.CLOSED,
    (State.CLOSING, Event.ABORT): State.CLOSED,
    (State.LAST_ACK, Event.ACK_OF_FIN): State.CLOSED,
    (State.LAST_ACK, Event.RESET): State.CLOSED,
    (State.LAST_ACK, Event.ABORT): State.CLOSED,
    (State.TIME_WAIT, Event.RESET): State.CLOSED,
    (State.TIME_WAIT, Event.ABORT): State.CLOSED,
    (State.TIME_WAIT, Event.ELAPSED): State.CLOSED,
}


def next_state(state: State, event: Event) -> State | None:
    """Where `event` leads from `state`; None where it means nothing."""
    return TRANSITIONS.get((state, event))
