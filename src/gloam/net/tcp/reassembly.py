"""What arrived ahead of a gap: disjoint runs, bounded in number (RFC 9293, 3.10.7.4; RFC 2018).

The receive window bounds the bytes; RUNS_MAX bounds the bookkeeping, so that a peer who sends
every second byte gains nothing.
"""

from __future__ import annotations

from typing import Final

from gloam.net.tcp.byte_queue import JOINED_SIZE_MAX

RUNS_MAX: Final = 64


class Run:
    """Consecutive bytes from `start`; `stamp` says which of all runs grew last."""

    def __init__(self, start: int, data: bytes, stamp: int) -> None:
        self.start = start
        self.stop = start + len(data)
        self.stamp = stamp
        self._parts: list[bytes] = [data]

    def append(self, data: bytes) -> None:
        last = self._parts[-1]
        if len(last) + len(data) <= JOINED_SIZE_MAX:
            self._parts[-1] = last + data
        else:
            self._parts.append(data)
        self.stop += len(data)

    def prepend(self, data: bytes) -> None:
        first = self._parts[0]
        if len(first) + len(data) <= JOINED_SIZE_MAX:
            self._parts[0] = data + first
        else:
            self._parts.insert(0, data)
        self.start -= len(data)

    def extend(self, other: Run) -> None:
        """Take over a run that starts where this one stops."""
        self._parts += other._parts
        self.stop = other.stop

    def data(self) -> bytes:
        return b"".join(self._parts)


class Reassembly:
    def __init__(self) -> None:
        # In stream order, with a gap between neighbours.
        self._runs: list[Run] = []
        self._stamp = 0
        self.size = 0
        """Bytes held."""

    def is_empty(self) -> bool:
        return not self._runs

    def stop(self) -> int:
        """The end of the last run; 0 if there is none."""
        return self._runs[-1].stop if self._runs else 0

    def holds(self, start: int, stop: int) -> bool:
        """Whether all of these bytes have come already."""
        for run in self._runs:
            if run.start <= start:
                if stop <= run.stop:
                    return True
            else:
                return False
        return False

    def insert(self, start: int, data: bytes) -> bool:
        """Add bytes from `start` on, which is behind the next expected position.

        What is held already stays as it came first. False if nothing was added because too many
        runs are held.
        """
        stop = start + len(data)
        runs = self._runs
        index = 0
        while index < len(runs) and runs[index].stop < start:
            index += 1
        if index == len(runs) or stop < runs[index].start:
            if len(runs) >= RUNS_MAX:
                return False
            self._stamp += 1
            runs.insert(index, Run(start, data, self._stamp))
            self.size += len(data)
            return True
        run = runs[index]
        self._stamp += 1
        run.stamp = self._stamp
        if start < run.start:
            self.size += run.start - start
            run.prepend(data[: run.start - start])
        while run.stop < stop:
            edge = stop if index + 1 == len(runs) else min(stop, runs[index + 1].start)
            if run.stop < edge:
                self.size += edge - run.stop
                run.append(data[run.stop - start : edge - start])
            self._join_next(index)
        self._join_next(index)
        return True

    def take(self, position: int) -> bytes:
        """The bytes from `position` on, if the gap in front of them is filled; otherwise b""."""
        data = b""
        while self._runs and self._runs[0].start <= position:
            run = self._runs.pop(0)
            self.size -= run.stop - run.start
            if position < run.stop:
                data += run.data()[position - run.start :]
                position = run.stop
        return data

    def clear(self) -> None:
        self._runs = []
        self.size = 0

    def newest_runs(self, count_max: int) -> list[tuple[int, int]]:
        """Start and stop of the runs, the one that grew last first (RFC 2018, 4)."""
        found: list[tuple[int, int]] = []
        below = self._stamp + 1
        while len(found) < count_max:
            newest: Run | None = None
            for run in self._runs:
                if run.stamp < below and (newest is None or run.stamp > newest.stamp):
                    newest = run
            if newest is None:
                break
            below = newest.stamp
            found.append((newest.start, newest.stop))
        return found

    def _join_next(self, index: int) -> None:
        """Make one of the run and the next if they touch."""
        runs = self._runs
        if index + 1 < len(runs) and runs[index].stop == runs[index + 1].start:
            runs[index].extend(runs[index + 1])
            del runs[index + 1]
