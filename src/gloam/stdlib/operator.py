"""operator: the operators as functions."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Sequence
from typing import Any

from gloam.runtime.library.operands import index_of


def lt(a: Any, b: Any, /) -> Any:
    return a < b


def le(a: Any, b: Any, /) -> Any:
    return a <= b


def eq(a: Any, b: Any, /) -> Any:
    return a == b


def ne(a: Any, b: Any, /) -> Any:
    return a != b


def ge(a: Any, b: Any, /) -> Any:
    return a >= b


def gt(a: Any, b: Any, /) -> Any:
    return a > b


def not_(a: Any, /) -> bool:
    return not a


def truth(a: Any, /) -> bool:
    return bool(a)


def is_(a: Any, b: Any, /) -> bool:
    return a is b


def is_not(a: Any, b: Any, /) -> bool:
    return a is not b


def abs(a: Any, /) -> Any:
    return a if a >= 0 else -a


def add(a: Any, b: Any, /) -> Any:
    return a + b


def and_(a: Any, b: Any, /) -> Any:
    return a & b


def floordiv(a: Any, b: Any, /) -> Any:
    return a // b


def index(a: Any, /) -> int:
    return index_of(a)


def inv(a: Any, /) -> Any:
    return ~a


def invert(a: Any, /) -> Any:
    return ~a


def lshift(a: Any, b: Any, /) -> Any:
    return a << b


def mod(a: Any, b: Any, /) -> Any:
    return a % b


def mul(a: Any, b: Any, /) -> Any:
    return a * b


def neg(a: Any, /) -> Any:
    return -a


def or_(a: Any, b: Any, /) -> Any:
    return a | b


def pos(a: Any, /) -> Any:
    return +a


def pow(a: Any, b: Any, /) -> Any:
    return a**b


def rshift(a: Any, b: Any, /) -> Any:
    return a >> b


def sub(a: Any, b: Any, /) -> Any:
    return a - b


def truediv(a: Any, b: Any, /) -> Any:
    return a / b


def xor(a: Any, b: Any, /) -> Any:
    return a ^ b


def concat(a: Sequence[Any], b: Sequence[Any], /) -> Any:
    first: Any = a
    return first + b


def contains(a: Container[Any], b: object, /) -> bool:
    return b in a


def countOf(a: Iterable[Any], b: object, /) -> int:  # noqa: N802  # CPython's name
    """How many items equal `b`."""
    return sum([1 for item in a if item is b or item == b])


def indexOf(a: Iterable[Any], b: object, /) -> int:  # noqa: N802  # CPython's name
    """The position of the first item that equals `b`."""
    for position, item in enumerate(a):
        if item is b or item == b:
            return position
    raise ValueError("sequence.index(x): x not in sequence")


def getitem(a: Any, b: Any, /) -> Any:
    return a[b]


def setitem(a: Any, b: Any, c: Any, /) -> None:
    a[b] = c


def delitem(a: Any, b: Any, /) -> None:
    del a[b]


def iadd(a: Any, b: Any, /) -> Any:
    a += b
    return a


def isub(a: Any, b: Any, /) -> Any:
    a -= b
    return a


def imul(a: Any, b: Any, /) -> Any:
    a *= b
    return a


def iand(a: Any, b: Any, /) -> Any:
    a &= b
    return a


def ior(a: Any, b: Any, /) -> Any:
    a |= b
    return a


def ixor(a: Any, b: Any, /) -> Any:
    a ^= b
    return a


def ifloordiv(a: Any, b: Any, /) -> Any:
    a //= b
    return a


def imod(a: Any, b: Any, /) -> Any:
    a %= b
    return a


def ipow(a: Any, b: Any, /) -> Any:
    a **= b
    return a


def itruediv(a: Any, b: Any, /) -> Any:
    a /= b
    return a


def ilshift(a: Any, b: Any, /) -> Any:
    a <<= b
    return a


def irshift(a: Any, b: Any, /) -> Any:
    a >>= b
    return a


def iconcat(a: Any, b: Any, /) -> Any:
    a += b
    return a


def itemgetter(item: Any, /, *items: Any) -> Callable[[Any], Any]:
    """A function that gives an item of its argument, or a tuple of several."""
    if not items:
        return lambda obj: obj[item]
    names = (item, *items)
    return lambda obj: tuple([obj[name] for name in names])


def attrgetter(attr: str, /, *attrs: str) -> Callable[[Any], Any]:
    """A function that gives an attribute of its argument, or a tuple of several; a name with dots
    is a path. Compiled, each call is a lambda (`gloamc.frontend.getters`)."""
    if not attrs:
        return lambda obj: _attribute(obj, attr)
    names = (attr, *attrs)
    return lambda obj: tuple([_attribute(obj, name) for name in names])


def methodcaller(name: str, /, *args: Any, **kwargs: Any) -> Callable[[Any], Any]:
    """A function that calls a method of its argument. Compiled, each call is a lambda."""
    return lambda obj: _attribute(obj, name)(*args, **kwargs)


def _attribute(obj: Any, path: str) -> Any:
    found = obj
    for name in path.split("."):
        found = found.__getattribute__(name)
    return found
