"""HTTP dates (RFC 9110, 5.6.7): `Sun, 06 Nov 1994 08:49:37 GMT`."""

from __future__ import annotations

from typing import Final

_DAYS: Final = ("Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed")
"""From the first of January 1970 on."""
_MONTHS: Final = (
    *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
    *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)
_DAY_SECONDS: Final = 86_400


def emit(seconds: int) -> str:
    """`seconds` since 1970, UTC."""
    days, rest = divmod(seconds, _DAY_SECONDS)
    year, month, day = _civil(days)
    hour, rest = divmod(rest, 3600)
    minute, second = divmod(rest, 60)
    weekday, name = _DAYS[days % 7], _MONTHS[month - 1]
    return f"{weekday}, {day:02d} {name} {year:04d} {hour:02d}:{minute:02d}:{second:02d} GMT"


def parse(text: str) -> int:
    """Seconds since 1970, or -1: only the preferred format is read."""
    parts = text.split(" ")
    if len(parts) != 6 or parts[5] != "GMT" or parts[2] not in _MONTHS or len(parts[0]) != 4:
        return -1
    time = parts[4].split(":")
    numbers = [parts[1], parts[3], *time]
    if len(time) != 3:
        return -1
    for number in numbers:
        if not number.isdigit() or not number.isascii() or len(number) > 4:
            return -1
    month = _MONTHS.index(parts[2]) + 1
    days = _days(int(parts[3]), month, int(parts[1]))
    return days * _DAY_SECONDS + int(time[0]) * 3600 + int(time[1]) * 60 + int(time[2])


def _days(year: int, month: int, day: int) -> int:
    """Days since 1970 in the proleptic Gregorian calendar; years start in March."""
    if month <= 2:
        year -= 1
    era, in_era = divmod(year, 400)
    in_year = (153 * ((month + 9) % 12) + 2) // 5 + day - 1
    return era * 146_097 + in_era * 365 + in_era // 4 - in_era // 100 + in_year - 719_468


def _civil(days: int) -> tuple[int, int, int]:
    """Year, month and day of a day since 1970."""
    era, in_era = divmod(days + 719_468, 146_097)
    year = (in_era - in_era // 1460 + in_era // 36_524 - in_era // 146_096) // 365
    in_year = in_era - (365 * year + year // 4 - year // 100)
    shifted = (5 * in_year + 2) // 153
    day = in_year - (153 * shifted + 2) // 5 + 1
    month = shifted + 3 if shifted < 10 else shifted - 9
    return era * 400 + year + (1 if month <= 2 else 0), month, day
