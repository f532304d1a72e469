"""The descriptors that end a wait: one array of struct pollfd for ppoll(2), changed in place."""

from typing import Final

from gloam.drivers.host import linux
from gloam.machine import (
    i64,
    u16,
    u32,
    u64,
    volatile_load16,
    volatile_store16,
    volatile_store32,
    volatile_store64,
)
from gloam.runtime.heap import io_pages_acquire

DESCRIPTORS_MAX: Final = 4_096
_ENTRY_SIZE: Final = 8  # descriptor, events, returned events
_PAGES: Final = i64(9)  # the array, and a time of zero
_ZERO: Final = u64(32_768)  # behind DESCRIPTORS_MAX entries


class PollSet:
    def __init__(self) -> None:
        """Raises MemoryError."""
        pages = io_pages_acquire(_PAGES)
        if pages.is_null():
            raise MemoryError("no memory for descriptors")
        self._entries = pages.address()
        self._descriptors: list[int] = []
        self._positions: dict[int, int] = {}
        # SAFETY: here and below, all addresses lie in these pages, which are never released; an
        # entry is below len(_descriptors), which DESCRIPTORS_MAX limits.
        volatile_store64(self._entries + _ZERO, u64(0))
        volatile_store64(self._entries + _ZERO + u64(8), u64(0))

    def watch(self, fd: int, events: int) -> None:
        """Look for these events of a descriptor (linux.POLLIN, POLLOUT), and for its end; 0: for
        nothing. Raises OSError if there are too many descriptors."""
        position = self._positions.get(fd, -1)
        if events == 0:
            if position >= 0:
                self._remove(fd, position)
            return
        if position < 0:
            position = len(self._descriptors)
            if position == DESCRIPTORS_MAX:
                raise OSError("too many host sockets")
            self._descriptors.append(fd)
            self._positions[fd] = position
        self._store(position, fd, events)

    def wait(self, timespec: u64) -> None:
        """Until something has come, or the time at `timespec` is over; 0 is no limit."""
        linux.poll(self._entries, u64(len(self._descriptors)), timespec)

    def ready(self) -> list[int]:
        """The descriptors of which something has come."""
        found: list[int] = []
        count = len(self._descriptors)
        left = int(linux.poll(self._entries, u64(count), self._entries + _ZERO))
        position = 0
        while left > 0 and position < count:
            if volatile_load16(self._entry(position) + u64(6)) != u16(0):
                found.append(self._descriptors[position])
                left -= 1
            position += 1
        return found

    def _remove(self, fd: int, position: int) -> None:
        """The last entry takes its place."""
        del self._positions[fd]
        last = self._descriptors.pop()
        if last != fd:
            events = int(volatile_load16(self._entry(len(self._descriptors)) + u64(4)))
            self._descriptors[position] = last
            self._positions[last] = position
            self._store(position, last, events)

    def _store(self, position: int, fd: int, events: int) -> None:
        entry = self._entry(position)
        volatile_store32(entry, u32(fd))
        volatile_store16(entry + u64(4), u16(events))
        volatile_store16(entry + u64(6), u16(0))

    def _entry(self, position: int) -> u64:
        return self._entries + u64(position * _ENTRY_SIZE)
