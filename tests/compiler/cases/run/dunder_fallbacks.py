"""Reflected operators, NotImplemented, and what is tried in which order."""


class A:
    def __init__(self, n: int) -> None:
        self.n = n

    def __add__(self, other: object) -> str:
        if isinstance(other, int):
            return f"A{self.n}+{other}"
        return NotImplemented

    def __radd__(self, other: object) -> str:
        return f"{other}+A{self.n}" if isinstance(other, int) else "object"

    def __lt__(self, other: "A") -> bool:
        print("lt", self.n, other.n)
        return self.n < other.n

    def __eq__(self, other: object) -> bool:
        print("A eq")
        return NotImplemented

    def __hash__(self) -> int:
        return self.n

    def __contains__(self, x: int) -> bool:
        return x == self.n

    def __bool__(self) -> bool:
        print("bool", self.n)
        return self.n > 0


class B(A):
    def __radd__(self, other: object) -> str:
        return f"{other!r} B wins" if isinstance(other, A) else super().__radd__(other)

    def __repr__(self) -> str:
        return f"B({self.n})"


print(A(1) + 2, 3 + A(4), B(2) + 5, sum([1], start=0), 5 in A(5), 6 not in A(5))
try:
    print(A(1) + "text")
except TypeError as e:
    print(e)
print(A(1) > A(2), max(A(1), A(3), A(2)).n, [a.n for a in sorted([A(2), A(1)])])
x = A(1)
print(x == x, x == 1, x != A(1), bool(A(0) or A(5)), not A(0))
print([i for i in range(3) if A(i)], (A(2) and "yes"))


class Countdown:
    def __init__(self, n: int) -> None:
        self.n = n

    def __getitem__(self, i: int) -> int:
        if i >= self.n:
            raise IndexError(i)
        return self.n - i


class Length:
    def __init__(self, n: int) -> None:
        self.n = n

    def __len__(self) -> int:
        return self.n


print(bool(Length(0)), bool(Length(2)), len(Length(5)))
for bad in (-1, 2**70):
    try:
        print(len(Length(bad)))
    except (ValueError, OverflowError) as e:
        print(type(e).__name__, e)


class InPlace:
    def __init__(self, n: int) -> None:
        self.n = n

    def __iadd__(self, other: int) -> "InPlace":
        self.n += other
        return self

    def __imul__(self, other: int) -> "InPlace":
        return InPlace(self.n * other)

    def __sub__(self, other: int) -> "InPlace":
        return InPlace(self.n - other)


i = j = InPlace(3)
i += 4
print(i.n, j.n, i is j)
i *= 2
print(i.n, j.n, i is j)
j -= 1
print(j.n)
