"""The proleptic Gregorian calendar: days counted from 1 January of year 1, which is day 1."""

from __future__ import annotations

from typing import Final

MINYEAR: Final = 1
MAXYEAR: Final = 9999
MAXORDINAL: Final = 3652059
_DAYS_OF_400_YEARS: Final = 146097
_DAYS_OF_100_YEARS: Final = 36524
_DAYS_OF_4_YEARS: Final = 1461
_DAYS_BEFORE: Final = (0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334)
_DAYS_IN: Final = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

DAY_NAMES: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTH_NAMES: Final = (
    *("", "January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


def is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def days_in_month(year: int, month: int) -> int:
    return 29 if month == 2 and is_leap(year) else _DAYS_IN[month]


def days_before_month(year: int, month: int) -> int:
    return _DAYS_BEFORE[month] + (1 if month > 2 and is_leap(year) else 0)


def days_before_year(year: int) -> int:
    before = year - 1
    return before * 365 + before // 4 - before // 100 + before // 400


def ordinal(year: int, month: int, day: int) -> int:
    return days_before_year(year) + days_before_month(year, month) + day


def from_ordinal(n: int) -> tuple[int, int, int]:
    """Year, month and day of day `n`."""
    rest = n - 1
    year = rest // _DAYS_OF_400_YEARS * 400 + 1
    rest %= _DAYS_OF_400_YEARS
    centuries = min(rest // _DAYS_OF_100_YEARS, 3)
    rest -= centuries * _DAYS_OF_100_YEARS
    fours = rest // _DAYS_OF_4_YEARS
    rest %= _DAYS_OF_4_YEARS
    years = min(rest // 365, 3)
    rest -= years * 365
    year += centuries * 100 + fours * 4 + years
    month = 12
    while days_before_month(year, month) > rest:
        month -= 1
    return year, month, rest - days_before_month(year, month) + 1


def weekday(year: int, month: int, day: int) -> int:
    """0 is Monday."""
    return (ordinal(year, month, day) + 6) % 7


def week_one(year: int) -> int:
    """The day on which the first ISO week of a year begins: the week with the first Thursday."""
    first = ordinal(year, 1, 1)
    monday = first - (first + 6) % 7
    return monday + 7 if (first + 6) % 7 > 3 else monday


def iso_week(year: int, month: int, day: int) -> tuple[int, int, int]:
    """ISO year, week, and day from 1, Monday, to 7."""
    today = ordinal(year, month, day)
    week, place = divmod(today - week_one(year), 7)
    if week < 0:
        year -= 1
        week, place = divmod(today - week_one(year), 7)
    elif week >= 52 and today >= week_one(year + 1):
        year += 1
        week = 0
    return year, week + 1, place + 1


def from_iso_week(year: int, week: int, day: int) -> tuple[int, int, int]:
    """Raises ValueError."""
    if year < MINYEAR or year > MAXYEAR:
        raise ValueError(f"Year is out of range: {year}")
    if week <= 0 or week >= 53:
        first = (ordinal(year, 1, 1)) % 7
        has_53 = week == 53 and (first == 4 or (first == 3 and is_leap(year)))
        if not has_53:
            raise ValueError(f"Invalid week: {week}")
    if day <= 0 or day >= 8:
        raise ValueError(f"Invalid day: {day} (range is [1, 7])")
    return from_ordinal(week_one(year) + (week - 1) * 7 + day - 1)


def check_date(year: int, month: int, day: int) -> None:
    if year < MINYEAR or year > MAXYEAR:
        raise ValueError(f"year {year} is out of range")
    if month < 1 or month > 12:
        raise ValueError("month must be in 1..12")
    if day < 1 or day > days_in_month(year, month):
        raise ValueError("day is out of range for month")


def check_time(hour: int, minute: int, second: int, microsecond: int, fold: int) -> None:
    if hour < 0 or hour > 23:
        raise ValueError("hour must be in 0..23")
    if minute < 0 or minute > 59:
        raise ValueError("minute must be in 0..59")
    if second < 0 or second > 59:
        raise ValueError("second must be in 0..59")
    if microsecond < 0 or microsecond > 999999:
        raise ValueError("microsecond must be in 0..999999")
    if fold not in (0, 1):
        raise ValueError("fold must be either 0 or 1")
