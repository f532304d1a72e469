"""TCP over listening sockets of the Linux host that the launcher made. IPv4 only."""

from typing import Final

from gloam.device.stream import HostAccepted
from gloam.drivers.buffer import bytes_from
from gloam.drivers.host import linux
from gloam.machine import (
    byte_swap16,
    byte_swap32,
    bytes_data,
    i64,
    u16,
    u32,
    u64,
    volatile_load16,
    volatile_load32,
    volatile_store32,
)
from gloam.runtime.heap import io_pages_acquire

READ_SIZE_MAX: Final = 65_536
_BUFFER_PAGES: Final = i64(17)  # what is read, and one socket address
_ADDRESS_SIZE: Final = u64(16)  # struct sockaddr_in: family, port and address in network order
_PORT: Final = u64(2)
_HOST: Final = u64(4)
_AF_INET: Final = u16(2)


class HostTcp:
    """The buffer that all connections share."""

    def __init__(self) -> None:
        """Raises MemoryError."""
        pages = io_pages_acquire(_BUFFER_PAGES)
        if pages.is_null():
            raise MemoryError("no memory for connections")
        self._data = pages.address()
        self._address = self._data + u64(READ_SIZE_MAX)
        self._address_size = self._address + _ADDRESS_SIZE

    # SAFETY: here and below, all addresses lie in the pages acquired above, which are never
    # released, or in an object that lives through the call.
    def accept(self, fd: int) -> HostAccepted | None:
        volatile_store32(self._address_size, u32(16))
        accepted = linux.accept(u64(fd), self._address, self._address_size)
        if accepted < i64(0):
            return None
        if volatile_load16(self._address) != _AF_INET:
            linux.close(u64(accepted))
            return None
        ip = int(byte_swap32(volatile_load32(self._address + _HOST)))
        port = int(byte_swap16(volatile_load16(self._address + _PORT)))
        return HostAccepted(int(accepted), (ip, port))

    def read(self, fd: int, limit: int) -> bytes | int:
        size = linux.read(u64(fd), self._data, u64(min(limit, READ_SIZE_MAX)))
        while size == linux.EINTR:
            size = linux.read(u64(fd), self._data, u64(min(limit, READ_SIZE_MAX)))
        if size < i64(0):
            return -int(size)
        return bytes_from(self._data, int(size))

    def write(self, fd: int, data: bytes) -> int:
        sent = linux.send(u64(fd), bytes_data(data).address(), u64(len(data)))
        while sent == linux.EINTR:
            sent = linux.send(u64(fd), bytes_data(data).address(), u64(len(data)))
        return int(sent)

    def shut_down(self, fd: int) -> None:
        linux.shut_down_writing(u64(fd))

    def close(self, fd: int) -> None:
        linux.close(u64(fd))
