"""datetime, time and timezone: construction, arithmetic, zones, text both ways."""
# ruff: noqa: B023  (the functions are called at once)

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo


def attempt(action: Callable[[], object]) -> None:
    try:
        print(repr(action()))
    except (ValueError, OverflowError, TypeError, NotImplementedError) as error:
        print(type(error).__name__, error)


east = timezone(timedelta(hours=5, minutes=30))
west = timezone(timedelta(hours=-8), "PST")
print(
    repr(east),
    east,
    repr(west),
    west,
    repr(UTC),
    UTC,
    UTC is UTC,
    timezone.min,
    timezone.max,
)
print(
    east == timezone(timedelta(hours=5.5)),
    east == west,
    hash(east) == hash(timezone(timedelta(hours=5.5))),
)
print(
    timezone(timedelta(seconds=-3661)),
    timezone(timedelta(microseconds=1)),
    east.utcoffset(None),
    west.tzname(None),
)
attempt(lambda: timezone(timedelta(hours=24)))
moments = (
    datetime(2024, 2, 29),
    datetime(1, 1, 1),
    datetime(9999, 12, 31, 23, 59, 59, 999999),
    datetime(2024, 1, 2, 3, 4, 5),
    datetime(2024, 1, 2, 3, 4, 5, 6),
    datetime(2024, 1, 2, 13, 4, tzinfo=east),
    datetime(2024, 6, 30, 23, 59, 1, 10, west),
    datetime(2024, 1, 2, fold=1),
    datetime(1970, 1, 1, tzinfo=UTC),
)
for moment in moments:
    print(
        repr(moment), moment, moment.isoformat(), moment.isoformat(" ", "minutes"), moment.ctime()
    )
    print(
        moment.strftime(
            "%a %A %b %B %d %H %I %j %m %M %p %S %f %U %w %W %x %X %y %z|%Z %c %G %V %u %q"
        )
    )
    print(
        moment.date(),
        moment.time(),
        repr(moment.timetz()),
        moment.utcoffset(),
        moment.tzname(),
        moment.dst(),
        moment.weekday(),
    )
    print(
        datetime.fromisoformat(moment.isoformat()) == moment,
        f"{moment:%H:%M}",
        f"{moment}",
        moment.toordinal(),
    )
a = datetime(2024, 2, 28, 23, 30)
print(
    a + timedelta(hours=1),
    a - timedelta(days=59),
    a - datetime(2023, 2, 28),
    timedelta(1) + a,
    a.replace(minute=5, tzinfo=UTC),
)
print(
    a < datetime(2024, 2, 29),
    a == datetime(2024, 2, 28, 23, 30),
    a == date(2024, 2, 28),
    a != a.replace(tzinfo=UTC),
    a >= a,
)
b = datetime(2024, 1, 1, 12, tzinfo=east)
c = datetime(2024, 1, 1, 6, 30, tzinfo=UTC)
print(
    b == c,
    b - c,
    hash(b) == hash(c),
    b.astimezone(west),
    c.astimezone(east),
    b.timestamp(),
    repr(b.replace(tzinfo=None)),
)
print(
    datetime.fromtimestamp(0, UTC),
    datetime.fromtimestamp(1.5, east),
    datetime.fromtimestamp(1e9, UTC),
    repr(datetime.utcfromtimestamp(0.1)),
)
print(
    datetime.combine(date(2024, 1, 2), time(3, 4, tzinfo=UTC)),
    datetime.combine(date(2024, 1, 2), time(3, 4, tzinfo=UTC), None),
)
print(
    datetime.min,
    datetime.max,
    datetime.resolution,
    time.min,
    time.max,
    datetime.fromordinal(1),
    isinstance(a, date),
)
attempt(lambda: a < b)
attempt(lambda: a - b)
attempt(lambda: datetime.max + timedelta(microseconds=1))
attempt(lambda: datetime(2024, 1, 1, 24))
attempt(lambda: datetime(2024, 1, 1, 0, 60))
attempt(lambda: datetime(2024, 1, 1, 0, 0, 60))
attempt(lambda: datetime(2024, 1, 1, 0, 0, 0, 1000000))
attempt(lambda: datetime(2024, 1, 1, fold=2))
attempt(lambda: a.isoformat("T", "days"))
for spec in ("auto", "hours", "minutes", "seconds", "milliseconds", "microseconds"):
    print(moments[4].isoformat(timespec=spec), time(1, 2, 3, 4567).isoformat(spec))
for clock in (
    time(),
    time(1, 2),
    time(1, 2, 3),
    time(1, 2, 3, 4),
    time(23, 59, tzinfo=east),
    time(1, fold=1),
):
    print(
        repr(clock),
        clock,
        clock.utcoffset(),
        clock.tzname(),
        clock.strftime("%H-%M-%S.%f %p %z %Z"),
        f"{clock:%I}",
    )
print(
    time(1) < time(2),
    time(1) == time(1, 0),
    time(12, tzinfo=UTC) == time(17, 30, tzinfo=east),
    time(1).replace(minute=5),
)
attempt(lambda: time(1) < time(1, tzinfo=UTC))
attempt(lambda: time(24))
ISO = (
    *(
        "2024-01-02",
        "2024-01-02T03",
        "2024-01-02T03:04",
        "2024-01-02 03:04:05",
        "2024-01-02T03:04:05.6",
    ),
    *(
        "20240102T030405",
        "2024-01-02T03:04:05.123456789Z",
        "2024-W01-2T10:00+05:30",
        "2024-01-02T03:04:05,5",
    ),
    *(
        "2024-01-02T03:04:05-00:00:01.5",
        "20240102T0304Z",
        "2024-01-02x03:04",
        "2024W012T03",
        "2024-01-02T03:04+0530",
    ),
    *(
        "",
        "2024",
        "2024-01",
        "2024-01-02T",
        "2024-01-02T3",
        "2024-01-02T03:4",
        "2024-01-02T03:04:",
        "2024-01-02T25",
    ),
    *(
        "2024-01-02T03:04:05.",
        "2024-01-02T03:04:05+",
        "2024-01-02T03:04:05+5",
        "2024-01-02T03:04:05ZZ",
        "hello world",
    ),
    *(
        "2024-01-02T0304:05",
        "2024-01-02T03:0405",
        "2024-13-02T00:00",
        "2024-01-02T03:04:05+24:00",
        "2024-01-02T03.5",
    ),
)
for text in ISO:
    attempt(lambda: datetime.fromisoformat(text))
for text in ("03:04", "T03:04:05", "0304", "03:04:05.1+01:00", "24:00", "3:04", "", "03:04:05Z"):
    attempt(lambda: time.fromisoformat(text))
PARSE = (
    ("2024-01-02 03:04:05", "%Y-%m-%d %H:%M:%S"),
    ("02/Jan/2024:13:04:05 +0530", "%d/%b/%Y:%H:%M:%S %z"),
    ("Tue Jan  2 03:04:05 2024", "%c"),
    ("12:05 AM", "%I:%M %p"),
    ("12:05 pm", "%I:%M %p"),
    ("7/4/76", "%m/%d/%y"),
    ("7/4/12", "%m/%d/%y"),
    ("2024 060", "%Y %j"),
    ("monday march 5 2024", "%A %B %d %Y"),
    ("1.25", "%S.%f"),
    ("100%", "100%%"),
    ("2024-01-02Z", "%Y-%m-%d%z"),
    ("2024-01-02 -01:30:15", "%Y-%m-%d %z"),
    ("x", "%Y"),
    ("2024x", "%Y"),
    ("20", "%d%m"),
    ("2024", "%Q"),
    ("2024", "%"),
    ("2024-02-30", "%Y-%m-%d"),
    ("  12 ", " %d "),
    ("2024-1-2", "%Y-%m-%d"),
    ("UTC 5 +0000", "%Z %d %z"),
    ("Feb 29", "%b %d"),
    ("Feb 29 04", "%b %d %y"),
)
for text, format in PARSE:
    attempt(lambda: datetime.strptime(text, format))


class Summer(tzinfo):
    def utcoffset(self, dt: datetime | None, /) -> timedelta:
        return timedelta(hours=1) + self.dst(dt)

    def dst(self, dt: datetime | None, /) -> timedelta:
        return timedelta(hours=1 if dt is not None and 4 <= dt.month <= 9 else 0)

    def tzname(self, dt: datetime | None, /) -> str:
        return "CEST" if self.dst(dt) else "CET"


zone = Summer()
for month in (1, 7):
    moment = datetime(2024, month, 1, 12, tzinfo=zone)
    print(
        moment.isoformat(),
        moment.tzname(),
        moment.dst(),
        moment.astimezone(UTC),
        datetime(2024, month, 1, tzinfo=UTC).astimezone(zone),
    )
attempt(lambda: datetime(2024, 1, 1, tzinfo=tzinfo()).utcoffset())
