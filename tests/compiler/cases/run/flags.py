# cpython: 3.11.7
# alone: ends with an exception
"""Flag: sets of bits."""

from enum import Flag, auto


class Perm(Flag):
    NONE = 0
    R = auto()
    W = auto()
    X = auto()
    RW = R | W

    @property
    def can_read(self) -> bool:
        return bool(self & Perm.R)


class Gap(Flag):
    B = 4
    A = 1


def same(a: object, b: object) -> bool:
    return a is b


def main() -> None:
    rx = Perm.R | Perm.X
    print(rx, repr(rx), rx.value, rx.name, same(rx, Perm.X | Perm.R), rx == Perm(5), Perm.RW, repr(Perm.R | Perm.W))
    print(list(Perm), len(Perm), list(rx), len(rx), Perm.R in rx, Perm.W in rx, Perm.RW in (Perm.R | Perm.W | Perm.X), bool(Perm.NONE), bool(rx))
    print(~rx, repr(~Perm.NONE), rx ^ Perm.R, repr(rx & Perm.W), Perm(0), repr(Perm(0)), Perm(7), repr(Perm.R ^ Perm.R))
    print(rx.can_read, {rx: 1}[Perm(5)], [p.name for p in Perm], list(Perm.__members__), Perm["RW"], Perm.RW.name, Perm)
    acc = Perm.NONE
    for p in Perm:
        acc |= p
        print(acc, repr(acc), acc.value)
    acc &= ~Perm.W
    print(acc, [str(p) for p in acc])
    print(repr(Gap.A | Gap.B), repr(Gap(0)), str(Gap(0)), Gap(0).name, repr(~Gap.A), list(Gap), repr(Gap(-1)), repr(Gap(-5)))
    for bad in (2, 8, 100, -9):
        try:
            print(Gap(bad))
        except ValueError as e:
            print(e)
    try:
        print(Perm("x"))
    except ValueError as e:
        print(e)
    wrong: object = Gap.A
    print(rx == wrong, rx != wrong)


main()
