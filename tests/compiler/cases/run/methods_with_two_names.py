"""`name = method` in a class body: operators and their reflected forms, accessors, overloads."""

from __future__ import annotations

from typing import overload


class Vector:
    def __init__(self, *items: int) -> None:
        self.items = items

    def __add__(self, other: Vector | int) -> Vector:
        if isinstance(other, int):
            return Vector(*(i + other for i in self.items))
        if not isinstance(other, Vector):
            return NotImplemented
        return Vector(*(a + b for a, b in zip(self.items, other.items)))

    __radd__ = __add__

    def __mul__(self, factor: int) -> Vector:
        return Vector(*(i * factor for i in self.items))

    __rmul__ = scaled = __mul__

    def __repr__(self) -> str:
        return f"Vector{self.items}"

    __str__ = __repr__

    @property
    def size(self) -> int:
        return len(self.items)

    length = size

    @staticmethod
    def zero(n: int = 2) -> Vector:
        return Vector(*[0] * n)

    origin = zero

    @overload
    def at(self, i: int) -> int: ...
    @overload
    def at(self, i: str) -> str: ...
    def at(self, i: int | str) -> int | str:
        return self.items[i] if isinstance(i, int) else i * 2

    get = at


class Longer(Vector):
    def __add__(self, other: Vector | int) -> Vector:
        return Vector(-1)

    def __mul__(self, factor: int) -> Vector:
        return Vector(-2)


v = Vector(1, 2)
print(v + v, 1 + v, sum([v, v], v), 2 * v, v * 2, v.scaled(3), str(v), repr(v), f"{v}")
print(v.size, v.length, Vector.zero(), Vector.origin(3), v.origin(1), v.get(1), v.get("x"), v.at(0))
w = Longer(5)
print(w + 1, 1 + w, w * 2, 2 * w, w.scaled(2))
function = v.scaled
print(function(10), [m(2) for m in (v.__mul__, v.__rmul__)], Vector.scaled(v, 4))
