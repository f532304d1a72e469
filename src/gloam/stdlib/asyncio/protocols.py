"""Protocols: classes of the program that the loop tells what happened on a transport."""

from __future__ import annotations

from typing import Any

from .transports import BaseTransport, DatagramTransport


class BaseProtocol:
    def connection_made(self, transport: BaseTransport) -> None:
        """The transport is ready; keep it to send."""

    def connection_lost(self, exc: Exception | None) -> None:
        """The transport is closed: by the program if `exc` is None."""

    def pause_writing(self) -> None:
        """More than the high-water mark waits to be sent: write no more for now."""

    def resume_writing(self) -> None:
        """The low-water mark is reached: go on."""


class Protocol(BaseProtocol):
    """Of a stream: `connection_made`, any number of `data_received`, maybe `eof_received`, and
    `connection_lost`."""

    def data_received(self, data: bytes) -> None:
        """Some bytes came; where one write ended and the next began is not kept."""

    def eof_received(self) -> bool | None:
        """The peer sends no more. A true result keeps our side open; otherwise it closes."""
        return None


class DatagramProtocol(BaseProtocol):
    def connection_made(self, transport: DatagramTransport) -> None:  # type: ignore[override]
        """The endpoint is bound; keep the transport to send."""

    def datagram_received(self, data: bytes, addr: Any) -> None:
        """A datagram came from `addr`: (host, port), or four values over IPv6."""

    def error_received(self, exc: Exception) -> None:
        """An earlier send failed."""
