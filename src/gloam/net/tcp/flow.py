"""Which connection a segment belongs to."""

from __future__ import annotations

from dataclasses import dataclass

Address = int
"""An IP address as `family` has it: which version it is of shows in its size alone."""


@dataclass(frozen=True, slots=True)
class Flow:
    """The addresses and ports of both ends: at most one connection has them."""

    local_ip: Address
    local_port: int
    remote_ip: Address
    remote_port: int
