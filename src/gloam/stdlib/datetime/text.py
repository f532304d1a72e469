"""Dates and times as text: ISO 8601, strftime and strptime, in the names of the C locale."""

from __future__ import annotations

import re
from typing import Final

from . import calendar


class Moment:
    """The parts of a date and time. `offset_us` is the distance from UTC in microseconds."""

    def __init__(self) -> None:
        self.year = 1900
        self.month = 1
        self.day = 1
        self.hour = 0
        self.minute = 0
        self.second = 0
        self.microsecond = 0
        self.has_offset = False
        self.offset_us = 0
        self.zone = ""
        self.weekday = 0
        self.year_day = 1


def offset_text(offset_us: int, separator: str) -> str:
    sign = "-" if offset_us < 0 else "+"
    seconds, microseconds = divmod(abs(offset_us), 1_000_000)
    minutes, second = divmod(seconds, 60)
    text = f"{sign}{minutes // 60:02d}{separator}{minutes % 60:02d}"
    if second or microseconds:
        text += f"{separator}{second:02d}"
    if microseconds:
        text += f".{microseconds:06d}"
    return text


def time_text(hour: int, minute: int, second: int, microsecond: int, timespec: str) -> str:
    if timespec == "auto":
        timespec = "microseconds" if microsecond else "seconds"
    if timespec == "hours":
        return f"{hour:02d}"
    if timespec == "minutes":
        return f"{hour:02d}:{minute:02d}"
    if timespec == "seconds":
        return f"{hour:02d}:{minute:02d}:{second:02d}"
    if timespec == "milliseconds":
        return f"{hour:02d}:{minute:02d}:{second:02d}.{microsecond // 1000:03d}"
    if timespec == "microseconds":
        return f"{hour:02d}:{minute:02d}:{second:02d}.{microsecond:06d}"
    raise ValueError("Unknown timespec value")


# strftime.


def format_moment(format: str, m: Moment) -> str:
    parts: list[str] = []
    at = 0
    while at < len(format):
        found = format.find("%", at)
        if found < 0 or found + 1 == len(format):
            break
        parts.append(format[at:found])
        parts.append(_formatted(format[found + 1], m))
        at = found + 2
    parts.append(format[at:])
    return "".join(parts)


def _formatted(code: str, m: Moment) -> str:
    whole = _COMPOSED.get(code)
    if whole is not None:
        return format_moment(whole, m)
    if code in "aAbBhpPzZ%nt":
        return _formatted_name(code, m)
    hour = m.hour % 12 or 12
    if code == "Y":
        return str(m.year)
    if code == "s":
        days = calendar.ordinal(m.year, m.month, m.day) - 719163
        return str(days * 86400 + m.hour * 3600 + m.minute * 60 + m.second)
    if code == "f":
        return f"{m.microsecond:06d}"
    if code == "j":
        return f"{m.year_day:03d}"
    if code in "GgV":
        year, week, _ = calendar.iso_week(m.year, m.month, m.day)
        return str(year) if code == "G" else f"{year % 100 if code == 'g' else week:02d}"
    if code == "w":
        return str((m.weekday + 1) % 7)
    if code == "u":
        return str(m.weekday + 1)
    if code == "e":
        return f"{m.day:2d}"
    if code == "k":
        return f"{m.hour:2d}"
    if code == "l":
        return f"{hour:2d}"
    number = -1
    if code == "d":
        number = m.day
    elif code == "m":
        number = m.month
    elif code == "y":
        number = m.year % 100
    elif code == "C":
        return str(m.year // 100)
    elif code == "H":
        number = m.hour
    elif code == "I":
        number = hour
    elif code == "M":
        number = m.minute
    elif code == "S":
        number = m.second
    elif code == "U":
        number = (m.year_day + 6 - (m.weekday + 1) % 7) // 7
    elif code == "W":
        number = (m.year_day + 6 - m.weekday) // 7
    return f"%{code}" if number < 0 else f"{number:02d}"


_COMPOSED: Final = {
    **{"c": "%a %b %e %H:%M:%S %Y", "x": "%m/%d/%y", "X": "%H:%M:%S", "D": "%m/%d/%y"},
    **{"F": "%Y-%m-%d", "T": "%H:%M:%S", "R": "%H:%M", "r": "%I:%M:%S %p"},
}


def _formatted_name(code: str, m: Moment) -> str:
    if code == "a":
        return calendar.DAY_NAMES[m.weekday][:3]
    if code == "A":
        return calendar.DAY_NAMES[m.weekday]
    if code == "b" or code == "h":
        return calendar.MONTH_NAMES[m.month][:3]
    if code == "B":
        return calendar.MONTH_NAMES[m.month]
    if code == "p":
        return "AM" if m.hour < 12 else "PM"
    if code == "P":
        return "am" if m.hour < 12 else "pm"
    if code == "z":
        return offset_text(m.offset_us, "") if m.has_offset else ""
    if code == "Z":
        return m.zone
    if code == "n":
        return "\n"
    return "\t" if code == "t" else "%"


# strptime.

_PATTERNS: Final = {
    **{"d": "(?P<d>3[0-1]|[1-2]\\d|0[1-9]|[1-9]| [1-9])", "f": "(?P<f>[0-9]{1,6})"},
    **{"H": "(?P<H>2[0-3]|[0-1]\\d|\\d)", "I": "(?P<I>1[0-2]|0[1-9]|[1-9])"},
    **{"j": "(?P<j>36[0-6]|3[0-5]\\d|[1-2]\\d\\d|0[1-9]\\d|00[1-9]|[1-9]\\d|0[1-9]|[1-9])"},
    **{"m": "(?P<m>1[0-2]|0[1-9]|[1-9])", "M": "(?P<M>[0-5]\\d|\\d)"},
    **{"S": "(?P<S>6[0-1]|[0-5]\\d|\\d)", "w": "(?P<w>[0-6])", "u": "(?P<u>[1-7])"},
    **{"y": "(?P<y>\\d\\d)", "Y": "(?P<Y>\\d\\d\\d\\d)", "p": "(?P<p>am|pm)", "%": "%"},
    **{
        "z": "(?P<z>[+-]\\d\\d:?[0-5]\\d(:?[0-5]\\d(\\.\\d{1,6})?)?|(?-i:Z))",
        "Z": "(?P<Z>utc|gmt)",
    },
}


def _alternatives(code: str, names: list[str]) -> str:
    return f"(?P<{code}>{'|'.join(names)})"


def _pattern_of(code: str) -> str | None:
    if code == "A":
        return _alternatives(code, list(calendar.DAY_NAMES))
    if code == "a":
        return _alternatives(code, [name[:3] for name in calendar.DAY_NAMES])
    if code == "B":
        return _alternatives(code, list(calendar.MONTH_NAMES[1:]))
    if code == "b":
        return _alternatives(code, [name[:3] for name in calendar.MONTH_NAMES[1:]])
    return _PATTERNS.get(code)


def _translated(format: str, original: str) -> str:
    """The regular expression of a format."""
    result = ""
    at = 0
    while at < len(format):
        character = format[at]
        at += 1
        if character.isspace():
            while at < len(format) and format[at].isspace():
                at += 1
            result += "\\s+"
        elif character != "%":
            result += "\\" + character if character in "\\.^$*+?(){}[]|" else character
        elif at == len(format):
            raise ValueError(f"stray % in format '{original}'")
        else:
            code = format[at]
            at += 1
            whole = _COMPOSED.get(code) if code in "cxX" else None
            if whole is not None:
                result += _translated(whole.replace("%e", "%d"), original)
                continue
            pattern = _pattern_of(code)
            if pattern is None:
                shown = "\\\\" if code == "\\" else code
                raise ValueError(f"'{shown}' is a bad directive in format '{original}'")
            result += pattern
    return result


def parse_moment(text: str, format: str) -> Moment:
    """Raises ValueError."""
    found = re.compile(_translated(format, format), re.IGNORECASE).match(text)
    if found is None:
        raise ValueError(f"time data {text!r} does not match format {format!r}")
    if len(text) != found.end():
        raise ValueError(f"unconverted data remains: {text[found.end() :]}")
    result = Moment()
    values: dict[str, str] = {}
    for code, value in found.groupdict().items():
        if isinstance(value, str):
            values[code] = value
    for code, value in values.items():
        _take(code, value, result)
    if "I" in values:
        hour = int(values["I"]) % 12
        result.hour = hour + 12 if values.get("p", "").lower() == "pm" else hour
    if "j" in values and "m" not in values and "b" not in values and "B" not in values:
        day = calendar.ordinal(result.year, 1, 1) + int(values["j"]) - 1
        if "d" not in values:
            result.year, result.month, result.day = calendar.from_ordinal(day)
    return result


def _take(code: str, value: str, m: Moment) -> None:
    if code == "y":
        short = int(value)
        m.year = short + 2000 if short <= 68 else short + 1900
    elif code == "Y":
        m.year = int(value)
    elif code == "m":
        m.month = int(value)
    elif code == "B" or code == "b":
        wanted = value.lower()
        for index in range(1, 13):
            name = calendar.MONTH_NAMES[index].lower()
            if wanted == name or (code == "b" and wanted == name[:3]):
                m.month = index
    elif code == "d":
        m.day = int(value)
    elif code == "H":
        m.hour = int(value)
    elif code == "M":
        m.minute = int(value)
    elif code == "S":
        m.second = int(value)
    elif code == "f":
        m.microsecond = int(value + "0" * (6 - len(value)))
    elif code == "z":
        m.has_offset = True
        m.offset_us = 0 if value == "Z" else _zone_offset(value)
    elif code == "Z":
        m.zone = value


def _zone_offset(value: str) -> int:
    digits = value[1:].replace(":", "")
    if value[3] == ":" and len(value) > 6 and value[6] != ":":
        raise ValueError(f"Inconsistent use of : in {value}")
    seconds = int(digits[:2]) * 3600 + int(digits[2:4]) * 60
    fraction = 0
    if len(digits) > 4:
        seconds += int(digits[4:6])
        rest = digits[7:]
        fraction = int(rest + "0" * (6 - len(rest))) if rest else 0
    total = seconds * 1_000_000 + fraction
    return -total if value[0] == "-" else total


# ISO 8601, as much of it as CPython reads.


class _Bad(Exception):
    """The text is no ISO date or time."""


def _digits(text: str, at: int, count: int) -> int:
    part = text[at : at + count]
    if len(part) != count or not part.isascii() or not part.isdigit():
        raise _Bad
    return int(part)


def _date_size(text: str) -> int:
    """How many characters of a date and time are the date."""
    if len(text) < 7:
        raise _Bad
    if text[4] == "-":
        if text[5] == "W":
            if len(text) > 8 and text[8] == "-":
                if len(text) == 9:
                    raise _Bad
                if len(text) > 10 and text[10].isascii() and text[10].isdigit():
                    return 8
                return 10
            return 8
        return 10
    if text[4] == "W":
        at = 7
        while at < len(text) and text[at].isascii() and text[at].isdigit():
            at += 1
        if at < 9:
            return at
        return 7 if at % 2 == 0 else 8
    return 8


def parse_iso_date(text: str) -> Moment:
    """Raises ValueError."""
    result = Moment()
    try:
        if len(text) not in (7, 8, 10):
            raise _Bad
        _read_date(text, result)
    except _Bad:
        raise ValueError(f"Invalid isoformat string: {text!r}") from None
    return result


def _read_date(text: str, result: Moment) -> None:
    year = _digits(text, 0, 4)
    has_hyphens = text[4] == "-"
    at = 5 if has_hyphens else 4
    if text[at : at + 1] == "W":
        week = _digits(text, at + 1, 2)
        at += 3
        day = 1
        if at < len(text):
            if (text[at] == "-") != has_hyphens:
                raise _Bad
            at += 1 if has_hyphens else 0
            day = _digits(text, at, 1)
            at += 1
        if at != len(text):
            raise _Bad
        try:
            result.year, result.month, result.day = calendar.from_iso_week(year, week, day)
        except ValueError:
            raise _Bad from None
        return
    result.year = year
    result.month = _digits(text, at, 2)
    at += 2
    if has_hyphens:
        if text[at : at + 1] != "-":
            raise _Bad
        at += 1
    result.day = _digits(text, at, 2)
    if at + 2 != len(text):
        raise _Bad


def _read_clock(text: str) -> tuple[list[int], bool]:
    """Hour, minute, second and microsecond."""
    parts = [0, 0, 0, 0]
    at = 0
    has_colon = len(text) > 2 and text[2] == ":"
    for index in range(3):
        if len(text) - at < 2:
            raise _Bad
        parts[index] = _digits(text, at, 2)
        at += 2
        following = text[at : at + 1]
        if following == "" or index == 2:
            break
        if has_colon and following == ":":
            at += 1
        elif has_colon or index >= 2:
            if following in ".,":
                break
            raise _Bad
        elif following in ".,":
            break
    if at < len(text):
        if text[at] not in ".,":
            raise _Bad
        fraction = text[at + 1 :]
        if not fraction.isascii() or not fraction.isdigit():
            raise _Bad
        kept = fraction[:6]
        parts[3] = int(kept + "0" * (6 - len(kept)))
    return parts, has_colon


def _read_time(text: str, result: Moment) -> None:
    zone_at = -1
    for sign in "+-Z":
        found = text.find(sign)
        if found >= 0 and (zone_at < 0 or found < zone_at):
            zone_at = found
    clock = text if zone_at < 0 else text[:zone_at]
    parts, _ = _read_clock(clock)
    result.hour, result.minute, result.second, result.microsecond = parts
    if zone_at < 0:
        return
    result.has_offset = True
    zone = text[zone_at + 1 :]
    if text[zone_at] == "Z":
        if zone != "":
            raise _Bad
        return
    if len(zone) in (0, 1, 3):
        raise _Bad
    offsets, _ = _read_clock(zone)
    total = (offsets[0] * 3600 + offsets[1] * 60 + offsets[2]) * 1_000_000 + offsets[3]
    result.offset_us = -total if text[zone_at] == "-" else total


def parse_iso_time(text: str) -> Moment:
    """Raises ValueError."""
    result = Moment()
    try:
        _read_time(text.removeprefix("T"), result)
    except _Bad:
        raise ValueError(f"Invalid isoformat string: {text!r}") from None
    return result


def parse_iso_moment(text: str) -> Moment:
    """Raises ValueError."""
    result = Moment()
    try:
        size = _date_size(text)
        _read_date(text[:size], result)
        if len(text) > size:
            _read_time(text[size + 1 :], result)
    except _Bad:
        raise ValueError(f"Invalid isoformat string: {text!r}") from None
    return result
