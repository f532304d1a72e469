"""A TAP interface of the Linux host as a network device: one read or write for each frame.

The launcher opens the interface (IFF_TAP | IFF_NO_PI, non-blocking) and passes its descriptor. With
IFF_VNET_HDR each frame has a header that says what is left to do with it, and many segments pass in
one call (Linux: Documentation/networking/tuntap.rst).
"""

from dataclasses import dataclass
from typing import Final

from gloam.device.net import ETHERNET_SIZE, OFFLOADED_SIZE_MAX, Frame, NetDevice
from gloam.drivers import offload
from gloam.drivers.buffer import bytes_from
from gloam.drivers.host import linux
from gloam.machine import bytes_data, i64, u64, volatile_store64
from gloam.runtime.heap import io_pages_acquire

_MTU: Final = 1500
_PAGES: Final = 18
"""Of memory for a call: the vector of a write, and a frame with its header."""
_VECTOR: Final = u64(0)
_HEADER: Final = u64(0x100)
_FRAME: Final = u64(0x200)
_ROOM: Final = u64(_PAGES * 4096 - 0x200)


@dataclass(frozen=True, slots=True)
class TapStatistics:
    rx_frames: int
    rx_bad_sizes: int  # shorter than an Ethernet header, or longer than the MTU allows
    tx_frames: int
    tx_full: int  # frames refused because the host's queue was full
    tx_errors: int  # frames the host did not want (interface down)


class Tap(NetDevice):
    """`mac` is ours, not the host's end; `hint` is what address_hint() answers."""

    def __init__(self, fd: int, mac: bytes, hint: str, offloads: bool) -> None:
        """`offloads`: the interface has IFF_VNET_HDR, of 12 bytes. Raises MemoryError."""
        self._fd = u64(fd)
        self._offloads = offloads
        self._header_size = offload.HEADER_SIZE if offloads else 0
        self._frame_size_max = OFFLOADED_SIZE_MAX if offloads else _MTU + ETHERNET_SIZE
        self._is_verified = False
        self._mac = mac
        self._hint = hint
        pages = io_pages_acquire(i64(_PAGES))
        if pages.is_null():
            raise MemoryError("no pages for the TAP device")
        self._pages = pages.address()
        self._rx_frames = 0
        self._rx_bad_sizes = 0
        self._tx_frames = 0
        self._tx_full = 0
        self._tx_errors = 0

    def mac(self) -> bytes:
        return self._mac

    def mtu(self) -> int:
        return _MTU

    def address_hint(self) -> str:
        return self._hint

    def statistics(self) -> TapStatistics:
        return TapStatistics(
            self._rx_frames,
            self._rx_bad_sizes,
            self._tx_frames,
            self._tx_full,
            self._tx_errors,
        )

    def offloads(self) -> bool:
        return self._offloads

    def is_verified(self) -> bool:
        return self._is_verified

    # SAFETY: here and below, the pages are this object's for ever; a call reads or writes at most
    # the bytes that its vector or size says, of the pages and of the frame's own objects.
    def receive(self) -> bytes | None:
        buffer = self._pages + _FRAME
        read = linux.read(self._fd, buffer, _ROOM)
        while read > i64(0) or read == linux.EINTR:
            size = int(read) - self._header_size
            if ETHERNET_SIZE <= size <= self._frame_size_max:
                self._rx_frames += 1
                if self._offloads:
                    self._is_verified = offload.is_verified(buffer)
                return bytes_from(buffer + u64(self._header_size), size)
            if read > i64(0):
                self._rx_bad_sizes += 1
            read = linux.read(self._fd, buffer, _ROOM)
        return None

    def transmit(self, frame: Frame) -> bool:
        assert frame.size() >= ETHERNET_SIZE
        assert frame.size() <= (OFFLOADED_SIZE_MAX if frame.segment_size else _MTU + ETHERNET_SIZE)
        count = 0
        if self._offloads:
            header = self._pages + _HEADER
            offload.store_header(header, frame)
            count = self._add(count, header, offload.HEADER_SIZE)
        count = self._add(count, bytes_data(frame.headers).address(), len(frame.headers))
        if len(frame.payload) > 0:
            count = self._add(count, bytes_data(frame.payload).address(), len(frame.payload))
        written = linux.write_vector(self._fd, self._pages + _VECTOR, u64(count))
        while written == linux.EINTR:
            written = linux.write_vector(self._fd, self._pages + _VECTOR, u64(count))
        if written == linux.EAGAIN:
            self._tx_full += 1
            return False
        if written < i64(0):
            self._tx_errors += 1
        else:
            self._tx_frames += 1
        return True

    def _add(self, count: int, address: u64, size: int) -> int:
        """Make it the next entry (struct iovec) of the vector; how many there are now."""
        entry = self._pages + _VECTOR + u64(16 * count)
        volatile_store64(entry, address)
        volatile_store64(entry + u64(8), u64(size))
        return count + 1

    def prepare_wait(self) -> bool:
        return False

    def finish_wait(self) -> None:
        """Nothing: ppoll tells, there are no interrupts."""
