"""Functions as values: closures, lambdas, bound methods, classes."""

from collections.abc import Callable


def make_adder(n: int) -> Callable[[int], int]:
    def add(x: int) -> int:
        return x + n

    return add


def counter() -> Callable[[], int]:
    count = 0

    def step() -> int:
        nonlocal count
        count += 1
        return count

    return step


class Acc:
    def __init__(self, start: int) -> None:
        self.total = start

    def add(self, n: int) -> int:
        self.total += n
        return self.total


def compose(f: Callable[[int], int], g: Callable[[int], int]) -> Callable[[int], int]:
    return lambda x: f(g(x))


def late() -> list[Callable[[], int]]:
    out: list[Callable[[], int]] = []
    for i in range(3):
        out.append(lambda: i)
    return out


def recursive(n: int) -> int:
    def fib(k: int) -> int:
        return k if k < 2 else fib(k - 1) + fib(k - 2)

    return fib(n)


total = 0


def bump() -> None:
    global total
    total += 1


def pick(name: str) -> Callable[[int], int]:
    table: dict[str, Callable[[int], int]] = {"inc": lambda v: v + 1, "neg": lambda v: -v}
    return table[name]


def main() -> None:
    add5 = make_adder(5)
    print(add5(1), make_adder(2**70)(1))
    a, b = counter(), counter()
    print(a(), a(), b(), a())
    acc = Acc(10)
    method = acc.add
    print(method(5), acc.total, method(1))
    print(compose(add5, lambda x: x * 10)(3), [f() for f in late()])
    print(recursive(15), pick("inc")(4), pick("neg")(4))
    make = Acc
    print(make(3).total, [m.total for m in map_all(Acc, [1, 2])])
    handlers: list[Callable[[], None]] = [bump, bump]
    for h in handlers:
        h()
    print(total)


def map_all(f: Callable[[int], Acc], values: list[int]) -> list[Acc]:
    return [f(v) for v in values]


main()
