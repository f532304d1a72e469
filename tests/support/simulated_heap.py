"""A heap in simulated memory, for tests of the runtime on CPython."""

from gloam.machine import u64
from gloam.machine.simulation import map_region
from gloam.runtime import heap

_SIZE = 1 << 22


def start_heap() -> None:
    heap.initialise(map_region(_SIZE), u64(_SIZE))
