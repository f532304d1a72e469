"""Transports as the program sees them; the implementations are in `datagram.py`."""

from __future__ import annotations

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


class DatagramTransport(BaseTransport):
    def sendto(self, data: bytes, addr: tuple[str, int] | None = None) -> None:
        """Send a datagram to `addr`, or to the connected peer. Never waits."""
        raise NotImplementedError

    def abort(self) -> None:
        """Close; datagrams not sent yet are lost."""
        raise NotImplementedError
