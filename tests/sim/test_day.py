"""A day in virtual time: nothing drifts, nothing grows. Leases over a day: test_dhcp_client.

One connection says something every minute while its sequence numbers and its timestamps pass their
ends; every minute another connection comes and goes. ARP forgets and asks again.
"""

from __future__ import annotations

from gloam.net.tcp.connection import TIMESTAMP_TICK_NS, Connection
from gloam.net.tcp.flow import Flow
from gloam.net.tcp.listener import Listener
from support.simulation import MILLISECOND, SECOND, Conditions, Simulation
from support.tcp_programs import IP, PORT

MINUTE = 60 * SECOND
MINUTES = 24 * 60
SIZE = 1_000


class Day:
    def __init__(self) -> None:
        self.simulation = Simulation(11, Conditions(delay_ns=5 * MILLISECOND))
        self.ends = [host.tcp.engine for host in self.simulation.hosts]
        # Half a day before either number is back at 0.
        clock = (self.simulation.now_ns + MINUTES * MINUTE // 2) // TIMESTAMP_TICK_NS

        def initial_sequence(flow: Flow, now_ns: int) -> int:
            return -SIZE * MINUTES // 2 & 0xFFFF_FFFF

        def timestamp_offset(flow: Flow) -> int:
            return -clock & 0xFFFF_FFFF

        for engine in self.ends:
            engine._secret.initial_sequence = initial_sequence  # type: ignore[method-assign]
            engine._secret.timestamp_offset = timestamp_offset  # type: ignore[method-assign]
        listener = self.ends[1].listen(0, PORT, 16)
        assert isinstance(listener, Listener)
        self.listener = listener
        self.accepted: list[Connection] = []
        self.simulation.hosts[1].step = self.serve

    def serve(self, now_ns: int) -> None:
        while (connection := self.listener.accept()) is not None:
            self.accepted.append(connection)
        for connection in self.accepted.copy():
            if connection.readable() > 0:
                self.ends[1].write(connection, self.ends[1].read(connection, 1 << 16))
            if connection.is_at_eof():
                self.ends[1].close(connection, now_ns)
                self.accepted.remove(connection)

    def connect(self) -> Connection:
        host = self.simulation.hosts[0]
        connection = host.tcp.connect(0, IP[1], PORT, self.simulation.now_ns)
        assert isinstance(connection, Connection)
        assert self.simulation.run(connection.is_open, 10 * SECOND)
        return connection

    def echo(self, connection: Connection, data: bytes) -> int:
        """How long it takes that `data` has come back."""
        start_ns = self.simulation.now_ns
        self.ends[0].write(connection, data)
        assert self.simulation.run(lambda: connection.readable() >= len(data), 10 * SECOND)
        assert self.ends[0].read(connection, len(data)) == data
        return self.simulation.now_ns - start_ns

    def sizes(self) -> tuple[int, ...]:
        """Of everything that could grow."""
        found: list[int] = []
        for host in self.simulation.hosts:
            engine, arp = host.tcp.engine, host.stack._arp
            found += [len(engine.connections()), engine._memory.used, engine._sending.used]
            found += [len(engine._time_wait._remains), len(engine._deadlines._heap)]
            found += [len(arp._known), len(arp._pending), arp._held]
            found += [len(host.stack._queue._frames), len(host.stack._reassembly._packets)]
        return tuple(found)


def test_day_without_drift_or_growth() -> None:
    day = Day()
    start_ns = day.simulation.now_ns
    kept = day.connect()
    kept.keepalive_ns = 20 * SECOND
    took: list[int] = []
    sizes: list[tuple[int, ...]] = []
    for minute in range(MINUTES):
        took.append(day.echo(kept, bytes([minute % 251]) * SIZE))
        brief = day.connect()
        day.echo(brief, b"brief")
        day.ends[0].close(brief, day.simulation.now_ns)
        sizes.append(day.sizes())
        left = start_ns + (minute + 1) * MINUTE - day.simulation.now_ns
        assert not day.simulation.run(lambda: False, left)
    assert day.simulation.now_ns == start_ns + MINUTES * MINUTE
    assert kept.is_open() and kept.failure is None
    # Both numbers have passed their ends, and no exchange took longer than the first, but for the
    # round trip of an ARP question.
    assert kept.sender.una & 0xFFFF_FFFF < SIZE * MINUTES
    assert max(took) <= took[0] + 20 * MILLISECOND
    for column in zip(*sizes, strict=True):
        assert max(column[MINUTES // 2 :]) <= max(column[:10])
    found = [host.stack.statistics() for host in day.simulation.hosts]
    assert [each.segments_retransmitted for each in found] == [0, 0]
    # Of each minute, two keepalive probes are all that is not taken.
    assert [each.dropped for each in found] == [{}, {"tcp sequence": 2 * MINUTES}]
