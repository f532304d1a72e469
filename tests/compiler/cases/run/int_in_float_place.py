from typing import Callable, Iterator, Iterable, Protocol


class Body:
    mass: float = 0

    def __init__(self) -> None:
        self.speed: float = 1.5


def drag(speed: float) -> float:
    return 0


def half(x: float) -> float:
    return x / 2


def f(body: Body, values: list[int], n: int) -> list[float]:
    x: float = 1
    print(x, half(x), half(3))
    x = n
    body.speed = n
    print(drag(True), drag(n + 1.0), body.speed, body.mass)
    y = 1.0 if n else 2
    print(y)
    x, z = n, 3
    print(x, z)
    for x in values:
        print(x, x * 2, x * 2.0, x + 1, -x, +x, abs(-x), x // 2, x % 2, x ** 2, x / 2)
    table = {"a": 1.5, "b": 2}
    print(table)
    pick: Callable[[float], float] = drag
    print(pick(3))
    mixed = [1, 2.5]
    mixed[0] = 3
    print(mixed, sum(mixed), max(mixed), min(mixed), sorted(mixed), 3 in mixed, mixed.index(3))
    return [1]


class Shape:
    def area(self) -> float:
        return 0.5

    def scale(self, by: int) -> None:
        pass


class Square(Shape):
    def area(self) -> int:
        return 1

    def scale(self, by: float) -> None:
        print("scale", by)


class HasArea(Protocol):
    def area(self) -> float: ...


def show(s: HasArea) -> None:
    print(s.area(), s.area() + 1, s.area() / 4)


def numbers(ints: list[int]) -> Iterator[float]:
    yield 1
    floats: list[float] = [i for i in ints]
    table: dict[str, float] = {str(i): i for i in ints}
    print(floats + [3], table, 1 + 2.5, 2.5 * 3, 1 < 2.5)
    show: Callable[[int], float] = lambda n: n
    optional: float | None = ints[0]
    print(show(3), optional)
    if optional is not None:
        print(optional + 1, optional + 0.5)
    floats.extend(ints)
    print(floats)
    yield from floats


def kind(x: float) -> str:
    if isinstance(x, int):
        return f"int {x.bit_length()}"
    return "float"


def total(xs: Iterable[float]) -> float:
    t: float = 0
    for x in xs:
        t += x
    return t


def mean(xs: list[float]) -> float:
    return sum(xs) / len(xs)


print(f(Body(), [1, 2, -7], 5))
shapes: list[Shape] = [Shape(), Square()]
for s in shapes:
    print(s.area())
    s.scale(3)
show(Square())
show(Shape())
print(list(numbers([4, 5])))
print(kind(1), kind(1.0), kind(True), type(half(2)), type(drag(1)))
print(total([]), total([1, 2]), total([1, 2.5]), total((3, 4)))
print(mean([1, 2, 4]), mean([1]), mean([0.5, 1]))
v: float = 7
print(f"{v} {v:>5} {v:.2f} {v!r} {v:05d} {v:e}", str(v), repr(v), round(v), round(v, 1), int(v), float(v), bool(v), hash(v))
w: float = True
print(w, w + 1, not w, f"{w}", w == 1, w == 1.0, w is True)
try:
    print(v / drag(0))
except ZeroDivisionError as e:
    print(e)
try:
    print(2.5 / drag(0))
except ZeroDivisionError as e:
    print(e)
try:
    print(v // drag(0))
except ZeroDivisionError as e:
    print(e)
d: dict[float, str] = {1: "a", 2.0: "b"}
print(d, d[1.0], d[2], 1 in d, 2 in d)
print(v == 7, v == 7.0, v < 8, v < 7.5, v >= 7, 7 == v, 6 < v < 8, v != 7, v > 6.5)
print(-v, +v, abs(v), v ** 2, v ** -1, v ** 0.5, divmod(v, 2), 10 ** 30 + half(1), v * 10 ** 3)
t: tuple[float, float] = (1, 2.5)
a, b = t
print(t, a, b)
match v:
    case 7:
        print("seven")
    case _:
        print("other")
inf = float("inf")
print(inf - inf, inf * half(0), float("nan") == v, v < float("nan"))
x = y = z = 3.5
x = 2
print(x, y, z)
big: float = 2 ** 40
print(big, big * 2, big * 256)
