"""isinstance with a class, or a tuple of classes, that is computed."""

from typing import Any


class Shape:
    pass


class Round(Shape):
    pass


class Circle(Round):
    pass


class Named:
    def __init__(self, *kinds: type[BaseException]) -> None:
        self.kind: type[Shape] = Round
        self.kinds = kinds


def count(items: list[object], kind: type) -> int:
    return len([item for item in items if isinstance(item, kind)])


def matching(error: BaseException, kinds: tuple[type[BaseException], ...]) -> bool:
    return isinstance(error, kinds)


def first(kinds: list[type[Shape]], shape: Shape) -> str:
    for kind in kinds:
        if isinstance(shape, kind):
            return kind.__name__
    return "none"


def wrong(value: Any, kind: Any) -> None:
    try:
        print(isinstance(value, kind))
    except TypeError as error:
        print(error)


items: list[object] = [1, True, "a", 2.5, None, Shape(), Circle(), KeyError("k"), b"x", (1,)]
for kind in (int, str, bool, float, Shape, Round, object, Exception, KeyError, bytes, type(None)):
    print(kind.__name__, count(items, kind), end="; ")
print()
print(matching(KeyError("x"), (ValueError, LookupError)), matching(KeyError(), ()))
print(matching(OSError(), (ValueError, OSError)), isinstance(KeyError(), Named(IndexError).kinds))
print(first([Circle, Round, Shape], Round()), first([Circle], Shape()))
print(isinstance(Circle(), Named().kind), isinstance(Shape(), Named().kind))
shape: Shape = Circle()
print(isinstance(Circle(), type(shape)), isinstance(Round(), type(shape)))
wrong(1, int)
wrong("a", (int, str))
wrong(1, 5)
wrong(1, ("x",))
