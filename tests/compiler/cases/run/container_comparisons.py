"""Containers leave comparisons that they do not know to the other operand."""


class Anything:
    def __eq__(self, other: object) -> bool:
        return True

    def __hash__(self) -> int:
        return 0


def main() -> None:
    a, s, d = Anything(), {1, 2}, {1: "x", 2: "y"}
    print(s == a, a == s, s != a, [1] == a, d == a, d.keys() == a, range(3) == a, (1,) == a, frozenset(s) == a)
    print(range(3) == range(0, 3), d.keys() != {1}, d.items() == {(1, "x"), (2, "y")})
    print(s == d.keys(), d.keys() == s, s <= d.keys(), d.keys() < {1, 2, 3}, s != {1, 2}, s == frozenset([2, 1]))


main()
