# alone: through Any, all methods of all classes are live
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, ClassVar, NamedTuple


class A:
    count: ClassVar[int] = 7

    def __init__(self) -> None:
        self.name = "a"
        self.tags: list[str] = []
        self.late: int

    @property
    def size(self) -> int:
        return len(self.name)

    @size.setter
    def size(self, n: int) -> None:
        self.name = self.name * n

    @classmethod
    def make(cls, n: int) -> "A":
        a = cls()
        a.name = "m" * n
        return a

    @staticmethod
    def twice(n: int) -> int:
        return n * 2

    def greet(self, who: str, *rest: int, loud: bool = False, **more: Any) -> str:
        s = f"{self.name}:{who}:{rest}:{sorted(more.items())}"
        return s.upper() if loud else s

    def gen(self) -> Any:
        yield 1
        yield self.name


class B(A):
    def greet(self, who: str, *rest: int, loud: bool = False, **more: Any) -> str:
        return "B" + super().greet(who, *rest, loud=loud, **more)

    def own(self) -> str:
        return "own"


@dataclass
class D:
    x: int
    y: Any = None
    z: list[Any] = field(default_factory=list)


class N(NamedTuple):
    p: int
    q: Any


class E(Enum):
    ONE = 1
    TWO = "two"

    def label(self) -> str:
        return self.name.lower()


def use(v: Any) -> None:
    print(v.name, v.size, v.count, v.greet("x"), v.greet("y", 1, 2, loud=True), v.greet(who="z", k=1))
    print(v.twice(4), v.make(3).name, list(v.gen()))
    v.tags.append("t")
    v.tags += ["u"]
    v.size = 2
    print(v.name, v.tags)
    f = v.greet
    print(f("bound", 9))
    g = v.tags.append
    g("w")
    print(v.tags, [m for m in v.tags])
    v.name += "!"
    print(v.name)


def attempt(f: Any) -> None:
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


use(A())
use(B())
b: Any = B()
print(b.own())
attempt(lambda: b.nope)
attempt(lambda: b.nope(1))
attempt(lambda: b.late)
attempt(lambda: b.greet())
attempt(lambda: b.own(1))
attempt(lambda: b.own(x=1))
x: Any = A()
attempt(lambda: x.own())
d: Any = D(1)
print(d, d.x + 1, d.y, d.z)
d.x = 5
d.y = d
d.y = [1, "a"]
d.z.append(d.x)
print(d.x, d.y, d.z, d == D(5, [1, "a"], [5]))
n: Any = N(3, "q")
print(n.p, n.q, n[0], n[1:], n._asdict(), len(n), *n)
e: Any = E.ONE
print(e.name, e.value, e.label(), e is E.ONE, e == E.TWO)
t: Any = "text"
print(t.upper(), t.replace("t", "T"), t.join(["a", "b"]), t.split("x"), t.startswith("te"), t.encode().hex())
print(t.center(10, "*"), t.find("x"), t.isalpha(), t.ljust(6) + "|", t.format if False else 0)
i: Any = 37
print(i.bit_length(), i.to_bytes(2, "big"), i.to_bytes(length=2, byteorder="little"))
fl: Any = 2.5
print(fl.is_integer(), fl.as_integer_ratio())
by: Any = b"abc"
print(by.decode(), by[0], by[1:], by.hex(), by.find(b"c"))
li: Any = [3, 1, 2]
li.sort()
li.append(10)
li.insert(0, 5)
print(li, li.pop(), li.index(3), li.count(1), li.copy(), li[::-1], li[1:3])
li.sort(key=lambda v: -v, reverse=True)
li.extend((7, 8))
li.remove(7)
li[0] = 100
li[1:2] = [50, 51]
del li[0]
del li[:1]
li.reverse()
print(li)
di: Any = {"k": 1, "l": 2}
print(di.get("k"), di.get("zz"), di.get("zz", 5), list(di.keys()), list(di.values()), list(di.items()))
print(di.pop("k"), di.setdefault("m", 3), di.setdefault("m", 4), di, "m" in di, len(di))
di.update({"n": 9})
di.update(o=10)
print(di, {k: v for k, v in di.items()}, sorted(di))
attempt(lambda: di.get([]))
attempt(lambda: di["gone"])
attempt(lambda: di[5])
attempt(lambda: li["a"])
attempt(lambda: li[99])
attempt(lambda: t["a"])
attempt(lambda: t[99])
attempt(lambda: n["p"])
attempt(lambda: i[0])
attempt(lambda: i())
attempt(lambda: t())
attempt(lambda: t.nope())
attempt(lambda: i.nope)
attempt(lambda: i.add(1))
attempt(lambda: t.point_at(0))
attempt(lambda: li.object_at(0))
attempt(lambda: len(i))
attempt(lambda: list(i))
attempt(lambda: 3 in i)
se: Any = {1, 2, 3}
se.add(4)
se.discard(1)
print(sorted(se), se & {2}, sorted(se | {9}), se.issubset({2, 3, 4, 5}))
