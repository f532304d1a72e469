"""copy and deepcopy: containers, objects, their own methods, what is shared, cycles."""

from __future__ import annotations

import copy
from collections import Counter, OrderedDict, defaultdict, deque
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Generic, NamedTuple, TypeVar

T = TypeVar("T")


class Color(Enum):
    RED = 1


class Point(NamedTuple):
    x: int
    y: int


class Plain:
    def __init__(self, name: str, parts: list[int]) -> None:
        print("made", name)
        self.name = name
        self.parts = parts
        self.ratio = 0.5
        self.flag = True
        self.other: Plain | None = None
        self.later: str


class Below(Plain):
    def __init__(self, name: str) -> None:
        super().__init__(name, [1])
        self.extra = {"k": [2]}


@dataclass
class Config:
    tags: list[str]
    nested: dict[str, list[int]] = field(default_factory=dict)
    color: Color = Color.RED
    point: Point = Point(1, 2)
    any: Any = None


@dataclass(frozen=True)
class Frozen:
    items: tuple[int, ...]
    names: frozenset[str]


class Box(Generic[T]):
    def __init__(self, value: T) -> None:
        self.value = value


class Own:
    def __init__(self, n: int) -> None:
        self.n = n

    def __copy__(self) -> Own:
        return Own(self.n + 1)

    def __deepcopy__(self, memo: dict[int, Any]) -> Own:
        made = Own(self.n + 10)
        memo[id(self)] = made
        return made


def containers() -> None:
    xs = [[1], [2]]
    a, b = copy.copy(xs), copy.deepcopy(xs)
    xs[0].append(9)
    xs.append([3])
    print(a, b, a[0] is xs[0], b[0] is xs[0])
    d = {"a": {1: [1.5]}, "b": {}}
    e, f = copy.copy(d), copy.deepcopy(d)
    d["a"][1].append(2.5)
    d["c"] = {}
    print(e, f)
    s = {1, 2}
    t = copy.deepcopy(s)
    s.add(3)
    print(t, copy.copy(s) == s, copy.copy(s) is s)
    shared = [0]
    pair = [shared, shared]
    twin = copy.deepcopy(pair)
    print(twin[0] is twin[1], twin[0] is shared)
    tup = (1, "a", (2.5, None))
    print(copy.deepcopy(tup) is tup, copy.copy(tup) is tup)
    inner = ([1], 2)
    made = copy.deepcopy(inner)
    print(made, made is inner, made[0] is inner[0])
    data = bytearray(b"abc")
    twin_data = copy.deepcopy(data)
    data[0] = 65
    print(twin_data, copy.copy(data))
    fs = frozenset([1, 2])
    print(
        copy.deepcopy(fs) == fs,
        copy.copy(5),
        copy.deepcopy("s"),
        copy.deepcopy(None),
        copy.copy(True),
    )
    q = deque([[1], [2]], maxlen=3)
    r = copy.deepcopy(q)
    q[0].append(5)
    print(r, copy.copy(q), r.maxlen)
    dd: defaultdict[str, list[int]] = defaultdict(list)
    dd["x"].append(1)
    ee = copy.deepcopy(dd)
    dd["x"].append(2)
    ee["y"].append(3)
    print(dict(ee), dict(copy.copy(dd)))
    print(copy.deepcopy(Counter("aab")), copy.deepcopy(OrderedDict([("k", [1])])))


def objects() -> None:
    p = Plain("p", [1, 2])
    p.other = Plain("q", [3])
    s, d = copy.copy(p), copy.deepcopy(p)
    p.parts.append(9)
    assert s.other is not None and d.other is not None
    p.other.name = "changed"
    print(s.name, s.parts, s.ratio, s.flag, s.other.name, type(s).__name__)
    print(d.name, d.parts, d.other.name, d.other.parts, d.other is p.other)
    try:
        print(d.later)
    except AttributeError:
        print("still not set")
    base: Plain = Below("below")
    twin = copy.deepcopy(base)
    assert isinstance(twin, Below) and isinstance(base, Below)
    base.extra["k"].append(5)
    print(twin.extra, twin.parts, type(twin).__name__)
    c = Config(["t"], {"n": [1]}, any=[["deep"]])
    e = copy.deepcopy(c)
    c.tags.append("u")
    c.nested["n"].append(2)
    c.any[0].append("x")
    print(e, e.color is Color.RED, e == c, copy.copy(c) == c)
    z = Frozen((1, 2), frozenset(["a"]))
    print(copy.deepcopy(z) == z, copy.deepcopy(z) is z)
    box = Box([1])
    numbers = Box(5)
    box2, numbers2 = copy.deepcopy(box), copy.copy(numbers)
    box.value.append(2)
    numbers.value = 6
    print(box2.value, numbers2.value, copy.deepcopy(Box("t")).value)
    o = Own(1)
    print(copy.copy(o).n, copy.deepcopy(o).n, [x.n for x in copy.deepcopy([o, o])])
    memo: dict[int, Any] = {}
    print(copy.deepcopy(xs := [o], memo)[0].n, id(xs) in memo, memo[id(o)].n)
    print(
        copy.deepcopy(Color.RED) is Color.RED, copy.deepcopy(Plain) is Plain, copy.copy(len) is len
    )
    print(copy.deepcopy({"k": Point(1, 2)}), copy.copy([Point(3, 4)]))
    try:
        copy.deepcopy([x for x in "ab"].__iter__() if False else (x for x in "ab"))
    except TypeError:
        print("no copy of a generator")


def cycle() -> None:
    loop: list[Any] = [1]
    loop.append(loop)
    twin = copy.deepcopy(loop)
    print(twin[1] is twin, twin[0])
    loop.clear()
    twin.clear()
    a = Plain("a", [])
    a.other = a
    b = copy.deepcopy(a)
    print(b.other is b, b is not a)
    a.other = None
    b.other = None


containers()
objects()
cycle()
