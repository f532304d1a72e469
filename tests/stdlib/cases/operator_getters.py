import operator
from operator import attrgetter, itemgetter, methodcaller
from typing import Any


class Q:
    def __init__(self, z: float) -> None:
        self.z = z


class P:
    def __init__(self, a: int, b: str) -> None:
        self.a = a
        self.b = b
        self.q = Q(a / 2)

    @property
    def twice(self) -> int:
        return self.a * 2

    def hi(self, n: int, sep: str = "") -> str:
        return sep.join([self.b] * n)

    def fail(self) -> None:
        raise ValueError(self.b)


ps = [P(3, "x"), P(1, "y"), P(2, "z")]
print([p.a for p in sorted(ps, key=attrgetter("a"))])
print(list(map(attrgetter("b"), ps)))
print([p.b for p in sorted(ps, key=attrgetter("q.z", "b"), reverse=True)])
print(attrgetter("a", "q.z", "twice")(ps[0]))
n = 2
print([methodcaller("hi", n)(p) for p in ps])
print([methodcaller("hi", n + 1, sep="-")(p) for p in ps])
print(list(map(methodcaller("upper"), ["a", "b"])), methodcaller("split", ",")("a,b"))


def f(k: int) -> list[str]:
    call = operator.methodcaller("hi", k)
    k = 100
    return [call(p) for p in ps]


print(f(2))
try:
    attrgetter("nope")(ps[0])
except AttributeError as e:
    print(e)
try:
    methodcaller("nope")(ps[0])
except AttributeError as e:
    print(e)
try:
    methodcaller("fail")(ps[0])
except ValueError as e:
    print("VE", e)
print(max(ps, key=operator.attrgetter("a")).b)


class N(Q):
    pass


print(attrgetter("z")(N(1.5)))
print(itemgetter(0, 2)("abc"))
getters: list[Any] = [attrgetter("a"), attrgetter("b")]
print([g(p) for p in ps for g in getters])
