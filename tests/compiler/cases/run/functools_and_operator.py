"""reduce, partial, lru_cache, cmp_to_key, total_ordering, cached_property, operator functions."""

import functools
import operator
from typing import Any

print(functools.reduce(operator.mul, range(1, 6)), functools.reduce(lambda a, b: a + b, ["x", "y"], "s"), functools.reduce(max, [3]))
calls: list[int] = []


@functools.lru_cache(maxsize=2)
def slow(n: int) -> int:
    calls.append(n)
    return n * n


print([slow(n) for n in (1, 2, 1, 3, 2, 1)], calls, slow.cache_info())
slow.cache_clear()
print(slow.cache_info(), slow(9), slow.cache_parameters())


@functools.cache
def fib(n: int) -> int:
    return n if n < 2 else fib(n - 1) + fib(n - 2)


def power(base: int, exp: int, plus: int = 0) -> int:
    return base**exp + plus  # type: ignore[no-any-return]


square = functools.partial(power, exp=2)
print(fib(80), square(5), square(5, plus=1), functools.partial(power, 2)(10), square.keywords, functools.partial(square, plus=7)(3))


@functools.total_ordering
class V:
    def __init__(self, n: int) -> None:
        self.n = n

    def __eq__(self, other: object) -> bool:
        return isinstance(other, V) and self.n == other.n

    def __lt__(self, other: "V") -> bool:
        return self.n < other.n

    @functools.cached_property
    def heavy(self) -> int:
        calls.append(-self.n)
        return self.n * 100


v = V(2)
print(V(1) <= v, V(3) > v, V(2) >= v, v.heavy, v.heavy, calls[-1], max(V(1), V(5), key=lambda x: x.n).n)
print(operator.itemgetter(1)([5, 6]), operator.itemgetter("a", "b")({"a": 1, "b": 2}), operator.attrgetter("n")(v), operator.methodcaller("upper")("x"), operator.contains([1], 1), operator.countOf([1, 1, 2], 1), operator.indexOf([5, 6], 6), operator.concat("a", "b"))
print(operator.floordiv(7, 2), operator.mod(-7, 3), operator.neg(3), operator.not_(0), operator.truth([]), operator.xor(5, 1), operator.lshift(1, 4), operator.is_(None, None), operator.ne(1, 2), operator.index(5), operator.inv(3), operator.sub(5, 7), operator.truediv(1, 4), operator.pow(2, 5))
items: list[Any] = [1, 2]
operator.setitem(items, 0, 9)
operator.delitem(items, 1)
print(items, operator.getitem(items, 0), operator.iadd([1], [2]), sorted("bca", key=functools.cmp_to_key(lambda a, b: (a < b) - (a > b)) if False else ord))  # type: ignore[no-untyped-call]
