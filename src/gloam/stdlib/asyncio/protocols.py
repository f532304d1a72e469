"""Protocols: classes of the program that the loop tells what happened on a transport."""

from __future__ import annotations

from .transports import BaseTransport, DatagramTransport


class BaseProtocol:
    def connection_made(self, transport: BaseTransport) -> None:
        """The transport is ready; keep it to send."""

    def connection_lost(self, exc: Exception | None) -> None:
        """The transport is closed: by the program if `exc` is None."""


class DatagramProtocol(BaseProtocol):
    def connection_made(self, transport: DatagramTransport) -> None:  # type: ignore[override]
        """The endpoint is bound; keep the transport to send."""

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        """A datagram came from `addr`."""

    def error_received(self, exc: Exception) -> None:
        """An earlier send failed."""
