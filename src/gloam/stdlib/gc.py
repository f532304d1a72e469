"""gc: the collector of reference cycles.

There are no generations: each collection looks at all objects that can be in a cycle. It runs by
itself when memory in use has doubled since the last one.
"""

from __future__ import annotations

from typing import Final

from gloam.runtime import collector

_GENERATIONS: Final = 3


def collect(generation: int = 2) -> int:
    """Let go of all objects that only each other hold; how many these were."""
    if not 0 <= generation < _GENERATIONS:
        raise ValueError("invalid generation")
    return int(collector.collect())


def enable() -> None:
    """Collect by itself, as it does unless `disable` was called."""
    collector.is_enabled = True


def disable() -> None:
    """Collect only when `collect` is called, or when there is no other memory left."""
    collector.is_enabled = False


def isenabled() -> bool:
    return collector.is_enabled
