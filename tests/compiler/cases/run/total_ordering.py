"""functools.total_ordering from each of the four comparisons."""

from dataclasses import dataclass
from functools import total_ordering


@total_ordering
class Lt:
    def __init__(self, n: int) -> None:
        self.n = n

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Lt) and self.n == other.n

    def __lt__(self, other: "Lt") -> bool:
        return self.n < other.n


@total_ordering
@dataclass(frozen=True)
class Le:
    n: int

    def __le__(self, other: object) -> bool:
        if not isinstance(other, Le):
            return NotImplemented
        return self.n <= other.n


@total_ordering
class Gt:
    def __init__(self, n: int) -> None:
        self.n = n

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Gt) and self.n == other.n

    def __gt__(self, other: "Gt") -> bool:
        print("gt", self.n, other.n)
        return self.n > other.n


@total_ordering
class Ge:
    def __init__(self, n: int) -> None:
        self.n = n

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Ge) and self.n == other.n

    def __ge__(self, other: "Ge") -> bool:
        return self.n >= other.n


class Below(Lt):
    pass


for a, b in ((1, 2), (2, 1), (1, 1)):
    print(Lt(a) < Lt(b), Lt(a) <= Lt(b), Lt(a) > Lt(b), Lt(a) >= Lt(b))
    print(Le(a) < Le(b), Le(a) <= Le(b), Le(a) > Le(b), Le(a) >= Le(b))
    print(Gt(a) < Gt(b), Gt(a) <= Gt(b), Gt(a) > Gt(b), Gt(a) >= Gt(b))
    print(Ge(a) < Ge(b), Ge(a) <= Ge(b), Ge(a) > Ge(b), Ge(a) >= Ge(b))
print([x.n for x in sorted([Lt(3), Lt(1), Lt(2)], reverse=True)], max(Le(1), Le(5)), min(Ge(4), Ge(2)).n, Below(1) <= Below(1))
wrong: object = 3
try:
    print(Le(1) > wrong)
except TypeError as e:
    print(e)
try:
    print(Le(1) < wrong)
except TypeError as e:
    print(e)
