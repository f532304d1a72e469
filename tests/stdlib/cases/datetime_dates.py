"""date and timedelta: construction, arithmetic, order, text."""
# ruff: noqa: B023  (the functions are called at once)

from collections.abc import Callable
from datetime import MAXYEAR, MINYEAR, date, timedelta


def attempt(action: Callable[[], object]) -> None:
    try:
        print(repr(action()))
    except (ValueError, OverflowError, ZeroDivisionError, TypeError) as error:
        print(type(error).__name__, error)


print(
    MINYEAR,
    MAXYEAR,
    date.min,
    date.max,
    date.resolution,
    timedelta.min,
    timedelta.max,
    timedelta.resolution,
)
for delta in (
    *(timedelta(), timedelta(1), timedelta(-1), timedelta(seconds=1), timedelta(microseconds=-1)),
    *(
        timedelta(1, 2, 3, 4, 5, 6, 7),
        timedelta(hours=25),
        timedelta(days=1.5),
        timedelta(seconds=0.1),
    ),
    *(timedelta(weeks=-1, hours=3), timedelta(milliseconds=1.5), timedelta(microseconds=0.5)),
    *(timedelta(microseconds=1.5), timedelta(microseconds=2.5), timedelta(days=-1.25, minutes=0.5)),
    *(
        timedelta(days=999999999),
        timedelta(hours=-0.1),
        timedelta(seconds=1e-6),
        timedelta(days=1 / 3),
    ),
):
    print(
        repr(delta),
        str(delta),
        delta.days,
        delta.seconds,
        delta.microseconds,
        delta.total_seconds(),
        bool(delta),
    )
a = timedelta(days=3, hours=5, microseconds=7)
b = timedelta(hours=-7, seconds=1)
print(
    a + b,
    a - b,
    -a,
    +a,
    abs(b),
    a * 3,
    2 * b,
    a * 1.5,
    b * -0.1,
    a // 7,
    a / 7,
    a / 1.7,
    a // b,
    a / b,
    a % b,
)
print(
    divmod(a, b),
    a < b,
    a <= b,
    a > b,
    a >= b,
    a == b,
    a != b,
    a == 3,
    hash(a) == hash(timedelta(3, 18000, 7)),
)
print(
    sum([a, b], timedelta()), max(a, b), sorted([a, b, timedelta()]), {a: 1}[timedelta(3, 18000, 7)]
)
attempt(lambda: timedelta(days=1000000000))
attempt(lambda: timedelta.max + timedelta(1))
attempt(lambda: a / timedelta())
attempt(lambda: a // 0)
for day in (
    date(2024, 2, 29),
    date(1, 1, 1),
    date(9999, 12, 31),
    date(2000, 12, 31),
    date(2021, 1, 3),
    date(1900, 3, 1),
):
    print(
        repr(day),
        day,
        day.toordinal(),
        day.weekday(),
        day.isoweekday(),
        tuple(day.isocalendar()),
        day.ctime(),
    )
    print(
        date.fromordinal(day.toordinal()) == day,
        date.fromisoformat(day.isoformat()) == day,
        hash(day) == hash(day),
    )
    print(
        day.strftime(
            "%a %A %b %B %d %H %I %j %m %M %p %S %U %w %W %x %X %y %% %G %V %u %e %F %T %D %C"
        )
    )
print(
    date(2024, 1, 31) + timedelta(30),
    date(2024, 1, 1) - timedelta(1),
    date(2024, 3, 1) - date(2023, 3, 1),
)
print(
    timedelta(1) + date(2024, 2, 28),
    date(2024, 1, 1) < date(2024, 1, 2),
    date(2024, 1, 1) == date(2024, 1, 1),
)
print(
    date(2024, 1, 1).replace(day=5),
    date(2024, 5, 6).replace(2023, 2),
    f"{date(2024, 1, 2):%Y/%m/%d}",
    f"{date(2024, 1, 2)}",
)
print(
    date.fromisocalendar(2020, 53, 7),
    date.fromisocalendar(2021, 1, 1),
    date.fromtimestamp(86400 * 365),
)
attempt(lambda: date(0, 1, 1))
attempt(lambda: date(10000, 1, 1))
attempt(lambda: date(2023, 13, 1))
attempt(lambda: date(2023, 2, 29))
attempt(lambda: date.max + timedelta(1))
attempt(lambda: date.min - timedelta(1))
attempt(lambda: date.fromordinal(0))
attempt(lambda: date.fromisocalendar(2021, 53, 1))
attempt(lambda: date.fromisocalendar(2021, 1, 8))
for text in (
    "2024-02-29",
    "20240229",
    "2024-W09-4",
    "2024W094",
    "2024-W09",
    "2024W09",
    "2024-2-9",
    "2024-13-01",
):
    attempt(lambda: date.fromisoformat(text))
for text in (
    "",
    "2024",
    "2024-02-30",
    "2024-02-29T00",
    "2024/02/29",
    "2024-W54-1",
    "2024-W091",
    "2024W09-1",
    "２０２４-01-01",
):
    attempt(lambda: date.fromisoformat(text))
for number in range(1, 800000, 7919):
    day = date.fromordinal(number)
    week = day.isocalendar()
    assert day.toordinal() == number and date.fromisocalendar(week[0], week[1], week[2]) == day
    print(day, end=" ")
print()
