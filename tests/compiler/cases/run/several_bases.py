"""Several bases, cooperative super(), abstract bases and protocols."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Protocol, runtime_checkable


class Named(Protocol):
    name: str

    def greet(self, other: str) -> str: ...


class HasArea(Protocol):
    def area(self) -> int: ...

    @property
    def label(self) -> str: ...


@runtime_checkable
class Closer(Protocol):
    def close(self) -> None: ...


class Dog:
    def __init__(self, name: str) -> None:
        self.name = name

    def greet(self, other: str) -> str:
        return f"{self.name} barks at {other}"


class Robot:
    name: str = "robo"

    def greet(self, other: str, times: int = 2) -> str:
        return f"beep {other} " * times

    def close(self) -> None:
        print("closed", self.name)


class Square:
    label = "square"

    def __init__(self, n: int) -> None:
        self.n = n

    def area(self) -> int:
        return self.n**2


class Circle:
    def __init__(self, r: int) -> None:
        self.r = r

    def area(self) -> int:
        return 3 * self.r

    @property
    def label(self) -> str:
        return f"circle {self.r}"


class Base:
    def __init__(self, x: int) -> None:
        self.x = x
        print("Base", x)

    def who(self) -> str:
        return "Base"

    def describe(self) -> str:
        return f"{type(self).__name__}({self.x}) {self.who()}"


class LogMixin:
    prefix: str = "log"

    def log(self, text: str) -> str:
        self.last = text
        return f"[{self.prefix}] {text}"

    def who(self) -> str:
        return "LogMixin"


class CountMixin:
    def __init__(self) -> None:
        self.count = 10

    def bump(self) -> int:
        self.count += 1

        def again() -> int:
            self.count += 100
            return self.count

        return again()


class Service(Base, LogMixin):
    def run(self) -> str:
        return self.log("run") + self.last


class Both(LogMixin, CountMixin, Base):
    def __init__(self, x: int) -> None:
        Base.__init__(self, x)
        CountMixin.__init__(self)

    def who(self) -> str:
        return "Both>" + super().who()


class A:
    def f(self) -> list[str]:
        return ["A"]

    def __init__(self) -> None:
        print("init A")
        super().__init__()


class B(A):
    def f(self) -> list[str]:
        return ["B"] + super().f()

    def __init__(self) -> None:
        print("init B")
        super().__init__()


class C(A):
    def f(self) -> list[str]:
        return ["C"] + super().f()

    def __init__(self) -> None:
        print("init C")
        super().__init__()
        self.c = 3


class D(B, C):
    def f(self) -> list[str]:
        return ["D"] + super().f()


class E(D):
    def f(self) -> list[str]:
        return ["E"] + super().f()


class Drawable(ABC):
    @abstractmethod
    def draw(self) -> str: ...

    def twice(self) -> str:
        return self.draw() * 2


class Sized2(ABC):
    @abstractmethod
    def size(self) -> int: ...

    def double(self) -> int:
        return self.size() * 2


class Icon(Drawable, Sized2):
    def draw(self) -> str:
        return "i"

    def size(self) -> int:
        return 16


class MyError(LogMixin, ValueError):
    pass


def meet(a: Named, b: Named) -> str:
    return a.greet(b.name) + "|" + b.greet(a.name)


def rename(a: Named, name: str) -> None:
    a.name = name


def total(shapes: list[HasArea]) -> int:
    return sum(s.area() for s in shapes)


def kind(x: object) -> str:
    found = []
    if isinstance(x, LogMixin):
        found.append("log")
    if isinstance(x, Base):
        found.append("base")
    if isinstance(x, Closer):
        found.append("closer")
    if isinstance(x, (A, CountMixin)):
        found.append("a/count")
    return "+".join(found)


def use_log(m: LogMixin) -> str:
    return m.log("via") + m.who() + m.prefix + m.last


def call_all(fs: list[Callable[[str], str]]) -> list[str]:
    return [f("q") for f in fs]


def main() -> None:
    d, r = Dog("rex"), Robot()
    print(meet(d, r), meet(r, d))
    rename(d, "max")
    rename(r, "r2")
    print(d.name, r.name, Robot.name)
    everyone: list[Named] = [d, r]
    print([n.name for n in everyone], call_all([n.greet for n in everyone]))
    shapes: list[HasArea] = [Square(3), Circle(2)]
    print(total(shapes), [s.label for s in shapes])
    s = Service(5)
    print(s.run(), s.describe(), use_log(s), s.prefix)
    both = Both(7)
    print(both.describe(), both.bump(), both.log("x"), both.count, use_log(both))
    m: LogMixin = LogMixin()
    print(use_log(m))
    dd, e = D(), E()
    print(dd.f(), e.f(), B().f(), C().f(), dd.c)
    things: list[A] = [A(), B(), C(), dd, e]
    print([t.f() for t in things])
    print([isinstance(t, C) for t in things], [isinstance(t, B) for t in things])
    icon = Icon()
    print(icon.twice(), icon.double())
    drawables: list[Drawable] = [icon]
    sizes: list[Sized2] = [icon]
    print(drawables[0].twice(), sizes[0].double(), sizes[0].size())
    print([kind(v) for v in (s, both, m, dd, r, icon, 3, "x")])
    c: Closer = r
    c.close()
    try:
        raise MyError("bad")
    except ValueError as err:
        print(repr(err), isinstance(err, LogMixin))


main()
