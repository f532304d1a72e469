"""Dataclasses that are generic: comparison across what they hold."""

from dataclasses import dataclass, field
from typing import Generic, TypeVar

T = TypeVar("T")
S = TypeVar("S")


@dataclass(order=True)
class Box(Generic[T]):
    item: T


@dataclass(frozen=True)
class Both(Generic[T, S]):
    a: T
    b: S


@dataclass
class Named(Generic[T]):
    item: T
    name: str = field(default="n", compare=False)


class Sub(Box[int]):
    pass


def same(a: object, b: object) -> bool:
    return a == b


print(Box(1) == Box(1), same(Box(1), Box(1.0)), same(Box(1), Box("1")), Box("a") < Box("b"), Box([1]) == Box([1]), same(Box(1), 1))
print(sorted([Box(3), Box(1)]), Both(1, "x") == Both(1, "x"), hash(Both(1, "x")) == hash(Both(1, "x")), {Both(1, 2): 3}[Both(1, 2)])
print(Named(1, "a") == Named(1, "b"), Named(1) == Named(2), Sub(1) == Sub(1), same(Sub(1), Box(1)), same(Box(Box(1)), Box(Box(1))))
