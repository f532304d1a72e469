# alone: its classes with __new__ of their own could be made by class values called with a star elsewhere
from abc import ABC
from enum import Enum
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class A: ...
class B(A): ...
class M: ...
class C(B, M): ...
class G(Generic[T]): ...
class H(G[int]): ...
class E(ValueError): ...
class Color(Enum):
    RED = 1
class I(int): ...


def check(cls: type[Any]) -> list[bool]:
    return [issubclass(cls, other) for other in (A, B, M, C, Exception, object, int, (B, int))]


for cls in (A, B, M, C, E, int, bool, str, I, object):
    print(cls.__name__, check(cls))
print(issubclass(H, G), issubclass(E, (KeyError, ValueError)), issubclass(KeyError, LookupError), issubclass(bool, int), issubclass(I, int))


def make(kind: type[A]) -> str:
    if issubclass(kind, C):
        return "c " + kind.__name__
    return kind.__name__


print(make(A), make(C))
