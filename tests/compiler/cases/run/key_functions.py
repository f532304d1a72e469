"""Functions as keys; sums and unions of numbers."""

from dataclasses import dataclass


@dataclass
class P:
    name: str
    age: int
    w: float = 1.5


class V:
    def __init__(self, x: int) -> None:
        self.x = x

    def __add__(self, other: "V") -> "V":
        return V(self.x + other.x)

    def __radd__(self, other: int) -> "V":
        return V(self.x + other)

    def __repr__(self) -> str:
        return f"V({self.x})"


def mean(xs: list[float]) -> float:
    return sum(xs) / len(xs)


def age(p: P) -> int:
    return p.age


def half(x: int | float) -> float:
    return x / 2


def double(x: "int | str") -> "int | str":
    return x * 2


def mixed(x: int | float, y: float) -> float:
    return x * y + x - y


def main() -> None:
    ps = [P("bob", 30), P("al", 25, 2.5), P("cy", 30, 0.5)]
    print(sorted(ps, key=lambda p: p.age), sorted(ps, key=lambda p: (-p.age, p.name)))
    print(max(ps, key=age), min(ps, key=lambda p: p.w).name, max(ps, key=lambda p: p.age).name)
    ps.sort(key=lambda p: p.name, reverse=True)
    print([p.name for p in ps])
    words = ["pear", "fig", "apple", "kiwi"]
    print(sorted(words, key=len), max(words, key=len), min("bb", "a", key=len), sorted(words, key=str.upper))
    print(min([3, 1, 2], key=lambda v: -v), max([], default=7), max([4, 5], default=7))
    print(max(*[1, 5, 3]), min(4, *(2, 3)), max("a", "c", "b"))
    print(sum([0.5, 0.25]), sum([x * 2 for x in [0.1]]), mean([1.0, 2.0]), sum([V(1), V(2)], V(10)))
    empty: list[float] = []
    print(sum(empty), sum([V(1), V(2)]))
    print(half(3), half(3.0), mixed(2, 0.5), mixed(1.5, 0.5), double(2), double("a"))
    print(dict([("a", 1), ("b", 2)]), dict(a=1, b=2), dict({"x": 1}, y=2))
    try:
        max(ps, key=lambda p: 1 // (p.age - 30))
    except ZeroDivisionError as e:
        print(e)
    best: P | None = max(ps, key=lambda p: p.age, default=None)
    print(best)
    print(max([], key=len, default="none"))


main()
