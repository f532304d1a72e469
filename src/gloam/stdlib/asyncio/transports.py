"""Transports as the program sees them.

The implementations are in `datagram.py` and `stream_transport.py`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any


class BaseTransport:
    def get_extra_info(self, name: str, default: Any = None) -> Any:
        """A fact about the transport: "sockname" and "peername" are (host, port) tuples."""
        raise NotImplementedError

    def is_closing(self) -> bool:
        raise NotImplementedError

    def close(self) -> None:
        """Stop receiving; `connection_lost(None)` follows in a later turn."""
        raise NotImplementedError


class ReadTransport(BaseTransport):
    def is_reading(self) -> bool:
        raise NotImplementedError

    def pause_reading(self) -> None:
        """Call `data_received` no more, until `resume_reading`; the peer is held back meanwhile."""
        raise NotImplementedError

    def resume_reading(self) -> None:
        raise NotImplementedError


class WriteTransport(BaseTransport):
    def set_write_buffer_limits(self, high: int | None = None, low: int | None = None) -> None:
        """The marks for `pause_writing` and `resume_writing`: 64 KiB and a quarter of that."""
        raise NotImplementedError

    def get_write_buffer_size(self) -> int:
        """Bytes that wait in the transport."""
        raise NotImplementedError

    def get_write_buffer_limits(self) -> tuple[int, int]:
        """(low, high)"""
        raise NotImplementedError

    def write(self, data: bytes | bytearray) -> None:
        """Send the bytes, soon and in order. Never waits."""
        raise NotImplementedError

    def writelines(self, list_of_data: Iterable[bytes | bytearray]) -> None:
        """Send one after the other."""
        raise NotImplementedError

    def write_eof(self) -> None:
        """Close our side after what is written; reading goes on."""
        raise NotImplementedError

    def can_write_eof(self) -> bool:
        raise NotImplementedError

    def abort(self) -> None:
        """Close at once; what waits in the transport is lost."""
        raise NotImplementedError


class Transport(ReadTransport, WriteTransport):
    """A stream in both directions."""


class DatagramTransport(BaseTransport):
    def sendto(self, data: bytes, addr: tuple[Any, ...] | None = None) -> None:
        """Send a datagram to `addr`, or to the connected peer. Never waits."""
        raise NotImplementedError

    def abort(self) -> None:
        """Close; datagrams not sent yet are lost."""
        raise NotImplementedError
