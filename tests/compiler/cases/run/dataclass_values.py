"""dataclasses: asdict, astuple, fields, is_dataclass, KW_ONLY, InitVar, unsafe_hash."""

import json
from dataclasses import KW_ONLY, InitVar, asdict, astuple, dataclass, field, fields, is_dataclass
from typing import Any, Generic, NamedTuple, TypeVar

T = TypeVar("T")


class Pair(NamedTuple):
    a: int
    b: str


@dataclass
class Point:
    x: int
    y: float = 2.5
    tags: list[str] = field(default_factory=list)


@dataclass
class Sub(Point):
    label: str | None = None
    secret: int = field(default=7, repr=False, init=False)


@dataclass
class Tree:
    point: Point
    children: list["Tree"]
    names: dict[str, Point]
    both: tuple[Point, int]
    pair: Pair
    plain: dict[int, list[int]] = field(default_factory=dict)


@dataclass
class Box(Generic[T]):
    item: T


@dataclass(unsafe_hash=True)
class Key:
    a: int
    b: str = field(default="b", hash=False)


@dataclass
class Options:
    path: str
    _: KW_ONLY
    size: int = 3
    depth: int


@dataclass
class Scaled:
    value: int
    factor: InitVar[int]
    total: int = field(init=False)
    note: InitVar[str] = "n"

    def __post_init__(self, factor: int, note: str) -> None:
        self.total = self.value * factor
        print("post", factor, note)


@dataclass
class More(Scaled):
    extra: int = 0


class Plain:
    pass


def dump(x: Any) -> Any:
    return asdict(x)


def main() -> None:
    p = Point(1, tags=["t"])
    d = asdict(p)
    print(d, astuple(p), [f.name for f in fields(p)], [f.name for f in fields(Sub)], json.dumps(d))
    d["tags"].append("u")
    print(p, d["tags"], asdict(Sub(1, label="l")), astuple(Sub(2)))
    tree = Tree(p, [Tree(p, [], {}, (p, 1), Pair(1, "x"))], {"k": Point(5)}, (Point(6), 7), Pair(2, "y"), {1: [2]})
    print(asdict(tree))
    print(astuple(tree))
    print(asdict(Box(Point(1))), asdict(Box(3)), astuple(Box("s")), dump(Box([p])))
    print(is_dataclass(p), is_dataclass(Point), is_dataclass(3), is_dataclass(Plain()), is_dataclass(Plain), is_dataclass("x"))
    print(hash(Key(1)) == hash(Key(1, "c")), Key(1) == Key(1, "c"), {Key(1): 2}[Key(1)])
    print(Options("p", depth=1), Options("q", size=0, depth=2), asdict(Options("r", depth=3)))
    s = Scaled(3, 4)
    print(s, asdict(s), [f.name for f in fields(s)], Scaled(1, 2, "x"), More(2, 5, extra=9), s == Scaled(3, 4, "other"))
    numbers: dict[str, float] = asdict(Box(1.5))
    print(numbers)
    for bad in (3, Plain(), None):
        try:
            print(dump(bad))
        except TypeError as e:
            print(e)


main()
