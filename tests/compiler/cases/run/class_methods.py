"""Class methods, class values, type(), properties with setters, nested classes."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import ClassVar, Generic, Self, TypeVar

T = TypeVar("T")


class Point:
    count: ClassVar[int] = 0
    kind: ClassVar[str] = "point"

    def __init__(self, x: int, y: int = 0) -> None:
        self.x = x
        self.y = y
        Point.count += 1

    @classmethod
    def zero(cls) -> Self:
        return cls(0)

    @classmethod
    def of(cls, *values: int, scale: int = 1) -> "Point":
        made = cls(values[0] * scale, values[1] * scale)
        return made

    @classmethod
    def parse(cls, text: str) -> Self:
        a, b = text.split(",")
        return cls(int(a), int(b))

    @classmethod
    def name(cls) -> str:
        return f"{cls.__name__}:{cls.kind}:{cls.count}"

    @staticmethod
    def helper(n: int) -> int:
        return n + 1

    def same(self) -> "Point":
        return type(self)(self.x, self.y)

    def show(self) -> str:
        return f"{self.kind} {type(self).__name__} {self.__class__.__name__} {self.x} {self.y}"

    def again(self) -> str:
        return self.name() + "/" + self.zero().show()


class Named(Point):
    kind = "named"

    def __init__(self, x: int, y: int = 5) -> None:
        super().__init__(x + 100, y)

    @classmethod
    def of(cls, *values: int, scale: int = 1) -> "Point":
        base = super().of(*values, scale=scale * 10)
        base.x += 1
        return base


class Deep(Named):
    @classmethod
    def name(cls) -> str:
        return "deep " + super().name()


class Shape(ABC):
    registry: ClassVar[dict[str, "type[Shape]"]] = {}

    def __init__(self, size: int) -> None:
        self.size = size

    @abstractmethod
    def area(self) -> int: ...

    @classmethod
    def make(cls, size: int) -> "Shape":
        return cls(size)


class Square(Shape):
    def area(self) -> int:
        return self.size**2


class Double(Shape):
    def area(self) -> int:
        return self.size * 2


class Stack(Generic[T]):
    def __init__(self, items: list[T]) -> None:
        self.items = items

    @classmethod
    def of(cls, item: T) -> "Stack[T]":
        return cls([item])

    @classmethod
    def pair(cls, a: T, b: T) -> "Stack[T]":
        return Stack([a, b])


class Celsius:
    def __init__(self) -> None:
        self._t = 0
        self.log: list[str] = []

    @property
    def t(self) -> int:
        self.log.append("get")
        return self._t

    @t.setter
    def t(self, value: int) -> None:
        if value < -273:
            raise ValueError(f"too cold: {value}")
        self.log.append(f"set {value}")
        self._t = value

    @t.deleter
    def t(self) -> None:
        self.log.append("del")
        self._t = -1


class Kelvin(Celsius):
    @property
    def t(self) -> int:
        return self._t + 273

    @t.setter
    def t(self, value: int) -> None:
        self._t = value - 273


class Outer:
    LIMIT = 3

    class Inner:
        def __init__(self, v: int) -> None:
            self.v = v

        def __repr__(self) -> str:
            return f"Inner({self.v})"

    class Error(Exception):
        pass

    def make(self, v: int) -> "Outer.Inner":
        if v > self.LIMIT:
            raise Outer.Error("limit")
        return self.Inner(v)


class Plain:
    value: int

    def __init__(self, text: str) -> None:
        self.text = text


def build(c: type[Point], x: int) -> Point:
    return c(x)


def describe(x: object) -> str:
    return type(x).__name__


def main() -> None:
    print(Point.zero().show(), Named.zero().show(), Deep.zero().show())
    print(Point.of(1, 2).show(), Named.of(1, 2).show(), Deep.of(3, 4, scale=2).show())
    print(Point.parse("3,4").show(), Deep.parse("5,6").show())
    print(Point.name(), Named.name(), Deep.name())
    ps: list[Point] = [Point(1), Named(1), Deep(1)]
    for p in ps:
        print(p.show(), p.same().show(), p.again(), p.helper(3), p.of(7, 8).show())
        print(type(p) is Point, type(p) is Deep, type(p) == Named, p.__class__ is type(p))
    print(Point, Deep, type(ps[1]), type(3), type("x"), type(None), type(2.5), type(True), type([1]))
    classes: list[type[Point]] = [Point, Named, Deep]
    for c in classes:
        print(c.__name__, c.kind, c.zero().show(), c.name(), build(c, 9).show(), c is Named)
    print([describe(v) for v in (1, "a", None, 2.5, True, (1,), [1], {1: 2}, ps[2], b"x")])
    table = {Point: "p", Deep: "d"}
    print(table[type(ps[2])], table[Point], Named in table)
    Shape.registry["square"] = Square
    Shape.registry["double"] = Double
    for key in ("square", "double"):
        print(key, Shape.registry[key](5).area(), Shape.registry[key].make(6).area())
    try:
        Shape.make(3)
    except TypeError as e:
        print(e)
    print(Square.make(4).area(), Stack.of(3).items, Stack.of("s").items, Stack.pair(1.5, 2.5).items)
    c1 = Celsius()
    c1.t = 5
    c1.t += 10
    print(c1.t, c1.log)
    del c1.t
    print(c1._t, c1.log)
    try:
        c1.t = -300
    except ValueError as e:
        print(e)
    both: list[Celsius] = [Celsius(), Kelvin()]
    for c2 in both:
        c2.t = 300
        print(c2.t, c2._t, c2.log)
    o = Outer()
    print(o.make(2), Outer.Inner(9), Outer.Inner.__name__, Outer.Inner.__qualname__)
    try:
        o.make(4)
    except Outer.Error as e:
        print("error", e, repr(e), type(e))
    q = Plain("t")
    try:
        print(q.value)
    except AttributeError as e:
        print(e)
    q.value = 4
    print(q.value)
    del q.value
    try:
        del q.value
    except AttributeError as e:
        print(e)
    maker: Callable[[int], Point] = Named
    bound: Callable[[], Point] = Deep.zero
    print(maker(1).show(), bound().show(), list(map_it(str, [1, 2])), list(map_it(len, ["a", "bcd"])))
    print(map_it(int, ["4", "5"]), map_it(abs, [-1, 2]), map_it(float, ["1.5"]), map_it(chr, [65]))


U = TypeVar("U")
V = TypeVar("V")


def map_it(f: Callable[[U], V], xs: list[U]) -> list[V]:
    return [f(x) for x in xs]


main()
