"""Classes in functions: exceptions, dataclasses, enums, NamedTuples, protocols, nested further."""

from dataclasses import dataclass, field
from enum import Enum, IntEnum, auto
from typing import ClassVar, Generic, NamedTuple, Protocol, TypedDict, TypeVar

T = TypeVar("T")


def errors(n: int) -> str:
    class Small(Exception):
        pass

    class Coded(Small):
        def __init__(self, code: int) -> None:
            super().__init__(f"code {code}")
            self.code = code

    try:
        if n > 1:
            raise Coded(n)
        raise Small("small")
    except Coded as e:
        return f"{e} {e.code} {type(e).__name__} {type(e).__qualname__}"
    except Small as e:
        return f"{e!r} {type(e)}"


def data() -> None:
    @dataclass(order=True)
    class Point:
        x: int
        y: int = 2
        tags: list[str] = field(default_factory=list)

        def moved(self, dx: int) -> "Point":
            return Point(self.x + dx, self.y, [*self.tags, "m"])

    class Kind(Enum):
        A = auto()
        B = "b"

        def lower(self) -> str:
            return self.name.lower()

    class Level(IntEnum):
        LOW = 1
        HIGH = 2

    class Pair(NamedTuple):
        first: int
        second: str = "s"

    class Sized(Protocol):
        def size(self) -> int: ...

    class Row(TypedDict):
        a: int

    class Box(Generic[T]):
        made: ClassVar[int] = 0

        def __init__(self, item: T) -> None:
            self.item = item
            Box.made += 1

        def size(self) -> int:
            return 1

    def measure(s: Sized) -> int:
        return s.size()

    p = Point(1)
    print(p, p.moved(3), p < p.moved(1), p == Point(1), sorted([Point(3), p]))
    print(list(Kind), Kind.A.lower(), Kind("b"), Level.HIGH + 1, list(Level), repr(Level(1)))
    print(Pair(1), Pair(2, "t")._replace(first=9), Pair(3).second, measure(Box(3)), Box("x").item, Box.made)
    row: Row = {"a": 1}
    print(row, isinstance(p, Point), type(p).__qualname__, type(p), Point.__name__)
    match p:
        case Point(x=1, y=y):
            print("point", y)


class Outer:
    def method(self, n: int) -> int:
        class Inner:
            def __init__(self, n: int) -> None:
                self.n = n

            class Deep:
                def value(self) -> int:
                    return 7

            def get(self) -> int:
                return self.n + self.Deep().value()

        print(Inner(1).__class__, Inner.Deep().__class__)
        return Inner(n).get()


def recursive(n: int) -> int:
    class Node:
        def __init__(self, depth: int) -> None:
            self.depth = depth

    node = Node(n)
    return node.depth + (recursive(n - 1) if n else 0)


print(errors(1), errors(2))
data()
data()
print(Outer().method(5), recursive(4))
