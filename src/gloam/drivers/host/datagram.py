"""UDP over sockets of the Linux host that the launcher bound. IPv4 only."""

from typing import Final

from gloam.device.datagram import HostDatagram
from gloam.drivers.buffer import bytes_from, store_bytes
from gloam.drivers.host import linux
from gloam.machine import (
    byte_swap16,
    i64,
    u8,
    u16,
    u32,
    u64,
    volatile_load8,
    volatile_load16,
    volatile_store8,
    volatile_store16,
    volatile_store32,
    volatile_store64,
)
from gloam.runtime.heap import io_pages_acquire

_DATA_SIZE_MAX: Final = 65_536
_BUFFER_PAGES: Final = i64(17)  # one datagram and one socket address
_ADDRESS_SIZE: Final = u64(16)  # struct sockaddr_in: family, port and address in network order
_PORT: Final = u64(2)
_HOST: Final = u64(4)
_PADDING: Final = u64(8)
_AF_INET: Final = u16(2)


class HostUdp:
    """The buffer that all host sockets share."""

    def __init__(self) -> None:
        """Raises MemoryError."""
        pages = io_pages_acquire(_BUFFER_PAGES)
        if pages.is_null():
            raise MemoryError("no memory for datagrams")
        self._data = pages.address()
        self._address = self._data + u64(_DATA_SIZE_MAX)
        self._address_size = self._address + _ADDRESS_SIZE

    # SAFETY: here and below, all addresses lie in the pages acquired above, which are never
    # released.
    def receive(self, fd: int) -> HostDatagram | None:
        """The next datagram, or None when there is none (or the host reports an error, such as an
        earlier datagram's refusal, which the next call no longer sees)."""
        volatile_store32(self._address_size, u32(16))
        size = linux.receive_from(
            u64(fd), self._data, u64(_DATA_SIZE_MAX), self._address, self._address_size
        )
        if size < i64(0) or volatile_load16(self._address) != _AF_INET:
            return None
        port = int(byte_swap16(volatile_load16(self._address + _PORT)))
        return HostDatagram(bytes_from(self._data, int(size)), self._host(), port)

    def send(self, fd: int, data: bytes, host: str, port: int) -> bool:
        """False when the host does not take it. Raises OSError for what is no IPv4 address."""
        if len(data) > _DATA_SIZE_MAX:
            return False
        volatile_store16(self._address, _AF_INET)
        volatile_store16(self._address + _PORT, byte_swap16(u16(port)))
        volatile_store64(self._address + _PADDING, u64(0))
        self._store_host(host)
        store_bytes(self._data, data)
        sent = linux.send_to(u64(fd), self._data, u64(len(data)), self._address, _ADDRESS_SIZE)
        return sent >= i64(0)

    def _host(self) -> str:
        first = volatile_load8(self._address + _HOST)
        second = volatile_load8(self._address + _HOST + u64(1))
        third = volatile_load8(self._address + _HOST + u64(2))
        fourth = volatile_load8(self._address + _HOST + u64(3))
        return f"{int(first)}.{int(second)}.{int(third)}.{int(fourth)}"

    def _store_host(self, host: str) -> None:
        parts = host.split(".")
        if len(parts) != 4:
            raise OSError(f"not an IPv4 address: {host}")
        index = 0
        while index < 4:
            part = parts[index]
            if not part.isdigit() or int(part) > 255:
                raise OSError(f"not an IPv4 address: {host}")
            volatile_store8(self._address + _HOST + u64(index), u8(int(part)))
            index += 1
