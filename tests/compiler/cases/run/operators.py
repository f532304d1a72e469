"""Operators of classes: NotImplemented, reflected and in-place methods, who is asked first."""

from __future__ import annotations

from dataclasses import dataclass


class Vec:
    def __init__(self, x: int, y: int) -> None:
        self.x = x
        self.y = y

    def __repr__(self) -> str:
        return f"Vec({self.x}, {self.y})"

    def __add__(self, other: Vec) -> Vec:
        if not isinstance(other, Vec):
            return NotImplemented
        return Vec(self.x + other.x, self.y + other.y)

    def __sub__(self, other: Vec) -> Vec:
        return Vec(self.x - other.x, self.y - other.y)

    def __mul__(self, k: int) -> Vec:
        return Vec(self.x * k, self.y * k)

    def __rmul__(self, k: int) -> Vec:
        return Vec(k * self.x, k * self.y)

    def __matmul__(self, other: Vec) -> int:
        return self.x * other.x + self.y * other.y

    def __truediv__(self, k: float) -> float:
        return self.x / k

    def __floordiv__(self, k: int) -> Vec:
        return Vec(self.x // k, self.y // k)

    def __rfloordiv__(self, k: int) -> str:
        return f"{k}//vec"

    def __mod__(self, k: int) -> Vec:
        return Vec(self.x % k, self.y % k)

    def __pow__(self, k: int) -> Vec:
        return Vec(self.x**k, self.y**k)

    def __and__(self, o: Vec) -> Vec:
        return Vec(self.x & o.x, self.y & o.y)

    def __or__(self, o: Vec) -> Vec:
        return Vec(self.x | o.x, self.y | o.y)

    def __xor__(self, o: Vec) -> Vec:
        return Vec(self.x ^ o.x, self.y ^ o.y)

    def __lshift__(self, k: int) -> Vec:
        return Vec(self.x << k, self.y << k)

    def __rshift__(self, k: int) -> Vec:
        return Vec(self.x >> k, self.y >> k)

    def __neg__(self) -> Vec:
        return Vec(-self.x, -self.y)

    def __pos__(self) -> Vec:
        return self

    def __invert__(self) -> Vec:
        return Vec(~self.x, ~self.y)

    def __abs__(self) -> int:
        return abs(self.x) + abs(self.y)

    def __iadd__(self, other: Vec) -> Vec:
        self.x += other.x
        self.y += other.y
        return self

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Vec):
            return NotImplemented
        return self.x == other.x and self.y == other.y

    def __hash__(self) -> int:
        return hash((self.x, self.y))

    def __lt__(self, other: Vec) -> bool:
        if not isinstance(other, Vec):
            return NotImplemented
        return (self.x, self.y) < (other.x, other.y)

    def __bool__(self) -> bool:
        return self.x != 0 or self.y != 0

    def __len__(self) -> int:
        return 2

    def __getitem__(self, i: int) -> int:
        if i == 0:
            return self.x
        if i == 1:
            return self.y
        raise IndexError(i)

    def __setitem__(self, i: int, v: int) -> None:
        if i == 0:
            self.x = v
        else:
            self.y = v

    def __delitem__(self, i: int) -> None:
        self[i] = 0

    def __contains__(self, v: int) -> bool:
        return v in (self.x, self.y)

    def __call__(self, k: int, *, add: int = 0) -> Vec:
        return self * k + Vec(add, add)

    def __int__(self) -> int:
        return self.x

    def __float__(self) -> float:
        return self.x + 0.5

    def __index__(self) -> int:
        return self.x

    def __str__(self) -> str:
        return f"<{self.x} {self.y}>"

    def __format__(self, spec: str) -> str:
        return f"[{spec}|{self.x}]"


class Asker:
    """Says in which order it is asked."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __add__(self, other: object) -> str:
        print("add", self.name)
        return NotImplemented

    def __radd__(self, other: object) -> str:
        print("radd", self.name)
        if self.name == "no":
            return NotImplemented
        return "r" + self.name

    def __eq__(self, other: object) -> bool:
        print("eq", self.name)
        return NotImplemented

    def __lt__(self, other: object) -> bool:
        print("lt", self.name)
        return NotImplemented

    def __gt__(self, other: object) -> bool:
        print("gt", self.name)
        return self.name == "b"

    def __hash__(self) -> int:
        return 1


class Sub(Asker):
    def __radd__(self, other: object) -> str:
        print("sub radd", self.name)
        return super().__radd__(other)

    def __eq__(self, other: object) -> bool:
        print("sub eq", self.name)
        return super().__eq__(other)


class OnlyEq:
    def __init__(self, v: int) -> None:
        self.v = v

    def __eq__(self, other: object) -> bool:
        return isinstance(other, OnlyEq) and self.v == other.v


class Money:
    def __init__(self, cents: int) -> None:
        self.cents = cents

    def __radd__(self, other: int) -> Money:
        return Money(other + self.cents)

    def __isub__(self, other: int) -> Money:
        return Money(self.cents - other)

    def __le__(self, other: Money) -> bool:
        return self.cents <= other.cents

    def __ge__(self, other: Money) -> bool:
        return self.cents >= other.cents


@dataclass
class A:
    x: int


@dataclass
class B:
    x: int


def show(call: str, a: object, b: object) -> None:
    print(call, a == b, a != b, b == a)


def main() -> None:
    v, w = Vec(1, 2), Vec(3, 4)
    print(v + w, w - v, v * 3, 3 * v, v @ w, v / 2.0, w // 2, 7 // w, w % 3, w**2)
    print(v & w, v | w, v ^ w, v << 2, w >> 1, -v, +v, ~v, abs(Vec(-3, 4)))
    u = v
    u += w
    print(u is v, v, u)
    u -= w
    print(u is v, v, u)
    u *= 5
    print(u, v == Vec(4, 6), v != Vec(4, 6), v == 3, v != 3, v < w, w < v, v > w)
    print(bool(v), bool(Vec(0, 0)), len(v), v[0], v[1], 4 in v, 9 in v, 9 not in v)
    v[0] = 10
    del v[1]
    v[1] += 7
    print(v, v(2), v(2, add=1), int(v), float(v), f"{v}", f"{v:>5}", str(v), repr(v), [v])
    print({Vec(1, 1): "a"}[Vec(1, 1)], Vec(1, 1) in [Vec(1, 1)], sorted([w, Vec(0, 1), v]))
    try:
        v[5]
    except IndexError as e:
        print(repr(e))
    a, b, no, s = Asker("a"), Asker("b"), Asker("no"), Sub("s")
    try:
        print(a + b)
    except TypeError as e:
        print(e)
    print(a + s)
    try:
        print(s + a)
    except TypeError as e:
        print(e)
    try:
        print(a + no)
    except TypeError as e:
        print(e)
    print(a == b, a != b, a == a, a == s, s == a, a == 1)
    print(a < b)
    try:
        print(b < b)
    except TypeError as e:
        print(e)
    try:
        print(Asker("q") < 3)
    except TypeError as e:
        print(e)
    show("only", OnlyEq(1), OnlyEq(1))
    show("mixed", OnlyEq(1), 1)
    show("data", A(1), A(1))
    show("data2", A(1), B(1))
    show("list", [OnlyEq(1)], [OnlyEq(1)])
    show("asked", [1], Asker("z"))
    m = 5 + Money(10)
    print(m.cents, Money(1) <= Money(2), Money(1) >= Money(2))
    m -= 3
    print(m.cents)


main()
