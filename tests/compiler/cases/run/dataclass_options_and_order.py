"""order, frozen, eq, hash, defaults, factories, post-init, InitVar, kw_only, inheritance, repr."""

from __future__ import annotations

from dataclasses import InitVar, KW_ONLY, asdict, astuple, dataclass, field, fields, replace
from typing import ClassVar


@dataclass(order=True)
class Version:
    major: int
    minor: int = 0
    tag: str = field(default="", compare=False, repr=False)
    count: ClassVar[int] = 0

    def __post_init__(self) -> None:
        Version.count += 1


@dataclass(frozen=True)
class Frozen:
    x: int
    items: tuple[int, ...] = ()


@dataclass
class Node:
    name: str
    children: list[Node] = field(default_factory=list)
    scale: InitVar[int] = 1
    size: int = field(init=False)

    def __post_init__(self, scale: int) -> None:
        self.size = len(self.name) * scale


@dataclass
class Base:
    a: int
    b: int = 2


@dataclass
class Derived(Base):
    c: str = "c"
    b: int = 20


@dataclass(kw_only=True)
class Keyword:
    x: int
    y: int = 1


@dataclass
class Mixed:
    x: int
    _: KW_ONLY
    y: int = 5


@dataclass(eq=False)
class Identity:
    x: int


a, b = Version(1, 2, "a"), Version(1, 2, "b")
print(a, a == b, a < Version(1, 3), a >= b, sorted([Version(2), Version(1, 5), a]), Version.count, max(a, Version(0)))
f = Frozen(1, (2,))
print(f, hash(f) == hash(Frozen(1, (2,))), {f: 1}[Frozen(1, (2,))], replace(f, x=9), f == Frozen(1))
n = Node("ab", [Node("c", scale=3)], 2)
print(n, n.size, n.children[0].size, asdict(n), astuple(n.children[0]), [x.name for x in fields(n)])
print(Derived(1), Derived(1, 2, "z"), Derived(1) == Derived(1, 20), Base(1) == Derived(1), Keyword(x=1), Mixed(1, y=2), Mixed(3))
i = Identity(1)
print(i == Identity(1), i == i, i != Identity(1))
try:
    hash(a)
except TypeError as error:
    print(error)
m1, m2 = Node("p"), Node("q")
m1.children.append(m2)
print(m2.children, m1.children is not m2.children, replace(a, minor=7, tag="new").tag)
