"""__slots__, class attributes against object attributes, deletion, and unset attributes."""


class Point:
    __slots__ = ("x", "y")

    def __init__(self, x: int, y: int = 0) -> None:
        self.x = x
        self.y = y

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Point):
            return NotImplemented
        return (self.x, self.y) == (other.x, other.y)

    def __hash__(self) -> int:
        return hash((self.x, self.y))

    def __repr__(self) -> str:
        return f"Point({self.x}, {self.y})"


class Config:
    debug = False
    names: list[str] = []
    level: int

    def __init__(self, debug: bool | None = None) -> None:
        if debug is not None:
            self.debug = debug


p = Point(1, 2)
print(p, p == Point(1, 2), p != Point(2, 1), {p: "v"}[Point(1, 2)], p in [Point(1, 2)], len({p, Point(1, 2), Point(3)}), p == 5, sorted([Point(2), Point(1)], key=lambda q: q.x))
p.x += 10
del p.y
try:
    print(p.y)
except AttributeError as error:
    print("AttributeError")
p.y = 7
print(p)
a, b = Config(), Config(True)
a.names.append("shared")
print(a.debug, b.debug, Config.debug, b.names, a.names is Config.names)
try:
    print(a.level)
except AttributeError as error:
    print("no level")
a.level = 3
print(a.level, hasattr(b, "level"), hasattr(a, "level"))
del a.level
try:
    del a.level
except AttributeError:
    print("deleted twice")


class Temperature:
    def __init__(self, celsius: float) -> None:
        self._celsius = celsius

    @property
    def fahrenheit(self) -> float:
        return self._celsius * 9 / 5 + 32

    @fahrenheit.setter
    def fahrenheit(self, value: float) -> None:
        if value < -459.67:
            raise ValueError("too cold")
        self._celsius = (value - 32) * 5 / 9

    @fahrenheit.deleter
    def fahrenheit(self) -> None:
        self._celsius = 0.0


t = Temperature(100)
t.fahrenheit += 9
print(t.fahrenheit, round(t._celsius, 3))
try:
    t.fahrenheit = -500
except ValueError as error:
    print(error)
del t.fahrenheit
print(t.fahrenheit)
