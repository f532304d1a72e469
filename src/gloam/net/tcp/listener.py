"""A port that takes connection requests, and the connections that wait for being accepted."""

from __future__ import annotations

from gloam.net.family import is_any
from gloam.net.tcp.connection import Connection
from gloam.net.tcp.flow import Address
from gloam.sched.fifo import Fifo


class Listener:
    """Made by `TcpEngine.listen`, ended by `close_listener`."""

    def __init__(self, local_ip: Address, local_port: int, backlog: int) -> None:
        self.local_ip = local_ip
        """0.0.0.0 or :: takes requests to every address of ours, of that version."""
        self.local_port = local_port
        self.is_reported = False
        """Stands in the engine's event queue."""
        self._backlog = max(backlog, 1)
        self._accepted: Fifo[Connection] = Fifo()

    def is_for(self, ip: Address) -> bool:
        return is_any(self.local_ip) or self.local_ip == ip

    def is_full(self) -> bool:
        """Whether as many connections wait as the backlog says."""
        return len(self._accepted) >= self._backlog

    def push(self, connection: Connection) -> None:
        self._accepted.push(connection)

    def accept(self) -> Connection | None:
        """The oldest established connection that nobody has taken; its user is the caller now."""
        return self._accepted.pop() if len(self._accepted) > 0 else None
