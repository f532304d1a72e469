"""namedtuple(...) and NamedTuple(...) as calls."""

from collections import namedtuple
from typing import Any, NamedTuple

Point = namedtuple("Point", ["x", "y"])
Words = namedtuple("Words", "first second")
Typed = NamedTuple("Typed", [("a", int), ("b", str)])


def local() -> Any:
    Inner = namedtuple("Inner", ("k", "v"))
    return Inner(1, v=[2])


def swap(t: Typed) -> Typed:
    return Typed(len(t.b), str(t.a))


p = Point(1, y="two")
x, y = p
print(p, p.x, p[1], x, y, len(p), p == (1, "two"), isinstance(p, tuple), isinstance(p, Point), p._replace(x=5))
w = Words("a", "b")
print(w, w.first + w.second, sorted([Words("b", "a"), w]), {w: 1}[Words("a", "b")])
t = Typed(3, "abcd")
print(t, swap(t), t._asdict(), t.a + 1, local(), local().v, type(t).__name__)
match t:
    case Typed(a, b=b):
        print(a, b)
