"""Errors in the middle: arguments, defaults, decorators, constructors, closures; nothing leaks."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field


class Held:
    def __init__(self, name: str) -> None:
        self.name = name


def boom(text: str) -> str:
    raise ValueError(text)


def make(name: str) -> Held:
    return Held(name)


def takes(a: Held, b: str, *rest: Held, key: Held | None = None, **more: Held) -> int:
    return len(rest) + len(more)


def attempt(f: Callable[[], object]) -> None:
    try:
        print(f())
    except (ValueError, TypeError, ZeroDivisionError, KeyError, NameError, AttributeError) as e:
        print(type(e).__name__, e)


class Part:
    def __init__(self, x: int) -> None:
        self.a = Held("a")
        self.b = 10 // x
        self.c = Held("c")


class Child(Part):
    def __init__(self, x: int) -> None:
        self.d = Held("d")
        super().__init__(x)


@dataclass
class Data:
    a: Held
    b: list[str] = field(default_factory=lambda: [boom("factory")])


def deco(f: Callable[[int], Held]) -> Callable[[int], Held]:
    held = Held("deco")

    def inner(n: int) -> Held:
        if n < 0:
            raise ValueError(held.name)
        return f(n)

    return inner


@deco
def decorated(n: int) -> Held:
    return Held(f"n{n}")


def counter() -> Callable[[], int]:
    held = [Held("x")]
    total = 0

    def add() -> int:
        nonlocal total
        total += 1
        if total == 2:
            held.append(Held(boom("second")))
        return total

    return add


def gen(n: int) -> Iterator[Held]:
    for i in range(n):
        yield Held(str(i))


async def work(n: int) -> int:
    base = Held("base")

    async def step(k: int, plus: int = 1, *, times: int = 2) -> int:
        await asyncio.sleep(0)
        if k == 3:
            raise ValueError(base.name)
        return (k + plus) * times

    total = 0
    for k in range(n):
        total += await step(k, times=3)
    return total


class Meta:
    shared: list[Held] = []

    @classmethod
    def build(cls, n: int) -> "Meta":
        if n < 0:
            raise ValueError("neg")
        return cls()

    @property
    def p(self) -> Held:
        raise KeyError("p")

    @p.setter
    def p(self, value: Held) -> None:
        if value.name == "bad":
            raise AttributeError("bad p")
        self.shared.append(value)

    def __add__(self, other: "Meta") -> "Meta":
        raise ValueError("add")

    def __eq__(self, other: object) -> bool:
        raise ValueError("eq")

    def __hash__(self) -> int:
        raise ValueError("hash")

    def __lt__(self, other: "Meta") -> bool:
        raise ValueError("lt")

    def __format__(self, spec: str) -> str:
        raise ValueError("format")


def set_p(m: Meta, name: str) -> str:
    m.p = Held(name)
    return "set"


def rec(n: int) -> int:
    def down(k: int) -> int:
        return 0 if k == 0 else 1 + down(k - 1)

    return down(n)


def deep() -> str:
    def forever(h: Held) -> int:
        return forever(h) + 1

    try:
        return str(forever(Held("r")))
    except RecursionError:
        return "recursion"


def main() -> None:
    attempt(lambda: takes(make("a"), boom("b"), make("c")))
    attempt(lambda: takes(make("a"), "b", make("c"), *[make("d")], key=make("k"), z=make("z")))
    attempt(lambda: takes(make("a"), "b", *[make("d")], key=Held(boom("key")), z=make("z")))
    attempt(lambda: takes(make("a"), "b", *[make("d")], z=make("z"), **{"z2": make(boom("y"))}))
    attempt(lambda: takes(make("a"), "b", z=make("z"), **{"z": make("y")}))
    attempt(lambda: Part(0))
    attempt(lambda: Child(0))
    attempt(lambda: Child(5).b)
    attempt(lambda: Data(Held("x")))
    attempt(lambda: Data(Held("x"), ["fine"]).b)
    attempt(lambda: decorated(-1))
    attempt(lambda: decorated(1).name)
    add = counter()
    for _ in range(3):
        attempt(add)
    attempt(lambda: max(gen(3), key=lambda h: 1 // (int(h.name) - 1)))
    attempt(lambda: sorted([Held("b"), Held("a")], key=lambda h: boom(h.name)))
    attempt(lambda: max([Held("b"), Held("a")], key=lambda h: h.name).name)
    for n in (2, 5):
        try:
            print(asyncio.run(work(n)))
        except ValueError as e:
            print("async", e)
    m = Meta()
    attempt(lambda: Meta.build(-1))
    attempt(lambda: m.p)
    attempt(lambda: set_p(m, "bad"))
    attempt(lambda: set_p(m, "good"))
    attempt(lambda: m + Meta())
    attempt(lambda: m == Meta())
    attempt(lambda: {m: 1})
    attempt(lambda: m in [Meta()])
    attempt(lambda: sorted([m, Meta()]))
    attempt(lambda: f"{m}")
    attempt(lambda: sum([m, Meta()], Meta()))
    print(rec(50), deep(), len(Meta.shared))


main()
