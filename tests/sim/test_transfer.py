"""Transfers between two of our hosts over bad links: what was sent arrives, once and in order."""

from __future__ import annotations

import pytest

from gloam.net.tcp.memory import RECEIVED_MAX
from support.simulation import MILLISECOND, SECOND, Conditions, Simulation
from support.tcp_programs import IP, End, Transfer

BAD = Conditions(delay_ns=5 * MILLISECOND, loss=0.05, reorder=0.05, duplicate=0.05, corrupt=0.02)
TERRIBLE = Conditions(loss=0.2, reorder=0.2, duplicate=0.2, corrupt=0.1)
LINKS = {
    "good": Conditions(),
    "far": Conditions(delay_ns=150 * MILLISECOND),
    "narrow": Conditions(delay_ns=20 * MILLISECOND, bits_per_second=2_000_000),
    "shallow": Conditions(bits_per_second=20_000_000, queue_bytes=15_000),
    "lossy": Conditions(delay_ns=10 * MILLISECOND, loss=0.03),
    "reordering": Conditions(delay_ns=10 * MILLISECOND, reorder=0.3),
    "duplicating": Conditions(duplicate=0.5),
    "corrupting": Conditions(corrupt=0.05),
    "bad": BAD,
}


@pytest.mark.parametrize("link", LINKS)
@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("offloads", [False, True])
@pytest.mark.parametrize("sizes", [(0, 0), (1, 100_000), (200_000, 30_000)])
def test_everything_arrives_and_the_connection_ends(
    link: str, seed: int, offloads: bool, sizes: tuple[int, int]
) -> None:
    transfer = Transfer(Simulation(seed, LINKS[link], offloads=offloads), seed, sizes)
    assert transfer.run(900 * SECOND)
    assert transfer.is_intact()
    for end in transfer.ends:
        assert end.connection is not None
        assert end.connection.failure is None
        # Nothing is held for a connection that has ended.
        assert end.tcp.engine._memory.used == 0
        assert end.tcp.engine._sending.used == 0


@pytest.mark.parametrize("seed", range(20))
def test_on_a_terrible_link_it_is_right_or_it_ends(seed: int) -> None:
    transfer = Transfer(Simulation(seed, TERRIBLE), seed, (60_000, 60_000))
    transfer.run(3_000 * SECOND)
    for number, end in enumerate(transfer.ends):
        sent = transfer.data[1 - number]
        assert end.received == sent[: len(end.received)]
        if end.connection is not None and end.connection.failure is None and end.is_closed:
            assert end.received == sent


def test_receiver_that_reads_slowly_holds_the_sender_back() -> None:
    simulation = Simulation(1, Conditions())
    transfer = Transfer(simulation, 1, (2_000_000, 0))
    reader = transfer.ends[1]
    reader.read_limit = 0
    assert not transfer.run(20 * SECOND)
    connection = reader.connection
    assert connection is not None
    held = connection.readable()
    assert 256 << 10 <= held < (256 << 10) + 2_000
    assert reader.tcp.engine._memory.used == held <= RECEIVED_MAX
    reader.read_limit = 100_000
    assert transfer.run(100 * SECOND)
    assert transfer.is_intact()


def test_closed_window_is_probed_when_the_update_is_lost() -> None:
    """RFC 9293, 3.8.6.1: otherwise both would wait for ever."""
    simulation = Simulation(1, Conditions())
    transfer = Transfer(simulation, 1, (600_000, 0))
    reader = transfer.ends[1]
    reader.read_limit = 0
    assert not transfer.run(5 * SECOND)
    lost = simulation.hosts[1].direction
    lost.conditions = Conditions(loss=1.0)
    reader.read_limit = 1 << 20
    assert not transfer.run(SECOND // 2)
    lost.conditions = Conditions()
    assert transfer.run(100 * SECOND)
    assert transfer.is_intact()


def test_sequence_numbers_wrap() -> None:
    """RFC 9293, 3.4."""
    simulation = Simulation(1, Conditions(loss=0.02))
    now_ns = simulation.now_ns
    for _ in range(2):
        # The clock part of the initial number moves on until one near the end comes up.
        while True:
            probe = Simulation(1, Conditions(loss=0.02))
            probe.now_ns = now_ns
            transfer = Transfer(probe, 1, (300_000, 300_000))
            connection = transfer.ends[0].connection
            assert connection is not None
            distance = 2**32 - connection.sender.iss
            if distance < 100_000:
                break
            now_ns += (distance - 50_000) * 4_000
        assert transfer.run(100 * SECOND)
        assert transfer.is_intact()
        assert connection.sender.una > 2**32
        now_ns += 2**32 * 4_000


def test_a_thousand_connections_share_a_host() -> None:
    simulation = Simulation(1, Conditions(loss=0.01))
    server = simulation.hosts[1].tcp
    listener = server.listen(0, 7, 2_000)
    clients = [End(simulation, 0, b"%d" % number * 50) for number in range(1_000)]
    echoes: list[End] = []

    def step_server(now_ns: int) -> None:
        assert not isinstance(listener, type(None))
        while (connection := listener.accept()) is not None:  # type: ignore[union-attr]
            end = End(simulation, 1, b"thanks")
            end.connection = connection
            echoes.append(end)
        for end in echoes:
            if not end.is_closed:
                end.step(now_ns)
        simulation.hosts[1].step = step_server

    def step_clients(now_ns: int) -> None:
        for client in clients:
            if not client.is_closed:
                client.step(now_ns)

    simulation.hosts[0].step = step_clients
    simulation.hosts[1].step = step_server
    for client in clients:
        client.connect(IP[1], simulation.now_ns)
    assert simulation.run(lambda: all(c.is_closed for c in clients), 60 * SECOND)
    assert all(client.received == b"thanks" for client in clients)
    simulation.run(lambda: False, 100 * SECOND)
    assert server.engine.connections() == []
    assert simulation.hosts[0].tcp.engine.connections() == []
    assert len(simulation.hosts[0].tcp.engine._time_wait) == 0
