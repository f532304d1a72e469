"""datetime: dates, times, differences and time zones of a fixed offset.

The local time zone of an image is UTC. Not here: subclasses' own constructors in arithmetic,
`timetuple`, week numbers in `strptime`.
"""

from __future__ import annotations

import time as clock
from typing import ClassVar, Final, NamedTuple, TypeAlias, overload

from . import calendar
from .calendar import MAXYEAR as MAXYEAR
from .calendar import MINYEAR as MINYEAR
from .text import (
    Moment,
    format_moment,
    offset_text,
    parse_iso_date,
    parse_iso_moment,
    parse_iso_time,
    parse_moment,
    time_text,
)

_DAY_US: Final = 86_400_000_000
_DAYS_MAX: Final = 999_999_999
_EPOCH_DAY: Final = 719163


class timedelta:  # noqa: N801  # CPython's names, here and below
    """A difference: days, seconds and microseconds, the latter two never negative."""

    min: ClassVar[timedelta]
    max: ClassVar[timedelta]
    resolution: ClassVar[timedelta]

    def __init__(
        self,
        days: float = 0,
        seconds: float = 0,
        microseconds: float = 0,
        milliseconds: float = 0,
        minutes: float = 0,
        hours: float = 0,
        weeks: float = 0,
    ) -> None:
        total = _Sum()
        total.add(microseconds, 1)
        total.add(milliseconds, 1000)
        total.add(seconds, 1_000_000)
        total.add(minutes, 60_000_000)
        total.add(hours, 3_600_000_000)
        total.add(days, _DAY_US)
        total.add(weeks, 7 * _DAY_US)
        self._us = total.rounded()
        if abs(self._us // _DAY_US) > _DAYS_MAX:
            shown = self._us // _DAY_US
            raise OverflowError(f"days={shown}; must have magnitude <= 999999999")

    @property
    def days(self) -> int:
        return self._us // _DAY_US

    @property
    def seconds(self) -> int:
        return self._us % _DAY_US // 1_000_000

    @property
    def microseconds(self) -> int:
        return self._us % 1_000_000

    def total_seconds(self) -> float:
        return self._us / 1_000_000

    def __repr__(self) -> str:
        parts: list[str] = []
        if self.days:
            parts.append(f"days={self.days}")
        if self.seconds:
            parts.append(f"seconds={self.seconds}")
        if self.microseconds:
            parts.append(f"microseconds={self.microseconds}")
        return f"datetime.timedelta({', '.join(parts) if parts else '0'})"

    def __str__(self) -> str:
        minutes, second = divmod(self.seconds, 60)
        text = f"{minutes // 60}:{minutes % 60:02d}:{second:02d}"
        if self.microseconds:
            text += f".{self.microseconds:06d}"
        if self.days:
            plural = "" if abs(self.days) == 1 else "s"
            text = f"{self.days} day{plural}, {text}"
        return text

    def __add__(self, other: timedelta) -> timedelta:
        if isinstance(other, timedelta):
            return _delta(self._us + other._us)
        return NotImplemented

    def __sub__(self, other: timedelta) -> timedelta:
        if isinstance(other, timedelta):
            return _delta(self._us - other._us)
        return NotImplemented

    def __neg__(self) -> timedelta:
        return _delta(-self._us)

    def __pos__(self) -> timedelta:
        return self

    def __abs__(self) -> timedelta:
        return _delta(abs(self._us))

    def __mul__(self, other: float) -> timedelta:
        if isinstance(other, int):
            return _delta(self._us * other)
        top, bottom = _ratio(other)
        return _delta(_nearest(self._us * top, bottom))

    def __rmul__(self, other: float) -> timedelta:
        return self * other

    @overload
    def __floordiv__(self, other: timedelta) -> int: ...
    @overload
    def __floordiv__(self, other: int) -> timedelta: ...
    def __floordiv__(self, other: timedelta | int) -> timedelta | int:
        if isinstance(other, timedelta):
            return self._us // other._us
        return _delta(self._us // other)

    @overload
    def __truediv__(self, other: timedelta) -> float: ...
    @overload
    def __truediv__(self, other: float) -> timedelta: ...
    def __truediv__(self, other: timedelta | float) -> timedelta | float:
        if isinstance(other, timedelta):
            return self._us / other._us
        if isinstance(other, int):
            return _delta(_nearest(self._us, other))
        top, bottom = _ratio(other)
        return _delta(_nearest(self._us * bottom, top))

    def __mod__(self, other: timedelta) -> timedelta:
        return _delta(self._us % other._us)

    def __divmod__(self, other: timedelta) -> tuple[int, timedelta]:
        return self._us // other._us, _delta(self._us % other._us)

    def __bool__(self) -> bool:
        return self._us != 0

    def __eq__(self, other: object) -> bool:
        if isinstance(other, timedelta):
            return self._us == other._us
        return NotImplemented

    def __hash__(self) -> int:
        return hash((self.days, self.seconds, self.microseconds))

    def __lt__(self, other: timedelta) -> bool:
        if isinstance(other, timedelta):
            return self._us < other._us
        return NotImplemented

    def __le__(self, other: timedelta) -> bool:
        if isinstance(other, timedelta):
            return self._us <= other._us
        return NotImplemented

    def __gt__(self, other: timedelta) -> bool:
        if isinstance(other, timedelta):
            return self._us > other._us
        return NotImplemented

    def __ge__(self, other: timedelta) -> bool:
        if isinstance(other, timedelta):
            return self._us >= other._us
        return NotImplemented


class _Sum:
    """Microseconds: the whole ones exactly, the parts of floats beside them."""

    def __init__(self) -> None:
        self._whole = 0
        self._part = 0.0

    def add(self, amount: float, unit_us: int) -> None:
        if isinstance(amount, int):
            self._whole += amount * unit_us
            return
        whole = int(amount)
        self._whole += whole * unit_us
        part = (amount - float(whole)) * float(unit_us)
        more = int(part)
        self._whole += more
        self._part += part - float(more)

    def rounded(self) -> int:
        """To the nearest, a half to the even one."""
        if self._part == 0.0:
            return self._whole
        top, bottom = _ratio(self._part)
        return _nearest(self._whole * bottom + top, bottom)


def _ratio(value: float) -> tuple[int, int]:
    """Two ints whose quotient is `value`."""
    if value != value:
        raise ValueError("cannot convert NaN to integer ratio")
    if value - value != 0.0:
        raise OverflowError("cannot convert Infinity to integer ratio")
    bottom = 1
    while value != float(int(value)):
        value *= 2.0
        bottom *= 2
    return int(value), bottom


def _nearest(top: int, bottom: int) -> int:
    """top / bottom, a half to the even one."""
    if bottom < 0:
        top, bottom = -top, -bottom
    quotient, rest = divmod(top, bottom)
    if 2 * rest > bottom or (2 * rest == bottom and quotient % 2 == 1):
        quotient += 1
    return quotient


def _delta(us: int) -> timedelta:
    return timedelta(microseconds=us)


class tzinfo:  # noqa: N801
    """What a time zone says. A program's own zone derives from this."""

    def utcoffset(self, dt: datetime | None, /) -> timedelta | None:
        raise NotImplementedError("a tzinfo subclass must implement utcoffset()")

    def tzname(self, dt: datetime | None, /) -> str | None:
        raise NotImplementedError("a tzinfo subclass must implement tzname()")

    def dst(self, dt: datetime | None, /) -> timedelta | None:
        raise NotImplementedError("a tzinfo subclass must implement dst()")

    def fromutc(self, dt: datetime, /) -> datetime:
        offset = self.utcoffset(dt)
        if offset is None:
            raise ValueError("fromutc: non-None utcoffset() result required")
        shift = self.dst(dt)
        if shift is None:
            raise ValueError("fromutc: non-None dst() result required")
        standard = offset - shift
        if standard:
            dt += standard
            again = self.dst(dt)
            if again is None:
                raise ValueError("fromutc(): dt.dst gave inconsistent results; cannot convert")
            shift = again
        return dt + shift


class timezone(tzinfo):  # noqa: N801
    def __init__(self, offset: timedelta, name: str | None = None) -> None:
        if abs(offset._us) >= _DAY_US:
            raise ValueError(
                "offset must be a timedelta strictly between -timedelta(hours=24) and "
                f"timedelta(hours=24), not {offset!r}."
            )
        self._offset = offset
        self._name = name

    def utcoffset(self, dt: datetime | None, /) -> timedelta:
        return self._offset

    def tzname(self, dt: datetime | None, /) -> str:
        name = self._name
        if name is not None:
            return name
        return "UTC" + offset_text(self._offset._us, ":") if self._offset else "UTC"

    def dst(self, dt: datetime | None, /) -> None:
        return None

    def fromutc(self, dt: datetime, /) -> datetime:
        return dt + self._offset

    def __eq__(self, other: object) -> bool:
        if isinstance(other, timezone):
            return self._offset == other._offset
        return NotImplemented

    def __hash__(self) -> int:
        return hash(self._offset)

    def __str__(self) -> str:
        return self.tzname(None)

    def __repr__(self) -> str:
        if self._name is not None:
            return f"datetime.timezone({self._offset!r}, {self._name!r})"
        return f"datetime.timezone({self._offset!r})" if self._offset else "datetime.timezone.utc"

    utc: ClassVar[timezone]
    min: ClassVar[timezone]
    max: ClassVar[timezone]


class IsoCalendarDate(NamedTuple):
    """A year of whole weeks, the week in it, and the day in that: 1 is Monday."""

    year: int
    week: int
    weekday: int

    def __repr__(self) -> str:
        shown = f"year={self.year}, week={self.week}, weekday={self.weekday}"
        return f"datetime.IsoCalendarDate({shown})"


class date:  # noqa: N801
    min: ClassVar[date]
    max: ClassVar[date]
    resolution: ClassVar[timedelta]

    def __init__(self, year: int, month: int, day: int) -> None:
        calendar.check_date(year, month, day)
        self.year = year
        self.month = month
        self.day = day

    @classmethod
    def today(cls) -> date:
        return _date_of(int(clock.time() // 86400) + _EPOCH_DAY)

    @classmethod
    def fromtimestamp(cls, timestamp: float, /) -> date:
        return _date_of(int(timestamp // 86400) + _EPOCH_DAY)

    @classmethod
    def fromordinal(cls, n: int, /) -> date:
        if n < 1:
            raise ValueError("ordinal must be >= 1")
        if n > calendar.MAXORDINAL:
            raise ValueError(f"year {n // 365} is out of range")
        return _date_of(n)

    @classmethod
    def fromisoformat(cls, date_string: str, /) -> date:
        parts = parse_iso_date(date_string)
        return date(parts.year, parts.month, parts.day)

    @classmethod
    def fromisocalendar(cls, year: int, week: int, day: int) -> date:
        y, m, d = calendar.from_iso_week(year, week, day)
        return date(y, m, d)

    def toordinal(self) -> int:
        return calendar.ordinal(self.year, self.month, self.day)

    def weekday(self) -> int:
        return (self.toordinal() + 6) % 7

    def isoweekday(self) -> int:
        return self.weekday() + 1

    def isocalendar(self) -> IsoCalendarDate:
        year, week, weekday = calendar.iso_week(self.year, self.month, self.day)
        return IsoCalendarDate(year, week, weekday)

    def isoformat(self) -> str:
        return f"{self.year:04d}-{self.month:02d}-{self.day:02d}"

    def ctime(self) -> str:
        return self.strftime("%a %b %e 00:00:00 ") + f"{self.year:04d}"

    def _moment(self) -> Moment:
        result = Moment()
        result.year = self.year
        result.month = self.month
        result.day = self.day
        result.weekday = self.weekday()
        result.year_day = calendar.days_before_month(self.year, self.month) + self.day
        return result

    def strftime(self, format: str, /) -> str:
        return format_moment(format, self._moment())

    def __format__(self, fmt: str, /) -> str:
        return str(self) if fmt == "" else self.strftime(fmt)

    def __str__(self) -> str:
        return self.isoformat()

    def __repr__(self) -> str:
        return f"datetime.date({self.year}, {self.month}, {self.day})"

    def _key(self) -> tuple[int, int, int]:
        return self.year, self.month, self.day

    def __eq__(self, other: object) -> bool:
        if isinstance(other, date) and not isinstance(other, datetime):
            return self._key() == other._key()
        return NotImplemented

    def __hash__(self) -> int:
        return hash(self._key())

    def __lt__(self, other: date) -> bool:
        return self._ordered(other) and self._key() < other._key()

    def __le__(self, other: date) -> bool:
        return self._ordered(other) and self._key() <= other._key()

    def __gt__(self, other: date) -> bool:
        return self._ordered(other) and self._key() > other._key()

    def __ge__(self, other: date) -> bool:
        return self._ordered(other) and self._key() >= other._key()

    def _ordered(self, other: date) -> bool:
        """True, or TypeError for a date and a datetime."""
        if isinstance(other, datetime) != isinstance(self, datetime):
            left = "datetime" if isinstance(self, datetime) else "date"
            right = "datetime" if isinstance(other, datetime) else "date"
            raise TypeError(f"can't compare datetime.{left} to datetime.{right}")
        return True

    def __add__(self, other: timedelta) -> date:
        return _date_of(self.toordinal() + other.days)

    def __radd__(self, other: timedelta) -> date:
        return _date_of(self.toordinal() + other.days)

    @overload
    def __sub__(self, other: timedelta) -> date: ...
    @overload
    def __sub__(self, other: date) -> timedelta: ...
    def __sub__(self, other: timedelta | date) -> date | timedelta:
        if isinstance(other, timedelta):
            return _date_of(self.toordinal() - other.days)
        return timedelta(self.toordinal() - other.toordinal())

    def replace(
        self, year: int | None = None, month: int | None = None, day: int | None = None
    ) -> date:
        return date(
            self.year if year is None else year,
            self.month if month is None else month,
            self.day if day is None else day,
        )


def _date_of(n: int) -> date:
    if n < 1 or n > calendar.MAXORDINAL:
        raise OverflowError("date value out of range")
    year, month, day = calendar.from_ordinal(n)
    return date(year, month, day)


class time:  # noqa: N801
    min: ClassVar[time]
    max: ClassVar[time]
    resolution: ClassVar[timedelta]

    def __init__(
        self,
        hour: int = 0,
        minute: int = 0,
        second: int = 0,
        microsecond: int = 0,
        tzinfo: tzinfo | None = None,
        *,
        fold: int = 0,
    ) -> None:
        calendar.check_time(hour, minute, second, microsecond, fold)
        self.hour = hour
        self.minute = minute
        self.second = second
        self.microsecond = microsecond
        self.tzinfo = tzinfo
        self.fold = fold

    @classmethod
    def fromisoformat(cls, time_string: str, /) -> time:
        m = parse_iso_time(time_string)
        return time(m.hour, m.minute, m.second, m.microsecond, _zone_of(m))

    def utcoffset(self) -> timedelta | None:
        zone = self.tzinfo
        return None if zone is None else zone.utcoffset(None)

    def tzname(self) -> str | None:
        zone = self.tzinfo
        return None if zone is None else zone.tzname(None)

    def dst(self) -> timedelta | None:
        zone = self.tzinfo
        return None if zone is None else zone.dst(None)

    def isoformat(self, timespec: str = "auto") -> str:
        text = time_text(self.hour, self.minute, self.second, self.microsecond, timespec)
        offset = self.utcoffset()
        return text if offset is None else text + offset_text(offset._us, ":")

    def strftime(self, format: str, /) -> str:
        m = Moment()
        _put_clock(m, self.hour, self.minute, self.second, self.microsecond)
        _put_zone(m, self.utcoffset(), self.tzname())
        return format_moment(format, m)

    def __format__(self, fmt: str, /) -> str:
        return str(self) if fmt == "" else self.strftime(fmt)

    def __str__(self) -> str:
        return self.isoformat()

    def __repr__(self) -> str:
        text = f"datetime.time({self.hour}, {self.minute}"
        if self.microsecond:
            text += f", {self.second}, {self.microsecond}"
        elif self.second:
            text += f", {self.second}"
        if self.tzinfo is not None:
            text += f", tzinfo={self.tzinfo!r}"
        return text + (", fold=1)" if self.fold else ")")

    def _us(self) -> int:
        """Since midnight, in UTC if there is an offset."""
        seconds = self.hour * 3600 + self.minute * 60 + self.second
        offset = self.utcoffset()
        return seconds * 1_000_000 + self.microsecond - (0 if offset is None else offset._us)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, time):
            is_mixed = (self.utcoffset() is None) != (other.utcoffset() is None)
            return not is_mixed and self._us() == other._us()
        return NotImplemented

    def __hash__(self) -> int:
        return hash(self._us())

    def _check(self, other: time) -> None:
        if (self.utcoffset() is None) != (other.utcoffset() is None):
            raise TypeError("can't compare offset-naive and offset-aware times")

    def __lt__(self, other: time) -> bool:
        self._check(other)
        return self._us() < other._us()

    def __le__(self, other: time) -> bool:
        self._check(other)
        return self._us() <= other._us()

    def __gt__(self, other: time) -> bool:
        self._check(other)
        return self._us() > other._us()

    def __ge__(self, other: time) -> bool:
        self._check(other)
        return self._us() >= other._us()

    def replace(
        self,
        hour: int | None = None,
        minute: int | None = None,
        second: int | None = None,
        microsecond: int | None = None,
        *,
        fold: int | None = None,
    ) -> time:
        return time(
            self.hour if hour is None else hour,
            self.minute if minute is None else minute,
            self.second if second is None else second,
            self.microsecond if microsecond is None else microsecond,
            self.tzinfo,
            fold=self.fold if fold is None else fold,
        )


def _zone_of(m: Moment) -> timezone | None:
    if not m.has_offset:
        return None
    return timezone(_delta(m.offset_us)) if m.offset_us else UTC


def _put_clock(m: Moment, hour: int, minute: int, second: int, microsecond: int) -> None:
    m.hour = hour
    m.minute = minute
    m.second = second
    m.microsecond = microsecond


def _put_zone(m: Moment, offset: timedelta | None, name: str | None) -> None:
    if offset is not None:
        m.has_offset = True
        m.offset_us = offset._us
    if name is not None:
        m.zone = name


_NO_ZONE: Final = timezone(timedelta(0), "\0unchanged")
"""Stands for an argument that was not given."""
_Date: TypeAlias = date
_Time: TypeAlias = time


class datetime(date):  # noqa: N801
    min: ClassVar[datetime]
    max: ClassVar[datetime]
    resolution: ClassVar[timedelta]

    def __init__(
        self,
        year: int,
        month: int,
        day: int,
        hour: int = 0,
        minute: int = 0,
        second: int = 0,
        microsecond: int = 0,
        tzinfo: tzinfo | None = None,
        *,
        fold: int = 0,
    ) -> None:
        super().__init__(year, month, day)
        calendar.check_time(hour, minute, second, microsecond, fold)
        self.hour = hour
        self.minute = minute
        self.second = second
        self.microsecond = microsecond
        self.tzinfo = tzinfo
        self.fold = fold

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:
        us = clock.time_ns() // 1000 + _EPOCH_DAY * _DAY_US
        if tz is None:
            return _datetime_of(us, None)
        return tz.fromutc(_datetime_of(us, tz))

    @classmethod
    def utcnow(cls) -> datetime:
        return cls.now()

    @classmethod
    def today(cls) -> datetime:
        return cls.now()

    @classmethod
    def fromtimestamp(cls, timestamp: float, tz: tzinfo | None = None) -> datetime:
        us = timedelta(seconds=timestamp)._us + _EPOCH_DAY * _DAY_US
        if us < _DAY_US or us >= (calendar.MAXORDINAL + 1) * _DAY_US:
            raise ValueError(f"year {us // _DAY_US // 365} is out of range")
        if tz is None:
            return _datetime_of(us, None)
        return tz.fromutc(_datetime_of(us, tz))

    @classmethod
    def utcfromtimestamp(cls, timestamp: float, /) -> datetime:
        return cls.fromtimestamp(timestamp)

    @classmethod
    def fromordinal(cls, n: int, /) -> datetime:
        day = date.fromordinal(n)
        return datetime(day.year, day.month, day.day)

    @classmethod
    def fromisocalendar(cls, year: int, week: int, day: int) -> datetime:
        y, m, d = calendar.from_iso_week(year, week, day)
        return datetime(y, m, d)

    @classmethod
    def fromisoformat(cls, date_string: str, /) -> datetime:
        return _from_moment(parse_iso_moment(date_string))

    @classmethod
    def strptime(cls, date_string: str, format: str, /) -> datetime:
        m = parse_moment(date_string, format)
        result = _from_moment(m)
        if m.has_offset and m.zone:
            result.tzinfo = timezone(_delta(m.offset_us), m.zone)
        return result

    @classmethod
    def combine(cls, date: _Date, time: _Time, tzinfo: tzinfo | None = _NO_ZONE) -> datetime:
        return datetime(
            date.year,
            date.month,
            date.day,
            time.hour,
            time.minute,
            time.second,
            time.microsecond,
            time.tzinfo if tzinfo is _NO_ZONE else tzinfo,
            fold=time.fold,
        )

    def date(self) -> _Date:
        return _date_of(self.toordinal())

    def time(self) -> _Time:
        return time(self.hour, self.minute, self.second, self.microsecond, fold=self.fold)

    def timetz(self) -> _Time:
        return time(
            self.hour, self.minute, self.second, self.microsecond, self.tzinfo, fold=self.fold
        )

    def utcoffset(self) -> timedelta | None:
        zone = self.tzinfo
        return None if zone is None else zone.utcoffset(self)

    def tzname(self) -> str | None:
        zone = self.tzinfo
        return None if zone is None else zone.tzname(self)

    def dst(self) -> timedelta | None:
        zone = self.tzinfo
        return None if zone is None else zone.dst(self)

    def _local_us(self) -> int:
        """Since the day before the first one, as the clock shows it."""
        seconds = self.hour * 3600 + self.minute * 60 + self.second
        return self.toordinal() * _DAY_US + seconds * 1_000_000 + self.microsecond

    def _utc_us(self) -> int:
        offset = self.utcoffset()
        return self._local_us() - (0 if offset is None else offset._us)

    def timestamp(self) -> float:
        return (self._utc_us() - _EPOCH_DAY * _DAY_US) / 1_000_000

    def astimezone(self, tz: tzinfo | None = None) -> datetime:
        target = UTC if tz is None else tz
        if target is self.tzinfo:
            return self
        return target.fromutc(_datetime_of(self._utc_us(), target))

    def isoformat(self, sep: str = "T", timespec: str = "auto") -> str:
        text = time_text(self.hour, self.minute, self.second, self.microsecond, timespec)
        offset = self.utcoffset()
        zone = "" if offset is None else offset_text(offset._us, ":")
        return f"{self.year:04d}-{self.month:02d}-{self.day:02d}{sep}{text}{zone}"

    def ctime(self) -> str:
        return self.strftime("%a %b %e %H:%M:%S ") + f"{self.year:04d}"

    def _moment(self) -> Moment:
        result = super()._moment()
        _put_clock(result, self.hour, self.minute, self.second, self.microsecond)
        _put_zone(result, self.utcoffset(), self.tzname())
        return result

    def __str__(self) -> str:
        return self.isoformat(" ")

    def __repr__(self) -> str:
        text = (
            f"datetime.datetime({self.year}, {self.month}, {self.day}, {self.hour}, {self.minute}"
        )
        if self.microsecond:
            text += f", {self.second}, {self.microsecond}"
        elif self.second:
            text += f", {self.second}"
        if self.fold:
            text += ", fold=1"
        if self.tzinfo is not None:
            text += f", tzinfo={self.tzinfo!r}"
        return text + ")"

    def __eq__(self, other: object) -> bool:
        if isinstance(other, datetime):
            is_mixed = (self.utcoffset() is None) != (other.utcoffset() is None)
            return not is_mixed and self._utc_us() == other._utc_us()
        if isinstance(other, date):
            return False
        return NotImplemented

    def __hash__(self) -> int:
        return hash(self._utc_us())

    def _compared_us(self, other: _Date) -> int:
        """The difference of two that can be compared."""
        if not isinstance(other, datetime):
            self._ordered(other)
            return 0
        if (self.utcoffset() is None) != (other.utcoffset() is None):
            raise TypeError("can't compare offset-naive and offset-aware datetimes")
        return self._utc_us() - other._utc_us()

    def __lt__(self, other: _Date) -> bool:
        return self._compared_us(other) < 0

    def __le__(self, other: _Date) -> bool:
        return self._compared_us(other) <= 0

    def __gt__(self, other: _Date) -> bool:
        return self._compared_us(other) > 0

    def __ge__(self, other: _Date) -> bool:
        return self._compared_us(other) >= 0

    def __add__(self, other: timedelta) -> datetime:
        return _datetime_of(self._local_us() + other._us, self.tzinfo)

    def __radd__(self, other: timedelta) -> datetime:
        return _datetime_of(self._local_us() + other._us, self.tzinfo)

    @overload
    def __sub__(self, other: timedelta) -> datetime: ...
    @overload
    def __sub__(self, other: _Date) -> timedelta: ...
    def __sub__(self, other: timedelta | _Date) -> datetime | timedelta:
        if isinstance(other, timedelta):
            return _datetime_of(self._local_us() - other._us, self.tzinfo)
        if not isinstance(other, datetime):
            return NotImplemented
        if (self.utcoffset() is None) != (other.utcoffset() is None):
            raise TypeError("can't subtract offset-naive and offset-aware datetimes")
        if self.tzinfo is other.tzinfo:
            return _delta(self._local_us() - other._local_us())
        return _delta(self._utc_us() - other._utc_us())

    def replace(
        self,
        year: int | None = None,
        month: int | None = None,
        day: int | None = None,
        hour: int | None = None,
        minute: int | None = None,
        second: int | None = None,
        microsecond: int | None = None,
        tzinfo: tzinfo | None = _NO_ZONE,
        *,
        fold: int | None = None,
    ) -> datetime:
        return datetime(
            self.year if year is None else year,
            self.month if month is None else month,
            self.day if day is None else day,
            self.hour if hour is None else hour,
            self.minute if minute is None else minute,
            self.second if second is None else second,
            self.microsecond if microsecond is None else microsecond,
            self.tzinfo if tzinfo is _NO_ZONE else tzinfo,
            fold=self.fold if fold is None else fold,
        )


def _datetime_of(us: int, zone: tzinfo | None) -> datetime:
    """From microseconds since the day before the first one."""
    day, rest = divmod(us, _DAY_US)
    if day < 1 or day > calendar.MAXORDINAL:
        raise OverflowError("date value out of range")
    year, month, day_of_month = calendar.from_ordinal(day)
    seconds, microsecond = divmod(rest, 1_000_000)
    minutes, second = divmod(seconds, 60)
    return datetime(
        year, month, day_of_month, minutes // 60, minutes % 60, second, microsecond, zone
    )


def _from_moment(m: Moment) -> datetime:
    return datetime(m.year, m.month, m.day, m.hour, m.minute, m.second, m.microsecond, _zone_of(m))


timezone.utc = timezone(timedelta(0))
UTC: Final = timezone.utc
timezone.min = timezone(timedelta(hours=-23, minutes=-59))
timezone.max = timezone(timedelta(hours=23, minutes=59))
timedelta.min = timedelta(-_DAYS_MAX)
timedelta.max = timedelta(_DAYS_MAX, 86399, 999999)
timedelta.resolution = timedelta(microseconds=1)
date.min = date(1, 1, 1)
date.max = date(9999, 12, 31)
date.resolution = timedelta(days=1)
time.min = time(0, 0)
time.max = time(23, 59, 59, 999999)
time.resolution = timedelta(microseconds=1)
datetime.min = datetime(1, 1, 1)
datetime.max = datetime(9999, 12, 31, 23, 59, 59, 999999)
datetime.resolution = timedelta(microseconds=1)
