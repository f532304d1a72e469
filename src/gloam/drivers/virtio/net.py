"""The virtio network device (virtio 1.2, section 5.1): frames in and out of two rings.

TCP's checksums and segmentation are left to the device if it takes them in both IP versions; then
it may deliver large frames too, in several buffers (5.1.6.4). No control queue. Every frame is
copied once between the shared pages and a bytes object, so what the device writes later is never
seen.
"""

from dataclasses import dataclass
from typing import Final

from gloam.device.net import ETHERNET_SIZE, OFFLOADED_SIZE_MAX, Frame, NetDevice
from gloam.drivers import offload
from gloam.drivers.buffer import bytes_from, store_bytes, store_part
from gloam.drivers.virtio.ring import NONE, Ring
from gloam.drivers.virtio.transport import Transport
from gloam.machine import (
    Ptr,
    bytes_data,
    bytes_finish,
    bytes_new,
    copy_memory,
    i64,
    pointer,
    u8,
    u32,
    u64,
    volatile_load16,
)

DEVICE_ID: Final = 1
TRANSITIONAL_ID: Final = 0x1000

_CHECKSUM: Final = u32(1 << 0)
_GUEST_CHECKSUM: Final = u32(1 << 1)
_MTU: Final = u32(1 << 3)
_MAC: Final = u32(1 << 5)
_GUEST_TSO4: Final = u32(1 << 7)
_GUEST_TSO6: Final = u32(1 << 8)
_HOST_TSO4: Final = u32(1 << 11)
_HOST_TSO6: Final = u32(1 << 12)
_MERGEABLE: Final = u32(1 << 15)
_SEND_OFFLOADS: Final = _CHECKSUM | _HOST_TSO4 | _HOST_TSO6
_RECEIVE_OFFLOADS: Final = _GUEST_CHECKSUM | _GUEST_TSO4 | _GUEST_TSO6 | _MERGEABLE
_MTU_OFFSET: Final = 10

_RX: Final = 0
_TX: Final = 1
_PLAIN_SIZE: Final = 128
_LARGE_SIZE: Final = 256
"""Slots of a ring for single frames, and of one in which a frame may take 33."""
_BUFFER_SIZE: Final = 2048
_LARGE_SLOTS: Final = 33
"""Buffers of the largest frame: OFFLOADED_SIZE_MAX and a header."""
_BUFFER_COUNT_OFFSET: Final = u64(10)  # of num_buffers in the header
_MTU_DEFAULT: Final = 1500
_BATCH: Final = 16  # frames posted before the device is told


@dataclass(frozen=True, slots=True)
class NetStatistics:
    rx_frames: int
    rx_bad_sizes: int  # shorter than an Ethernet header, or longer than the MTU allows
    rx_bad_elements: int  # see ring.RingStatistics
    tx_frames: int
    tx_full: int  # frames refused for want of a free buffer


class VirtioNet(NetDevice):
    """A started device. `hint` is what address_hint() answers."""

    def __init__(self, transport: Transport, hint: str) -> None:
        """Raises OSError when the device cannot be used, MemoryError."""
        self._transport = transport
        self._hint = hint
        agreed = _choice(transport.begin())
        transport.agree(agreed)
        if agreed & _MAC == u32(0):
            raise OSError("virtio-net: the device has no MAC address")
        self._mac = bytes(
            [
                transport.read_config8(0),
                transport.read_config8(1),
                transport.read_config8(2),
                transport.read_config8(3),
                transport.read_config8(4),
                transport.read_config8(5),
            ]
        )
        self._mtu = _MTU_DEFAULT
        if agreed & _MTU != u32(0):
            offered = transport.read_config8(_MTU_OFFSET)
            offered += transport.read_config8(_MTU_OFFSET + 1) << 8
            self._mtu = min(self._mtu, offered)
        self._offloads = agreed & _CHECKSUM != u32(0)
        self._is_mergeable = agreed & _MERGEABLE != u32(0)
        self._is_verified = False
        rx_size = _LARGE_SIZE if self._is_mergeable else _PLAIN_SIZE
        tx_size = _LARGE_SIZE if self._offloads else _PLAIN_SIZE
        self._rx = transport.open_ring(_RX, rx_size, _BUFFER_SIZE, True)
        self._tx = transport.open_ring(_TX, tx_size, _BUFFER_SIZE, False)
        # The buffers of one large frame.
        self._rx_slots: list[int] = []
        self._rx_sizes: list[int] = []
        self._rx_posted = 0
        self._tx_posted = 0
        self._tx_free: list[int] = []
        self._rx_frames = 0
        self._rx_bad_sizes = 0
        self._tx_frames = 0
        self._tx_full = 0
        self._fill()
        transport.finish()
        self._publish(_RX, self._rx)

    def _fill(self) -> None:
        slot = 0
        while slot < self._rx.size:
            self._rx.post(slot, _BUFFER_SIZE)
            slot += 1
        slot = self._tx.size - 1
        while slot >= 0:
            self._tx_free.append(slot)
            slot -= 1

    def mac(self) -> bytes:
        return self._mac

    def mtu(self) -> int:
        return self._mtu

    def address_hint(self) -> str:
        return self._hint

    def statistics(self) -> NetStatistics:
        rx = self._rx.statistics()
        tx = self._tx.statistics()
        bad = rx.bad_ids + rx.bad_lengths + rx.bad_indexes
        bad += tx.bad_ids + tx.bad_lengths + tx.bad_indexes
        return NetStatistics(
            self._rx_frames, self._rx_bad_sizes, bad, self._tx_frames, self._tx_full
        )

    def offloads(self) -> bool:
        return self._offloads

    def is_verified(self) -> bool:
        return self._is_verified

    def receive(self) -> bytes | None:
        slot = self._rx.take_used()
        while slot != NONE:
            size = self._rx.used_length - offload.HEADER_SIZE
            if self._is_mergeable and size >= ETHERNET_SIZE:
                frame = self._merge(slot, size)
            else:
                frame = self._frame_in(slot, size)
                self._post_rx(slot)
            if frame is not None:
                return frame
            slot = self._rx.take_used()
        self._flush()
        return None

    def _post_rx(self, slot: int) -> None:
        self._rx.post(slot, _BUFFER_SIZE)
        self._rx_posted += 1
        if self._rx_posted >= _BATCH:
            self._publish_rx()

    def _frame_in(self, slot: int, size: int) -> bytes | None:
        if size < ETHERNET_SIZE or size > self._mtu + ETHERNET_SIZE:
            self._rx_bad_sizes += 1
            return None
        self._rx_frames += 1
        return bytes_from(self._rx.buffer(slot) + u64(offload.HEADER_SIZE), size)

    def _merge(self, slot: int, size: int) -> bytes | None:
        """The frame that begins in `slot`, with `size` bytes there; its buffers are posted again.

        A device that shows fewer of them than it says is wrong: 5.1.6.4.
        """
        # SAFETY: the slot is the driver's, and its buffer is larger than a header.
        header = self._rx.buffer(slot)
        count = int(volatile_load16(header + _BUFFER_COUNT_OFFSET))
        self._is_verified = offload.is_verified(header)
        if count <= 1:
            frame = bytes_from(header + u64(offload.HEADER_SIZE), size)
            self._post_rx(slot)
            self._rx_frames += 1
            return frame
        self._rx_slots.append(slot)
        self._rx_sizes.append(size)
        total = size
        while len(self._rx_slots) < min(count, _LARGE_SLOTS):
            slot = self._rx.take_used()
            if slot == NONE:
                break
            self._rx_slots.append(slot)
            self._rx_sizes.append(self._rx.used_length)
            total += self._rx.used_length
        merged: bytes | None = None
        if len(self._rx_slots) == count and total <= OFFLOADED_SIZE_MAX:
            merged = self._gather(total)
            self._rx_frames += 1
        else:
            self._rx_bad_sizes += 1
        for used in self._rx_slots:
            self._post_rx(used)
        self._rx_slots.clear()
        self._rx_sizes.clear()
        return merged

    def _gather(self, total: int) -> bytes:
        builder = bytes_new(i64(total))
        target = bytes_data(builder)
        skipped = offload.HEADER_SIZE
        for index, slot in enumerate(self._rx_slots):
            size = i64(self._rx_sizes[index])
            source: Ptr[u8] = pointer(self._rx.buffer(slot) + u64(skipped))
            # SAFETY: the sizes are those of the buffers' contents, checked by the ring, and `total`
            # is their sum.
            copy_memory(target, source, size)
            target = target + size
            skipped = 0
        return bytes_finish(builder)

    def transmit(self, frame: Frame) -> bool:
        size = frame.size()
        assert size >= ETHERNET_SIZE
        assert size <= (OFFLOADED_SIZE_MAX if frame.segment_size else self._mtu + ETHERNET_SIZE)
        count = (offload.HEADER_SIZE + size + _BUFFER_SIZE - 1) // _BUFFER_SIZE
        if len(self._tx_free) < count:
            self._reclaim()
            if len(self._tx_free) < count:
                self._publish_tx()
                self._tx_full += 1
                return False
        self._tx.post_chain(self._chain(frame, count))
        self._tx_frames += 1
        self._tx_posted += count
        if self._tx_posted >= _BATCH:
            self._publish_tx()
        return True

    def _chain(self, frame: Frame, count: int) -> int:
        """Copy a frame into `count` free slots, the last part first; the slot that leads."""
        headers = frame.headers
        payload = frame.payload
        # What of the payload fits behind the headers.
        room = _BUFFER_SIZE - offload.HEADER_SIZE - len(headers)
        slot = NONE
        while count > 1:
            count -= 1
            start = room + (count - 1) * _BUFFER_SIZE
            size = min(len(payload) - start, _BUFFER_SIZE)
            following = slot
            slot = self._tx_free.pop()
            store_part(self._tx.buffer(slot), payload, start, size)
            self._tx.describe(slot, size, following)
        following = slot
        slot = self._tx_free.pop()
        buffer = self._tx.buffer(slot)
        offload.store_header(buffer, frame)
        store_bytes(buffer + u64(offload.HEADER_SIZE), headers)
        size = min(len(payload), room)
        if size > 0:
            behind = u64(offload.HEADER_SIZE + len(headers))
            store_part(buffer + behind, payload, 0, size)
        self._tx.describe(slot, offload.HEADER_SIZE + len(headers) + size, following)
        return slot

    def _reclaim(self) -> None:
        slot = self._tx.take_used()
        while slot != NONE:
            while slot != NONE:
                self._tx_free.append(slot)
                slot = self._tx.following(slot)
            slot = self._tx.take_used()

    def prepare_wait(self) -> bool:
        self._flush()
        if len(self._tx_free) == 0 and self._tx.allow_interrupts():
            return True
        return self._rx.allow_interrupts()

    def finish_wait(self) -> None:
        self._rx.suppress_interrupts()
        self._tx.suppress_interrupts()
        self._transport.acknowledge_interrupt()

    def _flush(self) -> None:
        if self._tx_posted > 0:
            self._publish_tx()
        if self._rx_posted > 0:
            self._publish_rx()

    def _publish_rx(self) -> None:
        self._rx_posted = 0
        self._publish(_RX, self._rx)

    def _publish_tx(self) -> None:
        self._tx_posted = 0
        self._publish(_TX, self._tx)

    def _publish(self, queue: int, ring: Ring) -> None:
        if ring.publish():
            self._transport.notify(queue)


def _choice(offered: u32) -> u32:
    """The features to use: TCP's offloads each way as a whole, or not at all."""
    choice = offered & (_MAC | _MTU)
    if offered & _SEND_OFFLOADS == _SEND_OFFLOADS:
        choice = choice | _SEND_OFFLOADS
    if offered & _RECEIVE_OFFLOADS == _RECEIVE_OFFLOADS:
        choice = choice | _RECEIVE_OFFLOADS
    return choice
