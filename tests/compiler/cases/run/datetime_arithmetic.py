"""Dates, times, deltas, zones, formatting, parsing, comparison and errors."""

from datetime import date, datetime, time, timedelta, timezone

d = date(2024, 2, 28)
print(d + timedelta(days=2), d - date(2023, 2, 28), d.weekday(), d.isoweekday(), d.isocalendar(), d.replace(month=1), d.strftime("%A %d %B %Y %j"), d.isoformat(), d.toordinal(), date.fromordinal(1), date.fromisoformat("2020-02-29"), d < date(2024, 3, 1), date.max, date.min, repr(d))
t = timedelta(days=1, hours=-2, seconds=90, microseconds=5)
print(t, repr(t), t.total_seconds(), t * 2, t / 2, t // timedelta(hours=1), t % timedelta(hours=5), -t, abs(-t), timedelta(seconds=1.5), t == timedelta(hours=22, minutes=1, seconds=30, microseconds=5), divmod(t, timedelta(hours=10)), timedelta.max > t, bool(timedelta()), timedelta(weeks=1).days, str(timedelta(days=-1, seconds=1)))
dt = datetime(2024, 12, 31, 23, 59, 59, 999999)
print(dt + timedelta(microseconds=1), dt.date(), dt.time(), dt.isoformat(sep=" "), dt.isoformat(timespec="minutes"), dt.replace(year=2000), dt.ctime(), dt.strftime("%y/%m/%d %H:%M:%S.%f %p %I %%"), dt.weekday())
utc, cet = timezone.utc, timezone(timedelta(hours=1), "CET")
a = datetime(2024, 1, 1, 12, tzinfo=utc)
print(a.astimezone(cet), a == datetime(2024, 1, 1, 13, tzinfo=cet), a - datetime(2024, 1, 1, 12, tzinfo=cet), a.isoformat(), a.tzname(), a.utcoffset(), a.timestamp(), datetime.fromtimestamp(0, utc), datetime.fromisoformat("2024-01-01T10:00:00+02:00"), repr(a.astimezone(cet)), timezone(timedelta(hours=-5, minutes=-30)))
print(datetime.strptime("03 Mar 2021 14:05", "%d %b %Y %H:%M"), datetime.strptime("2021-12-05", "%Y-%m-%d").date(), time(13, 5).isoformat(), time(1, 2, 3) < time(1, 2, 4), time.fromisoformat("04:05:06.789"), datetime.combine(d, time(8)), time(23, 59).strftime("%I:%M %p"), time(5, tzinfo=utc))
for make in (lambda: date(2023, 2, 29), lambda: date(0, 1, 1), lambda: datetime(2024, 1, 1, 24), lambda: date.fromisoformat("2024-1-1"), lambda: datetime.strptime("x", "%Y"), lambda: date.max + timedelta(1), lambda: a - datetime(2024, 1, 1)):
    try:
        print(make())
    except (ValueError, OverflowError, TypeError) as error:
        print(type(error).__name__, error)
print(sorted([datetime(2024, 1, 2), datetime(2023, 1, 1)]), {date(2024, 1, 1): "x"}[date(2024, 1, 1)], hash(d) == hash(date(2024, 2, 28)), max(d, date(2025, 1, 1)), f"{d:%d/%m}", f"{dt:%H}", (date(2024, 3, 1) - date(2024, 2, 1)).days, d.ctime())
