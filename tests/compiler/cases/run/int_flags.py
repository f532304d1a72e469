"""IntFlag: flags that are ints."""

from enum import IntFlag


class M(IntFlag):
    A = 1
    B = 2
    D = 8


def ident(n: int) -> int:
    return n


def main() -> None:
    ab = M.A | M.B
    print(ab, repr(ab), ab.name, ab.value, repr(M.A | 16), repr(M(0)), repr(ab & 2), repr(ab & ~M.A), repr(~M.A), repr(ab ^ M.D))
    print(list(M), list(ab), len(ab), M.A in ab, M.D in ab, ab + 1, repr(ab + 0), ab == 3, 3 == ab, {3: "x"}[ab], f"{ab:04b} {ab}")
    n = ident(ab)
    print(n, repr(n), repr(n | 8), repr(4 | n), repr(n & 1), repr(~n), isinstance(n, M), n is ab)
    acc = M(0)
    for m in M:
        acc |= m
    print(repr(acc), int(acc), repr(M(11)), M(11) is acc, repr(M(64)), repr(M(-1)), repr(M(67)), bool(M(0)), [repr(x) for x in M(3)])
    print(type(ab), M, ab.bit_length(), 1 << M.B, [ab, 3], M.A < M.B, sorted([M.D, M.A]))


main()
