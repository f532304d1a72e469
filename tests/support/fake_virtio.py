"""The device side of a split virtqueue, over simulated memory: honest unless told otherwise."""

from dataclasses import dataclass, field

from gloam.drivers.virtio.ring import Ring
from gloam.drivers.virtio.transport import Transport
from gloam.machine import u32, u64
from gloam.machine.memory import MEMORY


def load(address: int, size: int) -> int:
    return int.from_bytes(MEMORY.load(address, size), "little")


def store(address: int, size: int, value: int) -> None:
    MEMORY.store(address, value.to_bytes(size, "little"))


@dataclass(frozen=True, slots=True)
class Offer:
    """A descriptor that the driver made available."""

    slot: int
    address: int
    length: int
    is_writable: bool
    rest: tuple[tuple[int, int], ...] = ()
    """Address and length of the descriptors chained to it."""

    def parts(self) -> list[tuple[int, int]]:
        return [(self.address, self.length), *self.rest]


class FakeQueue:
    """What a device knows of a queue: three addresses and a size."""

    def __init__(self, size: int, descriptors: u64, available: u64, used: u64) -> None:
        self.size = size
        self.descriptors = int(descriptors)
        self.available = int(available)
        self.used = int(used)
        self._seen = 0
        self._used_idx = 0

    def offers(self) -> list[Offer]:
        """Everything made available since the last call, in order."""
        new: list[Offer] = []
        published = load(self.available + 2, 2)
        while self._seen != published:
            slot = load(self.available + 4 + 2 * (self._seen % self.size), 2)
            descriptor = self.descriptors + 16 * slot
            flags = load(descriptor + 12, 2)
            assert flags & ~3 == 0, "not indirect"
            rest: list[tuple[int, int]] = []
            chained = descriptor
            while load(chained + 12, 2) & 1:
                chained = self.descriptors + 16 * load(chained + 14, 2)
                assert load(chained + 12, 2) & ~1 == flags & ~1
                rest.append((load(chained, 8), load(chained + 8, 4)))
                assert len(rest) < self.size, "a ring of descriptors"
            new.append(
                Offer(
                    slot,
                    load(descriptor, 8),
                    load(descriptor + 8, 4),
                    flags & 2 == 2,
                    tuple(rest),
                )
            )
            self._seen = (self._seen + 1) & 0xFFFF
        return new

    def complete(self, slot: int, length: int) -> None:
        """Put a used element, true or not, and show it."""
        entry = self.used + 4 + 8 * (self._used_idx % self.size)
        store(entry, 4, slot)
        store(entry + 4, 4, length)
        self.show_used_idx(self._used_idx + 1)

    def show_used_idx(self, index: int) -> None:
        self._used_idx = index & 0xFFFF
        store(self.used + 2, 2, self._used_idx)

    def wants_notification(self, wanted: bool) -> None:
        store(self.used, 2, 0 if wanted else 1)

    def interrupts_are_allowed(self) -> bool:
        return load(self.available, 2) & 1 == 0


@dataclass
class FakeTransport(Transport):
    """A device whose configuration and refusals a test sets."""

    config: bytes
    features: int
    queue_size: int = 256
    refuses_features: bool = False
    status: int = 0
    accepted: int = 0
    queues: dict[int, FakeQueue] = field(default_factory=dict)
    notified: list[int] = field(default_factory=list)
    pending: list[Offer] = field(default_factory=list)
    """Where a test keeps what it was offered."""
    acknowledged: int = 0

    def read_status(self) -> int:
        if self.refuses_features:
            return self.status & ~8
        return self.status

    def write_status(self, status: int) -> None:
        self.status = status

    def read_features(self, half: u32) -> u32:
        return u32(self.features >> 32 * int(half) & 0xFFFF_FFFF)

    def write_features(self, half: u32, bits: u32) -> None:
        self.accepted |= int(bits) << 32 * int(half)

    def queue_size_max(self, queue: int) -> int:
        return self.queue_size

    def enable_queue(self, queue: int, ring: Ring) -> None:
        assert self.status & 8, "queues come after the features"
        self.queues[queue] = FakeQueue(ring.size, ring.descriptors, ring.available, ring.used)

    def notify(self, queue: int) -> None:
        self.notified.append(queue)

    def acknowledge_interrupt(self) -> None:
        self.acknowledged += 1

    def read_config8(self, offset: int) -> int:
        return self.config[offset]
