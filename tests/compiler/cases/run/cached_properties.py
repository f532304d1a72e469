"""functools.cached_property: computed once, assigned, deleted, failing, in subclasses."""

from dataclasses import dataclass
from functools import cached_property


class Circle:
    def __init__(self, r: float) -> None:
        self.r = r

    @cached_property
    def area(self) -> float:
        print("computing")
        return self.r * self.r * 3

    @cached_property
    def parts(self) -> list[int]:
        return [1, 2]

    @cached_property
    def maybe(self) -> str | None:
        print("maybe")
        return None

    @cached_property
    def broken(self) -> int:
        print("broken")
        raise ValueError("no")


class Ring(Circle):
    @cached_property
    def area(self) -> float:
        print("ring")
        return self.r - 1


@dataclass(frozen=True)
class Point:
    x: int
    y: int = 2

    @cached_property
    def total(self) -> int:
        print("total")
        return self.x + self.y


c = Circle(2.0)
print(c.area, c.area)
c.parts.append(3)
print(c.parts, c.maybe, c.maybe)
del c.area
print(c.area)
c.area = 5.0
print(c.area)
for _ in range(2):
    try:
        print(c.broken)
    except ValueError as e:
        print(e)
del c.parts
try:
    del c.parts
except AttributeError as e:
    print(type(e).__name__, e)
r = Ring(3.0)
print(r.area, r.area, r.parts)
p = Point(1)
print(p, p.total, p.total, p == Point(1), p)
