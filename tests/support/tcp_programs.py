"""Programs for simulated hosts: one sends bytes and closes, the other reads and closes."""

from __future__ import annotations

import random

from gloam.net.tcp.connection import Connection
from gloam.net.tcp.listener import Listener
from gloam.net.tcp.state import State
from support.simulation import Simulation

PORT = 7
IP = (0x0A09_0001, 0x0A09_0002)


class End:
    """One end of a connection: sends `data`, half-closes, reads to the end, closes."""

    def __init__(self, simulation: Simulation, number: int, data: bytes) -> None:
        self.tcp = simulation.hosts[number].tcp
        self.connection: Connection | None = None
        self.listener: Listener | None = None
        self.received = bytearray()
        self.read_limit = 1 << 20
        self._unsent = data
        self._is_shut = False
        self.is_closed = False
        simulation.hosts[number].step = self.step

    def listen(self, backlog: int = 16) -> None:
        listener = self.tcp.listen(0, PORT, backlog)
        assert isinstance(listener, Listener)
        self.listener = listener

    def connect(self, ip: int, now_ns: int) -> None:
        connection = self.tcp.connect(0, ip, PORT, now_ns)
        assert isinstance(connection, Connection)
        self.connection = connection

    def step(self, now_ns: int) -> None:
        if self.connection is None and self.listener is not None:
            self.connection = self.listener.accept()
        connection = self.connection
        if connection is None or self.is_closed or connection.state is State.SYN_SENT:
            return
        engine = self.tcp.engine
        while self._unsent and connection.room() > 0:
            piece = self._unsent[: min(connection.room(), 65_536)]
            self._unsent = self._unsent[len(piece) :]
            engine.write(connection, piece)
        if not self._unsent and not self._is_shut:
            self._is_shut = True
            engine.shut_down(connection)
        while connection.readable() > 0 and self.read_limit > 0:
            self.received += engine.read(connection, self.read_limit)
        if self._is_shut and connection.is_at_eof():
            self.is_closed = True
            engine.close(connection, now_ns)

    def has_ended(self) -> bool:
        return self.is_closed and len(self.tcp.engine.connections()) == 0


class Transfer:
    """Two ends that exchange `sizes` bytes, host 0 connecting to host 1."""

    def __init__(self, simulation: Simulation, seed: int, sizes: tuple[int, int]) -> None:
        rng = random.Random(seed)
        self.simulation = simulation
        self.data = [rng.randbytes(size) for size in sizes]
        self.ends = [End(simulation, number, self.data[number]) for number in (0, 1)]
        self.started_ns = simulation.now_ns
        self.ends[1].listen()
        self.ends[0].connect(IP[1], simulation.now_ns)

    def open(self, limit_ns: int) -> bool:
        """Run the handshake; the clock of `seconds` starts at its end."""
        connection = self.ends[0].connection
        assert connection is not None
        is_open = self.simulation.run(connection.is_open, limit_ns)
        self.started_ns = self.simulation.now_ns
        return is_open

    def run(self, limit_ns: int) -> bool:
        return self.simulation.run(lambda: all(e.has_ended() for e in self.ends), limit_ns)

    def is_intact(self) -> bool:
        """Whether everything arrived, once and in order."""
        return all(self.ends[n].received == self.data[1 - n] for n in (0, 1))

    def seconds(self) -> float:
        return (self.simulation.now_ns - self.started_ns) / 1e9
