"""How fast one connection is by loss and delay: a table that a person reviews.

Half a megabyte from one of our hosts to the other over 100 Mbit/s; the figures are kilobytes per
second, from the end of the handshake to the end of the connection. There is no clock in it, so a
change of the table is a change of ours: run with `--update` and read the diff.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from support.simulation import MILLISECOND, SECOND, Conditions, Simulation
from support.tcp_programs import Transfer

TABLE = Path(__file__).with_name("throughput.txt")
SIZE = 500_000
DELAYS_MS = (0, 1, 5, 20, 100)
LOSSES = (0.0, 0.001, 0.01, 0.03, 0.1)
SEEDS = (1, 2, 3)


def kilobytes_per_second(delay_ms: int, conditions: dict[str, float]) -> int:
    """The median of the seeds."""
    rates = []
    for seed in SEEDS:
        link = Conditions(
            delay_ns=delay_ms * MILLISECOND,
            bits_per_second=100_000_000,
            loss=conditions.get("loss", 0.0),
            reorder=conditions.get("reorder", 0.0),
        )
        transfer = Transfer(Simulation(seed, link), seed, (SIZE, 0))
        assert transfer.open(100 * SECOND)
        assert transfer.run(10_000 * SECOND)
        assert transfer.is_intact()
        rates.append(round(SIZE / transfer.seconds() / 1_000))
    return sorted(rates)[len(rates) // 2]


def table() -> str:
    lines = ["kB/s             " + "".join(f"{delay:>6} ms" for delay in DELAYS_MS)]
    rows: list[tuple[str, dict[str, float]]] = [
        (f"loss {100 * loss:g} %", {"loss": loss}) for loss in LOSSES
    ]
    rows.append(("reorder 10 %", {"reorder": 0.1}))
    for name, conditions in rows:
        rates = [kilobytes_per_second(delay, conditions) for delay in DELAYS_MS]
        lines.append(f"{name:17}" + "".join(f"{rate:9}" for rate in rates))
    return "\n".join(lines) + "\n"


def test_throughput_is_what_was_reviewed(request: pytest.FixtureRequest) -> None:
    found = table()
    if request.config.getoption("--update"):
        TABLE.write_text(found)
    assert found == TABLE.read_text()
