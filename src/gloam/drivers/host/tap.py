"""A TAP interface of the Linux host as a network device: one read or write for each frame.

The launcher opens the interface (IFF_TAP | IFF_NO_PI, non-blocking) and passes its descriptor.
"""

from dataclasses import dataclass
from typing import Final

from gloam.device.net import NetDevice
from gloam.drivers.buffer import bytes_from, store_bytes
from gloam.drivers.host import linux
from gloam.machine import i64, u64
from gloam.runtime.heap import io_page_acquire

_MTU: Final = 1500
_ETHERNET_SIZE: Final = 14
_PAGE_SIZE: Final = 4096


@dataclass(frozen=True, slots=True)
class TapStatistics:
    rx_frames: int
    rx_bad_sizes: int  # shorter than an Ethernet header, or longer than the MTU allows
    tx_frames: int
    tx_full: int  # frames refused because the host's queue was full
    tx_errors: int  # frames the host did not want (interface down)


class Tap(NetDevice):
    """`mac` is ours, not the host's end; `hint` is what address_hint() answers."""

    def __init__(self, fd: int, mac: bytes, hint: str) -> None:
        """Raises MemoryError."""
        self._fd = u64(fd)
        self._mac = mac
        self._hint = hint
        page = io_page_acquire()
        if page.is_null():
            raise MemoryError("no page for the TAP device")
        self._page = page.address()
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

    def receive(self) -> bytes | None:
        size = linux.read(self._fd, self._page, u64(_PAGE_SIZE))
        while size > i64(0) or size == linux.EINTR:
            if i64(_ETHERNET_SIZE) <= size <= i64(_MTU + _ETHERNET_SIZE):
                self._rx_frames += 1
                return bytes_from(self._page, int(size))
            if size > i64(0):
                self._rx_bad_sizes += 1
            size = linux.read(self._fd, self._page, u64(_PAGE_SIZE))
        return None

    def transmit(self, frame: bytes) -> bool:
        assert _ETHERNET_SIZE <= len(frame) <= _MTU + _ETHERNET_SIZE
        store_bytes(self._page, frame)
        written = linux.write(self._fd, self._page, u64(len(frame)))
        while written == linux.EINTR:
            written = linux.write(self._fd, self._page, u64(len(frame)))
        if written == linux.EAGAIN:
            self._tx_full += 1
            return False
        if written < i64(0):
            self._tx_errors += 1
        else:
            self._tx_frames += 1
        return True

    def prepare_wait(self) -> bool:
        return False

    def finish_wait(self) -> None:
        """Nothing: ppoll tells, there are no interrupts."""
