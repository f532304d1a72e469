"""A link between two descriptors of frames that loses, delays and reorders: seeded, in user space.

The words are netem's (tc-netem(8)), which not every kernel has. Frames go whole, one read or write
each, so no end can offload anything.
"""

import heapq
import os
import random
import select
import time
from dataclasses import dataclass

FRAME_SIZE_MAX = 65_536
FRAMES_PER_TURN = 64
SECOND_NS = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Impairment:
    """What happens to each frame, the same both ways."""

    delay_ms: float = 0
    loss: float = 0
    """A share of all frames."""
    reorder: float = 0
    """The share of frames that leave at once instead of after the delay."""
    bits_per_second: int = 100_000_000
    queue_frames: int = 256
    """In front of the rate; one more frame is lost."""


class Direction:
    def __init__(self, target: int, impairment: Impairment, seed: int) -> None:
        self.target = target
        self._impairment = impairment
        self._random = random.Random(seed)
        self._free_ns = 0
        self._count = 0
        self._delayed: list[tuple[int, int, bytes]] = []

    def take(self, frame: bytes, now_ns: int) -> None:
        """Lose the frame, or keep it until it is due."""
        impairment = self._impairment
        if self._random.random() < impairment.loss:
            return
        size_ns = len(frame) * 8 * SECOND_NS // impairment.bits_per_second
        if self._free_ns - now_ns > impairment.queue_frames * 1514 * 8 * SECOND_NS // (
            impairment.bits_per_second
        ):
            return
        self._free_ns = max(self._free_ns, now_ns) + size_ns
        due_ns = self._free_ns
        if self._random.random() >= impairment.reorder:
            due_ns += int(impairment.delay_ms * 1e6)
        self._count += 1
        heapq.heappush(self._delayed, (due_ns, self._count, frame))

    def deliver(self, now_ns: int) -> None:
        """Hand over what is due; a full target loses it."""
        delayed = self._delayed
        while delayed and delayed[0][0] <= now_ns:
            try:
                os.write(self.target, heapq.heappop(delayed)[2])
            except OSError:
                continue

    def next_ns(self) -> int | None:
        return self._delayed[0][0] if self._delayed else None


def carry(first: int, second: int, impairment: Impairment, seed: int) -> None:
    """Carry frames both ways between two non-blocking descriptors until one of them ends."""
    directions = {
        first: Direction(second, impairment, seed),
        second: Direction(first, impairment, seed + 1),
    }
    while True:
        now_ns = time.monotonic_ns()
        due = [each for way in directions.values() if (each := way.next_ns()) is not None]
        wait_s = max(min(due) - now_ns, 0) / 1e9 if due else None
        ready, _, _ = select.select([first, second], [], [], wait_s)
        now_ns = time.monotonic_ns()
        for source in ready:
            for _ in range(FRAMES_PER_TURN):
                try:
                    frame = os.read(source, FRAME_SIZE_MAX)
                except OSError:
                    break
                if not frame:
                    return
                directions[source].take(frame, now_ns)
        for way in directions.values():
            way.deliver(now_ns)
