"""What a server lets one client use: the bound of every buffer and of every wait."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes in bytes, times in seconds."""

    request_line_size: int = 8_192
    """Beyond it: 414. RFC 9112, 3 recommends 8,000 at least."""
    head_size: int = 16_384
    """Request line and fields together. Beyond it: 431."""
    fields_max: int = 100
    body_size: int = 1 << 20
    """Beyond it: 413."""
    chunk_line_size: int = 256
    """A chunk's size with its extensions."""
    head_timeout: float = 10.0
    """From the first byte of a request to the end of its head. Beyond it: 408."""
    body_timeout: float = 30.0
    """For the whole body."""
    idle_timeout: float = 15.0
    """Between two requests of a connection."""
    write_timeout: float = 30.0
    """For the client to take a response."""
    requests_per_connection: int = 1_000
    connections_max: int = 1_000
    """What comes beyond is closed at once."""
