"""Ask a time server, and set the clock: the same on CPython, where setting it needs a privilege."""

from __future__ import annotations

import asyncio
import secrets
import time
from typing import Final

from gloam.net.ntp.exchange import Exchange, Sample, Unusable, median

PORT: Final = 123
SAMPLES: Final = 4
INTERVAL: Final = 2.0
"""Seconds between questions: what servers take in a burst."""
TIMEOUT: Final = 1.0
DATAGRAMS_MAX: Final = 16
"""Heard for one question; what comes behind them is not waited for."""


class NtpError(OSError):
    """A server gave no time."""

    def __init__(self, reason: Unusable) -> None:
        super().__init__(reason.value)
        self.reason = reason


async def measure(
    host: str, port: int = PORT, *, samples: int = SAMPLES, interval: float = INTERVAL
) -> Sample:
    """How wrong our clock is, from the median of `samples` answers; lost ones do not count.

    Raises NtpError, and OSError if there is no way to the host. A server that says no is not asked
    again.
    """
    found: list[Sample] = []
    reason = Unusable.SILENT
    for number in range(samples):
        if number > 0:
            await asyncio.sleep(interval)
        answer = await _ask(host, port)
        if isinstance(answer, Sample):
            found.append(answer)
            continue
        reason = answer
        if reason in (Unusable.DENIED, Unusable.TOO_OFTEN):
            raise NtpError(reason)
    if not found:
        raise NtpError(reason)
    return median(found)


def step(sample: Sample) -> None:
    """Set the wall clock at once. Raises PermissionError where the program must not."""
    time.clock_settime_ns(time.CLOCK_REALTIME, time.time_ns() + sample.offset_ns)


class _Answers(asyncio.DatagramProtocol):
    """What has come, with the time of each."""

    def __init__(self) -> None:
        self.heard: asyncio.Queue[tuple[bytes, int]] = asyncio.Queue(DATAGRAMS_MAX)

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        if not self.heard.full():
            self.heard.put_nowait((data, time.monotonic_ns()))

    def error_received(self, exc: Exception) -> None:
        """A closed port is as good as silence."""


async def _ask(host: str, port: int) -> Sample | Unusable:
    """One question, from a port of its own (RFC 9109)."""
    loop = asyncio.get_running_loop()
    transport, answers = await loop.create_datagram_endpoint(_Answers, remote_addr=(host, port))
    try:
        exchange = Exchange(secrets.randbits(64), time.time_ns(), time.monotonic_ns())
        transport.sendto(exchange.request())
        end = loop.time() + TIMEOUT
        for _ in range(DATAGRAMS_MAX):
            try:
                data, now_ns = await asyncio.wait_for(answers.heard.get(), end - loop.time())
            except TimeoutError:
                return Unusable.SILENT
            answer = exchange.receive(data, now_ns)
            if answer is not Unusable.UNEXPECTED:
                return answer
        return Unusable.SILENT
    finally:
        transport.close()
