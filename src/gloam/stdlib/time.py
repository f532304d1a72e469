"""time: the clocks, a blocking sleep, and calendar time, where local time is UTC."""

from __future__ import annotations

from typing import Final, NamedTuple

from gloam.device import platform

timezone: Final = 0
altzone: Final = 0
daylight: Final = 0
tzname: Final = ("UTC", "UTC")

CLOCK_REALTIME: Final = 0
CLOCK_MONOTONIC: Final = 1

_DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)
_DAY_S: Final = 86_400


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


def process_time() -> float:
    """The monotonic clock: an image is alone on its processor."""
    return float(platform.current.monotonic_ns()) / 1e9


def process_time_ns() -> int:
    return platform.current.monotonic_ns()


def clock_gettime_ns(clk_id: int) -> int:
    """Of the two clocks above; OSError for others."""
    if clk_id == CLOCK_REALTIME:
        return platform.current.wall_ns()
    if clk_id == CLOCK_MONOTONIC:
        return platform.current.monotonic_ns()
    raise OSError(22, "Invalid argument")


def clock_gettime(clk_id: int) -> float:
    return float(clock_gettime_ns(clk_id)) / 1e9


def clock_settime_ns(clk_id: int, time: int) -> None:
    """Move the program's own idea of UTC; the machine's clock stays as it is."""
    if clk_id != CLOCK_REALTIME or time < 0:
        raise OSError(22, "Invalid argument")
    platform.current.wall_offset_ns += time - platform.current.wall_ns()


def clock_settime(clk_id: int, time: float | int) -> None:
    clock_settime_ns(clk_id, time * 1_000_000_000 if isinstance(time, int) else int(time * 1e9))


def sleep(secs: float | int) -> None:
    """Stop the whole program for that long; other tasks do not run. ValueError if negative."""
    seconds = float(secs) if isinstance(secs, int) else secs
    if seconds < 0.0:
        raise ValueError("sleep length must be non-negative")
    until_ns = platform.current.monotonic_ns() + int(seconds * 1e9)
    while platform.current.monotonic_ns() < until_ns:
        platform.current.wait(until_ns)


# ---------------------------------------------------------------- calendar time


class struct_time(NamedTuple):  # noqa: N801  # CPython's name
    tm_year: int
    tm_mon: int
    tm_mday: int
    tm_hour: int
    tm_min: int
    tm_sec: int
    tm_wday: int
    """0 is Monday."""
    tm_yday: int
    tm_isdst: int

    def __repr__(self) -> str:
        return (
            f"time.struct_time(tm_year={self.tm_year}, tm_mon={self.tm_mon}, "
            f"tm_mday={self.tm_mday}, tm_hour={self.tm_hour}, tm_min={self.tm_min}, "
            f"tm_sec={self.tm_sec}, tm_wday={self.tm_wday}, tm_yday={self.tm_yday}, "
            f"tm_isdst={self.tm_isdst})"
        )


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _days_before_year(year: int) -> int:
    """From 0001-01-01 to the first day of the year (proleptic Gregorian calendar)."""
    before = year - 1
    return before * 365 + before // 4 - before // 100 + before // 400


def _days_before_month(year: int, month: int) -> int:
    days = (0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334)[month - 1]
    return days + 1 if month > 2 and _is_leap(year) else days


_EPOCH: Final = 719_162
"""Days before 1970-01-01."""


def gmtime(secs: float | int | None = None, /) -> struct_time:
    now = time() if secs is None else secs
    return _split(int(now // 1))


def localtime(secs: float | int | None = None, /) -> struct_time:
    return gmtime(secs)


def _split(seconds: int) -> struct_time:
    days, rest = divmod(seconds, _DAY_S)
    ordinal = days + _EPOCH
    # 400 years have 146,097 days: the guess is at most one year too early.
    year = ordinal * 400 // 146_097 + 1
    if _days_before_year(year + 1) <= ordinal:
        year += 1
    while _days_before_year(year) > ordinal:
        year -= 1
    day_of_year = ordinal - _days_before_year(year)
    month = 12
    while _days_before_month(year, month) > day_of_year:
        month -= 1
    day = day_of_year - _days_before_month(year, month) + 1
    hour, rest = divmod(rest, 3600)
    return struct_time(
        year, month, day, hour, rest // 60, rest % 60, ordinal % 7, day_of_year + 1, 0
    )


def mktime(t: struct_time, /) -> float:
    """Seconds since 1970 of a local time, whose fields may be out of their ranges."""
    months = t.tm_mon - 1
    year = t.tm_year + months // 12
    days = _days_before_year(year) + _days_before_month(year, months % 12 + 1) + t.tm_mday - 1
    return float((days - _EPOCH) * _DAY_S + t.tm_hour * 3600 + t.tm_min * 60 + t.tm_sec)


def asctime(t: struct_time | None = None, /) -> str:
    return strftime("%a %b ", t) + strftime("%e %H:%M:%S %Y", t)


def ctime(secs: float | int | None = None, /) -> str:
    return asctime(gmtime(secs))


def strftime(format: str, t: struct_time | None = None, /) -> str:
    """The moment in the form that `%` directives say, in the C locale."""
    moment = gmtime() if t is None else t
    parts: list[str] = []
    at = 0
    while True:
        found = format.find("%", at)
        if found < 0 or found + 1 >= len(format):
            parts.append(format[at:])
            return "".join(parts)
        parts.append(format[at:found])
        parts.append(_directive(format[found + 1], moment))
        at = found + 2


def _directive(letter: str, t: struct_time) -> str:  # noqa: C901, PLR0911, PLR0912  # a table
    hour = t.tm_hour % 12
    match letter:
        case "Y":
            return str(t.tm_year)
        case "y":
            return f"{t.tm_year % 100:02}"
        case "C":
            return f"{t.tm_year // 100:02}"
        case "m":
            return f"{t.tm_mon:02}"
        case "d":
            return f"{t.tm_mday:02}"
        case "e":
            return f"{t.tm_mday:2}"
        case "H":
            return f"{t.tm_hour:02}"
        case "I":
            return f"{12 if hour == 0 else hour:02}"
        case "M":
            return f"{t.tm_min:02}"
        case "S":
            return f"{t.tm_sec:02}"
        case "p":
            return "AM" if t.tm_hour < 12 else "PM"
        case "j":
            return f"{t.tm_yday:03}"
        case "a":
            return _DAYS[t.tm_wday][:3]
        case "A":
            return _DAYS[t.tm_wday]
        case "b" | "h":
            return _MONTHS[t.tm_mon - 1][:3]
        case "B":
            return _MONTHS[t.tm_mon - 1]
        case "w":
            return str((t.tm_wday + 1) % 7)
        case "u":
            return str(t.tm_wday + 1)
        case "U":
            return f"{(t.tm_yday + 6 - (t.tm_wday + 1) % 7) // 7:02}"
        case "W":
            return f"{(t.tm_yday + 6 - t.tm_wday) // 7:02}"
        case "Z":
            return "UTC"
        case "z":
            return "+0000"
        case "D" | "x":
            return strftime("%m/%d/%y", t)
        case "F":
            return strftime("%Y-%m-%d", t)
        case "T" | "X":
            return strftime("%H:%M:%S", t)
        case "R":
            return strftime("%H:%M", t)
        case "c":
            return strftime("%a %b %e %H:%M:%S %Y", t)
        case "s":
            return str(int(mktime(t)))
        case "n":
            return "\n"
        case "t":
            return "\t"
        case "%":
            return "%"
        case _:
            return "%" + letter
