"""-x, +x and ~x where x is one of several types."""

from fractions import Fraction


class Vector:
    def __init__(self, x: int) -> None:
        self.x = x

    def __neg__(self) -> "Vector":
        return Vector(-self.x)

    def __repr__(self) -> str:
        return f"V{self.x}"


def negated(x: int | float) -> int | float:
    return -x


def exact(x: int | Fraction) -> int | Fraction:
    return -x


def inverted(x: int | bool) -> int:
    return ~x


def any_of(x: Vector | int) -> Vector | int:
    return -x


def main() -> None:
    print(negated(3), negated(2.5), negated(0), negated(-0.0), negated(True), negated(2**70))
    print(exact(3), exact(Fraction(1, 3)), inverted(5), inverted(True), any_of(Vector(3)), any_of(4))
    values: list[int | float] = [1, 2.0]
    print([-v for v in values], [+v for v in values], [abs(v) for v in values])


main()
