"""Classes in functions whose methods use the variables of the function."""

from typing import Callable, Iterator


def counter(start: int) -> Callable[[], int]:
    step = 1

    class Counter:
        def __init__(self) -> None:
            self.n = start

        def next(self) -> int:
            self.n += step
            return self.n

    made = Counter()
    return made.next


def shared() -> None:
    log: list[str] = []
    total = 0

    class Logger:
        def __init__(self, name: str) -> None:
            self.name = name

        def write(self, text: str) -> None:
            nonlocal total
            log.append(f"{self.name}:{text}")
            total += len(text)

        def child(self) -> "Logger":
            return Logger(self.name + "'")

    class Loud(Logger):
        def write(self, text: str) -> None:
            super().write(text.upper() + suffix)

    suffix = "!"
    a = Logger("a")
    a.write("one")
    a.child().write("two")
    Loud("b").write("three")
    suffix = "?"
    Loud("b").write("four")
    print(log, total)


def make(n: int) -> Callable[[int], "Shape"]:
    class Scaled(Shape):
        def __init__(self, w: int) -> None:
            self.w = w

        def area(self) -> int:
            return self.w * n

        def twice(self) -> "Scaled":
            return Scaled(self.w * 2)

        def each(self) -> Iterator[int]:
            for i in range(n):
                yield i * self.w

        def later(self) -> Callable[[], int]:
            return lambda: self.w * n + bump

    bump = 1000

    def build(w: int) -> Shape:
        s = Scaled(w)
        print(s.twice().area(), list(s.each()), s.later()(), [Scaled(i).area() for i in range(2)])
        return s

    return build


class Shape:
    def area(self) -> int:
        return 0


def failing(limit: int) -> None:
    class TooBig(Exception):
        def __str__(self) -> str:
            return f"over {limit}"

    try:
        raise TooBig
    except TooBig as e:
        print(e)
    raise TooBig()


one, ten = counter(1), counter(10)
print(one(), ten(), one(), ten())
shared()
two, three = make(2), make(3)
a, b = two(10), three(10)
print(a.area(), b.area(), two(1).area())
try:
    failing(5)
except Exception as e:
    print(e, type(e).__name__)
