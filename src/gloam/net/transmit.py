"""The frames that wait for the device: one bounded queue per stack."""

from __future__ import annotations

from typing import Final

from gloam.device.net import Frame
from gloam.net.drop import Drop
from gloam.net.statistics import Counters
from gloam.sched.fifo import Fifo

FRAMES_MAX: Final = 512


class TransmitQueue:
    """Engines push whole frames; the shell pops them when the device takes one."""

    def __init__(self, counters: Counters) -> None:
        self._counters = counters
        self._frames: Fifo[Frame] = Fifo()

    def is_full(self) -> bool:
        return len(self._frames) >= FRAMES_MAX

    def push(self, frame: Frame) -> None:
        """Queue a frame, or count it as dropped when the device is that far behind."""
        if self.is_full():
            self._counters.drop(Drop.TRANSMIT_QUEUE_FULL)
            return
        self._frames.push(frame)

    def pop(self) -> Frame | None:
        """The oldest frame, counted as sent."""
        if len(self._frames) == 0:
            return None
        frame = self._frames.pop()
        self._counters.frames_sent += 1
        self._counters.bytes_sent += frame.size()
        return frame
