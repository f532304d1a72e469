"""time: the clocks and a blocking sleep. Calendars and formatting are not here yet."""

from __future__ import annotations

from gloam.device import platform


def time() -> float:
    """Seconds since 1970-01-01 00:00 UTC."""
    return float(platform.current.wall_ns()) / 1e9


def time_ns() -> int:
    return platform.current.wall_ns()


def monotonic() -> float:
    """Seconds on a clock that never goes back."""
    return float(platform.current.monotonic_ns()) / 1e9


def monotonic_ns() -> int:
    return platform.current.monotonic_ns()


def perf_counter() -> float:
    """The monotonic clock: there is no finer one."""
    return float(platform.current.monotonic_ns()) / 1e9


def perf_counter_ns() -> int:
    return platform.current.monotonic_ns()


def sleep(secs: float | int) -> None:
    """Stop the whole program for that long; other tasks do not run. ValueError if negative."""
    seconds = float(secs) if isinstance(secs, int) else secs
    if seconds < 0.0:
        raise ValueError("sleep length must be non-negative")
    until_ns = platform.current.monotonic_ns() + int(seconds * 1e9)
    while platform.current.monotonic_ns() < until_ns:
        platform.current.wait(until_ns)
