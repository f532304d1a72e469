"""sum, min and max of generator expressions work on each element before they ask for the next."""
from fractions import Fraction


class Noisy:
    def __init__(self, n: int) -> None:
        self.n = n
        print("make", n)

    def __radd__(self, other: int) -> "Noisy":
        print("radd", other, self.n)
        return Noisy(other + self.n)

    def __add__(self, other: "Noisy") -> "Noisy":
        print("add", self.n, other.n)
        return Noisy(self.n + other.n)

    def __lt__(self, other: "Noisy") -> bool:
        print("lt", self.n, other.n)
        return self.n < other.n

    def __gt__(self, other: "Noisy") -> bool:
        print("gt", self.n, other.n)
        return self.n > other.n


def boom(n: int) -> int:
    print("boom", n)
    if n == 3:
        raise ValueError(n)
    return n


total = sum(Noisy(n) for n in range(3))
print(total if isinstance(total, int) else total.n)
print(min(Noisy(n) for n in (3, 1, 2)).n)
print(max(Noisy(n) for n in (3, 1, 4) if n != 3).n)
print(sum(Fraction(1, n) for n in range(1, 5)))
print(sum(n * 0.5 for n in range(4)), sum(n for n in range(0)), sum(x for row in [[1, 2], [3]] for x in row))
print(sum(True for _ in range(3)))
try:
    print(sum(boom(n) for n in range(5)))
except ValueError as error:
    print("ValueError", error)
print(max((n % 7 for n in range(20)), default=-1))
print(max((str(n) for n in range(12)), key=len))
print(min(len(w) for w in "a bb ccc".split()))
try:
    print(min(n for n in range(0)))
except ValueError as error:
    print(error)
print(sum(i for i in (j for j in range(10) if j % 2)))
