# alone: its end is what it is about
"""A generator that is suspended at the end of the program runs its finally block."""

from collections.abc import Iterator


def steps(n: int) -> Iterator[int]:
    try:
        yield n
        yield n + 1
    finally:
        print("finally", n)


def local() -> None:
    suspended = steps(4)
    print(next(suspended))
    print("returns")


local()
kept = steps(1)
print(next(kept))
print("end")
