"""One split virtqueue with a fixed buffer for each descriptor (virtio 1.2, section 2.7).

Memory layout and index arithmetic only: no device registers, no notion of frames or sectors. The
device is not trusted. Descriptors and the available ring are written, never read back; what is read
(the used ring) is read once, checked, and counted when it is wrong.

Law: a slot is either the driver's or in flight. `post` hands it over, with the chain of slots that
it leads, if any; only `take_used` brings it back.
"""

from dataclasses import dataclass
from typing import Final

from gloam.machine import (
    i64,
    memory_barrier,
    u16,
    u32,
    u64,
    volatile_load16,
    volatile_load32,
    volatile_store16,
    volatile_store32,
    volatile_store64,
)
from gloam.runtime.heap import io_pages_acquire

NONE: Final = -1
PAGE_SIZE: Final = 4096

_DESCRIPTOR_SIZE: Final = 16
_HAS_NEXT: Final = u16(1)  # VIRTQ_DESC_F_NEXT
_DEVICE_WRITES: Final = u16(2)  # VIRTQ_DESC_F_WRITE
_NO_INTERRUPT: Final = u16(1)  # VIRTQ_AVAIL_F_NO_INTERRUPT
_NO_NOTIFY: Final = u16(1)  # VIRTQ_USED_F_NO_NOTIFY
_INDEX_MASK: Final = 0xFFFF


@dataclass(frozen=True, slots=True)
class RingStatistics:
    """What the device did wrong so far."""

    bad_ids: int  # used element with an id out of range, or of a slot that was not in flight
    bad_lengths: int  # used element longer than its buffer
    bad_indexes: int  # used index ahead of everything in flight: the ring is dead from then on


class Ring:
    """`size` slots, a power of two up to 32768, each with a buffer of `buffer_size` bytes.

    `used_length` is what the device wrote into the slot that take_used() returned last.
    """

    def __init__(self, size: int, buffer_size: int, device_writes: bool) -> None:
        """Allocates ring and buffers. Raises MemoryError."""
        self.size = size
        self.buffer_size = buffer_size
        self.used_length = 0
        available = size * _DESCRIPTOR_SIZE
        used = (available + 6 + 2 * size + 3) // 4 * 4
        buffers = (used + 6 + 8 * size + PAGE_SIZE - 1) // PAGE_SIZE * PAGE_SIZE
        pages = (buffers + size * buffer_size + PAGE_SIZE - 1) // PAGE_SIZE
        memory = io_pages_acquire(i64(pages))
        if memory.is_null():
            raise MemoryError("no memory for a virtio ring")
        self.descriptors = memory.address()
        self.available = self.descriptors + u64(available)
        self.used = self.descriptors + u64(used)
        self._buffers = self.descriptors + u64(buffers)
        # The slot led by each, or NONE; of those that lead, whether the device has them.
        self._following: list[int] = []
        self._flags = _DEVICE_WRITES if device_writes else u16(0)
        self._in_flight: list[bool] = []
        self._in_flight_count = 0
        self._avail_idx = 0
        self._used_idx = 0
        self._is_dead = False
        self._bad_ids = 0
        self._bad_lengths = 0
        self._bad_indexes = 0
        self._prepare()

    def _prepare(self) -> None:
        # SAFETY: here and below, all addresses lie in the pages acquired by __init__, which are
        # never released: a device keeps its ring for the life of the image.
        slot = 0
        while slot < self.size:
            self._in_flight.append(False)
            self._following.append(NONE)
            descriptor = self._descriptor(slot)
            volatile_store64(descriptor, self.buffer(slot))
            volatile_store32(descriptor + u64(8), u32(0))
            volatile_store16(descriptor + u64(12), self._flags)
            volatile_store16(descriptor + u64(14), u16(0))
            slot += 1
        volatile_store32(self.available, u32(0))
        volatile_store32(self.used, u32(0))
        self.suppress_interrupts()

    def buffer(self, slot: int) -> u64:
        """The address of the slot's buffer; only its owner may touch it."""
        return self._buffers + u64(slot * self.buffer_size)

    def in_flight_count(self) -> int:
        return self._in_flight_count

    def is_in_flight(self, slot: int) -> bool:
        return self._in_flight[slot]

    def statistics(self) -> RingStatistics:
        return RingStatistics(self._bad_ids, self._bad_lengths, self._bad_indexes)

    def post(self, slot: int, length: int) -> None:
        """Give `slot` with `length` bytes of its buffer to the device, which sees it at publish."""
        self.describe(slot, length, NONE)
        self.post_chain(slot)

    def describe(self, slot: int, length: int, following: int) -> None:
        """Let `slot` stand for `length` bytes and lead `following`, which is described already."""
        assert not self._in_flight[slot]
        assert 0 < length <= self.buffer_size
        descriptor = self._descriptor(slot)
        flags = self._flags
        if following != NONE:
            flags = flags | _HAS_NEXT
            volatile_store16(descriptor + u64(14), u16(following))
        volatile_store32(descriptor + u64(8), u32(length))
        volatile_store16(descriptor + u64(12), flags)
        self._following[slot] = following

    def following(self, slot: int) -> int:
        """The slot that `slot` leads, or NONE."""
        return self._following[slot]

    def post_chain(self, slot: int) -> None:
        """Give a described slot, and those that it leads, to the device; take_used names `slot`."""
        assert not self._in_flight[slot]
        self._in_flight[slot] = True
        self._in_flight_count += 1
        entry = self._avail_idx & (self.size - 1)
        volatile_store16(self.available + u64(4 + 2 * entry), u16(slot))
        # Free-running (2.7.6): wraps at 65536, never at the ring size.
        self._avail_idx = (self._avail_idx + 1) & _INDEX_MASK

    def publish(self) -> bool:
        """Show the device what was posted. True when it wants to be notified."""
        memory_barrier()  # the entries before the index
        volatile_store16(self.available + u64(2), u16(self._avail_idx))
        memory_barrier()  # the index before the flag (2.7.13.4.1)
        return volatile_load16(self.used) & _NO_NOTIFY == u16(0)

    def has_used(self) -> bool:
        return not self._is_dead and int(volatile_load16(self.used + u64(2))) != self._used_idx

    def take_used(self) -> int:
        """A slot that the device has finished with, now the driver's again; NONE when there is
        none.

        Elements that cannot be true are counted and skipped. Their slots stay in flight.
        """
        while not self._is_dead:
            finished = int(volatile_load16(self.used + u64(2)))
            waiting = (finished - self._used_idx) & _INDEX_MASK
            if waiting == 0:
                return NONE
            if waiting > self._in_flight_count:
                self._bad_indexes += 1
                self._is_dead = True
                return NONE
            slot = self._take_element()
            if slot != NONE:
                return slot
        return NONE

    def _take_element(self) -> int:
        memory_barrier()  # the index before the element
        entry = self.used + u64(4 + 8 * (self._used_idx & (self.size - 1)))
        slot = int(volatile_load32(entry))
        length = int(volatile_load32(entry + u64(4)))
        self._used_idx = (self._used_idx + 1) & _INDEX_MASK
        if slot >= self.size or not self._in_flight[slot]:
            self._bad_ids += 1
            return NONE
        self._in_flight[slot] = False
        self._in_flight_count -= 1
        if length > self.buffer_size:
            self._bad_lengths += 1
            length = 0
        self.used_length = length
        return slot

    def allow_interrupts(self) -> bool:
        """Ask for an interrupt at the next used element. True when one is there already: then the
        interrupt may never come."""
        volatile_store16(self.available, u16(0))
        memory_barrier()  # the flag before the index
        return self.has_used()

    def suppress_interrupts(self) -> None:
        """A hint; the device may still interrupt."""
        volatile_store16(self.available, _NO_INTERRUPT)

    def _descriptor(self, slot: int) -> u64:
        return self.descriptors + u64(slot * _DESCRIPTOR_SIZE)
