"""A UDP client that knows when an echo server begins to answer, and whether it loses anything."""

import socket
import struct
import time
from collections.abc import Callable
from dataclasses import dataclass

LOOPBACK = "127.0.0.1"
_SEQUENCE = struct.Struct("!Q")


@dataclass(frozen=True, slots=True)
class Exchange:
    """What became of `sent` numbered datagrams. Times are round trips in seconds."""

    sent: int
    answered: int
    wrong: int
    elapsed_s: float
    median_s: float
    worst_s: float


def free_udp_port() -> int:
    """A port of 127.0.0.1 that nobody uses at this moment."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.bind((LOOPBACK, 0))
        port = probe.getsockname()[1]
        assert isinstance(port, int)
        return port


def connected(port: int) -> socket.socket:
    """A UDP socket towards `port` of 127.0.0.1; the caller closes it."""
    client = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    client.connect((LOOPBACK, port))
    return client


def first_answer(
    port: int,
    is_alive: Callable[[], bool],
    *,
    question: bytes = b"knock",
    timeout_s: float = 60.0,
    interval_s: float = 0.002,
) -> bytes:
    """Knock on `port` until something answers, and return what it says.

    Raises TimeoutError, or ConnectionError as soon as `is_alive` says that the server is gone.
    """
    deadline = time.monotonic() + timeout_s
    with connected(port) as client:
        client.settimeout(interval_s)
        while time.monotonic() < deadline:
            try:
                client.send(question)
                return client.recv(2048)
            except TimeoutError:
                pass
            except ConnectionRefusedError:
                time.sleep(interval_s)
            if not is_alive():
                raise ConnectionError("the server ended before it answered")
    raise TimeoutError(f"no answer on port {port} within {timeout_s} s")


def exchange(port: int, count: int, *, window: int, size_bytes: int = 64) -> Exchange:
    """Send `count` numbered datagrams, never more than `window` unanswered, and check each answer.

    Pacing by window means that nothing should be lost; a datagram without answer for two seconds
    counts as lost and the window moves on.
    """
    assert size_bytes >= _SEQUENCE.size
    padding = bytes(index & 0xFF for index in range(size_bytes - _SEQUENCE.size))
    sent_at: dict[int, float] = {}
    trips: list[float] = []
    sent = wrong = 0
    begin = time.monotonic()
    with connected(port) as client:
        client.settimeout(2.0)
        while sent < count or sent_at:
            while sent < count and len(sent_at) < window:
                client.send(_SEQUENCE.pack(sent) + padding)
                sent_at[sent] = time.monotonic()
                sent += 1
            try:
                answer = client.recv(65535)
            except TimeoutError:
                sent_at.clear()
                continue
            number = _SEQUENCE.unpack_from(answer)[0] if len(answer) >= _SEQUENCE.size else -1
            if number not in sent_at or answer[_SEQUENCE.size :] != padding:
                wrong += 1
                continue
            trips.append(time.monotonic() - sent_at.pop(number))
    elapsed_s = time.monotonic() - begin
    trips.sort()
    median_s = trips[len(trips) // 2] if trips else 0.0
    return Exchange(sent, len(trips), wrong, elapsed_s, median_s, trips[-1] if trips else 0.0)
