"""A launcher that waits for a child lets signals through to it."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType


@contextmanager
def forwarded_signals(pid: int) -> Iterator[None]:
    """While inside, Ctrl-C and a polite kill of this process go to `pid`, which then ends us."""

    def forward(number: int, frame: FrameType | None) -> None:
        # Gone: a signal to the whole process group has reached it before.
        with suppress(ProcessLookupError):
            os.kill(pid, number)

    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    previous = {number: signal.signal(number, forward) for number in numbers}
    try:
        yield
    finally:
        for number, handler in previous.items():
            signal.signal(number, handler)
