"""Reflected, in-place and comparison operators; NotImplemented; containers; callables."""

from __future__ import annotations


class Num:
    def __init__(self, n: int) -> None:
        self.n = n

    def __repr__(self) -> str:
        return f"N{self.n}"

    def __add__(self, o: Num | int) -> Num:
        return Num(self.n + (o.n if isinstance(o, Num) else o))

    def __radd__(self, o: int) -> Num:
        return Num(o * 100 + self.n)

    def __sub__(self, o: Num) -> Num:
        return Num(self.n - o.n)

    def __rsub__(self, o: int) -> Num:
        return Num(o - self.n)

    def __iadd__(self, o: Num | int) -> Num:
        self.n += int(o) * 2
        return self

    def __matmul__(self, o: Num) -> str:
        return f"{self}@{o}"

    def __neg__(self) -> Num:
        return Num(-self.n)

    def __pos__(self) -> str:
        return f"+{self}"

    def __invert__(self) -> int:
        return ~self.n

    def __abs__(self) -> int:
        return abs(self.n)

    def __bool__(self) -> bool:
        return self.n != 0

    def __int__(self) -> int:
        return self.n

    def __float__(self) -> float:
        return self.n / 2

    def __index__(self) -> int:
        return self.n

    def __round__(self, ndigits: int = 0) -> str:
        return f"round{ndigits}"

    def __divmod__(self, o: int) -> tuple[int, int]:
        return divmod(self.n, o)

    def __pow__(self, o: int) -> Num:
        return Num(self.n**o)

    def __lshift__(self, o: object) -> Num:
        print("<<", o)
        return self

    def __lt__(self, o: Num) -> bool:
        return self.n < o.n

    def __eq__(self, o: object) -> bool:
        return isinstance(o, Num) and self.n == o.n

    def __hash__(self) -> int:
        return hash(self.n)

    def __call__(self, *args: int) -> int:
        return self.n + sum(args)

    def __len__(self) -> int:
        return abs(self.n)

    def __contains__(self, x: int) -> bool:
        return x < self.n

    def __getitem__(self, i: int) -> int:
        if i >= self.n:
            raise IndexError(i)
        return i * i

    def __setitem__(self, i: int, v: int) -> None:
        print("set", i, v)

    def __delitem__(self, i: int) -> None:
        print("del", i)

    def __format__(self, spec: str) -> str:
        return f"<{self.n}:{spec}>"


a, b = Num(3), Num(5)
print(a + b, a + 1, 1 + a, a - b, 10 - a, a @ b, -a, +a, ~a, abs(Num(-4)), bool(Num(0)), int(a), float(a), a.__round__(2), b.__divmod__(3), a**2, pow(a, 2))
a += 10
print(a, a < b, b < a, a > b, a == Num(23), a != b, min(a, b), max([a, b]), sorted([a, b]), sum([Num(1), Num(2)], Num(0)), a(1, 2), len(b), 2 in b, 9 in b)
b[1] = 2
del b[0]
print(b[2], f"{a:x} {a}", format(b, "q"), not a, a and 1, (Num(0) or "zero"))
b << "x" << "y"
x = y = Num(1)
x += 1
print(x is y, y, {Num(1): "one"}.get(Num(1)), Num(1) in [Num(1)])
