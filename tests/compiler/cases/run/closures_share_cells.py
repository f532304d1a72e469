"""Closures over loop variables, parameters, each other and deleted names."""

from collections.abc import Callable


def counter() -> tuple[Callable[[], int], Callable[[], None]]:
    n = 0

    def up() -> int:
        nonlocal n
        n += 1
        return n

    def reset() -> None:
        nonlocal n
        n = -10

    return up, reset


up, reset = counter()
other, _ = counter()
print(up(), up(), other())
reset()
print(up(), other())


def parameter(x: int) -> Callable[[int], int]:
    def add(y: int) -> int:
        nonlocal x
        x += y
        return x

    return add


add = parameter(10)
print(add(1), add(2), parameter(10)(5))


def deep() -> list[int]:
    log: list[int] = []

    def one(n: int) -> None:
        log.append(n)
        if n > 0:
            two(n - 1)

    def two(n: int) -> None:
        log.append(-n)
        if n > 0:
            one(n - 1)

    one(4)
    return log


print(deep())


def unbound(flag: bool) -> str:
    if flag:
        value = "set"

    def read() -> str:
        return value

    try:
        return read()
    except NameError as e:
        return str(e)


print(unbound(True), "|", unbound(False))


def deleted() -> str:
    x = 1

    def read() -> int:
        return x

    before = read()
    del x
    try:
        return str(read())
    except NameError as e:
        return f"{before} {e}"


print(deleted())


def chain(n: int) -> Callable[[], int]:
    def last() -> int:
        return n

    f: Callable[[], int] = last
    for i in range(n):
        g = f

        def step(g: Callable[[], int] = g, i: int = i) -> int:
            return g() + i

        f = step
    return f


print(chain(6)())


class Holder:
    def __init__(self) -> None:
        self.n = 0

    def bump(self, by: int) -> Callable[[], int]:
        def go() -> int:
            self.n += by
            return self.n

        return go


holder = Holder()
f1, f2 = holder.bump(1), holder.bump(100)
print(f1(), f2(), f1(), holder.n)
