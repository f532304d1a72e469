"""IntEnum: members are ints wherever an int can be."""

from enum import IntEnum, auto
from typing import Any


class N(IntEnum):
    ONE = 1
    TWO = auto()
    BIG = 1 << 63
    ZERO = 0
    MINUS = -3

    @property
    def double(self) -> int:
        return self * 2

    def plus(self, n: int) -> int:
        return self + n

    @classmethod
    def first(cls) -> "N":
        return cls(1)


def ident(n: int) -> int:
    return n


def text(n: int) -> str:
    return f"{n} {n!r} {str(n)} {n:03d} {n:x} {[n]} {(n,)}"


def same(a: object, b: object) -> bool:
    return a is b


def main() -> None:
    print(N.ONE, repr(N.ONE), N.ONE + 1, N.TWO > N.ONE, [10, 20, 30][N.ONE], N.BIG, repr(N.BIG), N.BIG + 1)
    print(bool(N.ZERO), bool(N.MINUS), -N.MINUS, ~N.TWO, abs(N.MINUS), N(2), N.TWO.name, N.TWO.value, N["BIG"])
    for n in N:
        print(text(n), n.double, n.plus(1), n.name, n.value, repr(n.value), type(n), int(n), repr(int(n)))
    print({N.ONE: "x"}.get(N(1)), {1: "y"}[N.ONE], {N.ONE: 1, N.TWO: 2}, sorted(N), max(N), sum(N))
    one = ident(N.ONE)
    print(one == 1, 1 == one, one == N.ONE, same(one, N.ONE), isinstance(one, N), hash(one) == hash(1))
    print(repr(+one), repr(one * 1), repr(one | 0), repr(one // 1), repr(one**1), repr(round(one)), one.bit_length())
    zero = ident(N.ZERO)
    print("true" if zero else "false", not zero, zero and 5, zero or "x", one and "y", list(range(N.TWO)), "ab" * N.TWO)
    anything: Any = N.TWO
    print(anything, repr(anything), anything.name, anything + 1, anything.double, anything.plus(3), anything == 2)
    numbers: list[int] = [N.TWO, 1, N.ZERO, True]
    print(numbers, sorted(numbers), [type(x) for x in numbers], N.ONE in numbers, 2 in numbers)
    maybe: N | None = N.first() if one else None
    print(maybe, maybe is not None and maybe.double, [N(x) for x in (1, 2, -3)])
    either: N | str = N.TWO
    print(either if isinstance(either, str) else either.name)
    match ident(2):
        case N.ONE:
            print("one")
        case N.TWO:
            print("two")
    f: float = N.TWO
    print(float(N.TWO), f * 1.5, N.TWO / 4, N.BIG * N.BIG, N.TWO**70, "%d %s %r" % (N.TWO, N.TWO, N.TWO))
    try:
        N(99)
    except ValueError as e:
        print(e)
    try:
        print(1 // N.ZERO)
    except ZeroDivisionError as e:
        print(e)


main()
