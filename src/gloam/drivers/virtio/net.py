"""The virtio network device (virtio 1.2, section 5.1): frames in and out of two rings.

No offloads, no control queue, one buffer for each frame. Every frame is copied once between the
shared pages and a bytes object, so what the device writes later is never seen.
"""

from dataclasses import dataclass
from typing import Final

from gloam.device.net import NetDevice
from gloam.drivers.buffer import bytes_from, store_bytes
from gloam.drivers.virtio.ring import NONE, Ring
from gloam.drivers.virtio.transport import Transport
from gloam.machine import u32, u64, volatile_store32

DEVICE_ID: Final = 1
TRANSITIONAL_ID: Final = 0x1000

_MTU: Final = u32(0x08)
_MAC: Final = u32(0x20)
_MTU_OFFSET: Final = 10

_RX: Final = 0
_TX: Final = 1
_RX_SIZE: Final = 128
_TX_SIZE: Final = 128
_BUFFER_SIZE: Final = 2048
_HEADER_SIZE: Final = 12  # struct virtio_net_hdr, all zero: no offload asked, none accepted
_ETHERNET_SIZE: Final = 14
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
        agreed = transport.begin(_MAC | _MTU)
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
        self._rx = transport.open_ring(_RX, _RX_SIZE, _BUFFER_SIZE, True)
        self._tx = transport.open_ring(_TX, _TX_SIZE, _BUFFER_SIZE, False)
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
            self._clear_header(self._tx.buffer(slot))
            self._tx_free.append(slot)
            slot -= 1

    def _clear_header(self, buffer: u64) -> None:
        # SAFETY: the start of a buffer of a slot that the driver owns. Written once: the device
        # only reads these pages.
        volatile_store32(buffer, u32(0))
        volatile_store32(buffer + u64(4), u32(0))
        volatile_store32(buffer + u64(8), u32(0))

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

    def receive(self) -> bytes | None:
        slot = self._rx.take_used()
        while slot != NONE:
            frame = self._frame_in(slot, self._rx.used_length - _HEADER_SIZE)
            self._rx.post(slot, _BUFFER_SIZE)
            self._rx_posted += 1
            if self._rx_posted >= _BATCH:
                self._publish_rx()
            if frame is not None:
                return frame
            slot = self._rx.take_used()
        self._flush()
        return None

    def _frame_in(self, slot: int, size: int) -> bytes | None:
        if size < _ETHERNET_SIZE or size > self._mtu + _ETHERNET_SIZE:
            self._rx_bad_sizes += 1
            return None
        self._rx_frames += 1
        return bytes_from(self._rx.buffer(slot) + u64(_HEADER_SIZE), size)

    def transmit(self, frame: bytes) -> bool:
        assert _ETHERNET_SIZE <= len(frame) <= self._mtu + _ETHERNET_SIZE
        if len(self._tx_free) == 0:
            self._reclaim()
            if len(self._tx_free) == 0:
                self._publish_tx()
                self._tx_full += 1
                return False
        slot = self._tx_free.pop()
        store_bytes(self._tx.buffer(slot) + u64(_HEADER_SIZE), frame)
        self._tx.post(slot, _HEADER_SIZE + len(frame))
        self._tx_frames += 1
        self._tx_posted += 1
        if self._tx_posted >= _BATCH:
            self._publish_tx()
        return True

    def _reclaim(self) -> None:
        slot = self._tx.take_used()
        while slot != NONE:
            self._tx_free.append(slot)
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
