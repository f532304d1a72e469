"""Members of both kinds of flags where enum.Flag is declared, and what they are instances of."""

import enum
from typing import Any


class P(enum.IntFlag):
    R = 4
    W = 2


class Q(enum.Flag):
    A = 1
    B = 2


class S(enum.IntEnum):
    X = 1


def classes_of(o: object) -> None:
    print(
        isinstance(o, enum.Flag), isinstance(o, enum.IntFlag), isinstance(o, enum.IntEnum),
        isinstance(o, int), isinstance(o, enum.Enum),
    )  # fmt: skip


def joined(a: enum.Flag, b: enum.Flag) -> None:
    try:
        print(repr(a | b), repr(a & b), repr(a ^ b), bool(a & b), len(list(a | b)))
    except TypeError as error:
        print("TypeError", error)


def main() -> None:
    for o in (P.R, Q.A, S.X, P.R | P.W, P(0), 4, True):
        classes_of(o)
    first: enum.Flag = P.R
    print(first, first.name, first.value, repr(~first))
    found: list[enum.Flag] = [Q.A, P.W, P.R | P.W, Q.A | Q.B, P(0), Q(0)]
    for x in found:
        print(x, repr(x), x.value, x.name, bool(x), f"{x}")
        match x:
            case P():
                print("P", x + 1)
            case Q():
                print("Q", Q.A in x)
    joined(P.R, P.W)
    joined(Q.A, Q.B)
    joined(Q.A, Q.A)
    joined(P.R, Q.B)
    b: Any = Q.A
    print(repr(b | Q.B), Q.A in b)


main()
