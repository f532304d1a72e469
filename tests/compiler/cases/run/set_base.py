"""Classes that inherit from MutableSet and MutableSequence: what those bring along."""

from collections.abc import Iterable, Iterator, MutableSequence, MutableSet, Sequence, Set
from typing import Any, TypeVar

T = TypeVar("T")


class Ordered(MutableSet[int]):
    def __init__(self, it: Iterable[int] = ()) -> None:
        self.items = list(dict.fromkeys(it))

    def __contains__(self, x: object) -> bool:
        return x in self.items

    def __iter__(self) -> Iterator[int]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)

    def add(self, value: int) -> None:
        if value > 1000:
            raise ValueError("too large")
        if value not in self.items:
            self.items.append(value)

    def discard(self, value: int) -> None:
        if value in self.items:
            self.items.remove(value)

    def __repr__(self) -> str:
        return f"Ordered({self.items})"


class Evens(Set[int]):
    def __init__(self, it: Iterable[int]) -> None:
        self.top = max(it, default=0)

    def __contains__(self, x: object) -> bool:
        return isinstance(x, int) and 0 <= x <= self.top and x % 2 == 0

    def __iter__(self) -> Iterator[int]:
        return iter(range(0, self.top + 1, 2))

    def __len__(self) -> int:
        return self.top // 2 + 1

    @classmethod
    def _from_iterable(cls, it: Iterable[Any]) -> Any:
        return frozenset(it)


class Lines(MutableSequence[T]):
    def __init__(self, it: Iterable[T]) -> None:
        self.held = list(it)

    def __getitem__(self, i: Any) -> Any:
        return self.held[i]

    def __setitem__(self, i: Any, x: Any) -> None:
        self.held[i] = x

    def __delitem__(self, i: Any) -> None:
        del self.held[i]

    def __len__(self) -> int:
        return len(self.held)

    def insert(self, index: int, value: T) -> None:
        self.held.insert(index, value)


class Ring(Sequence[int]):
    def __init__(self, *items: int) -> None:
        self.held = items

    def __len__(self) -> int:
        return len(self.held)

    def __getitem__(self, i: Any) -> Any:
        if i >= len(self.held):
            raise IndexError("over")
        return self.held[i]


def sets() -> None:
    s = Ordered([1, 2, 3, 2])
    t = Ordered([2, 3, 4])
    print(s & t, s | t, s - t, s ^ t, s <= t, s < t, s >= t, s.isdisjoint([9]), s.isdisjoint([3]))
    print(s == Ordered([3, 2, 1]), s != t, Ordered([1]) < Ordered([1, 2]), Ordered([1]) > Ordered())
    mixed: Any = s
    print(mixed == {1, 2, 3}, {1, 2, 3} == mixed, mixed <= {1, 2, 3, 4}, mixed == 3, mixed & [1, 9])
    s.add(7)
    s.remove(1)
    for bad in range(3):
        try:
            if bad == 0:
                s.remove(100)
            elif bad == 1:
                Ordered().pop()
            else:
                s |= Ordered([5, 6, 2000])
        except (KeyError, ValueError) as error:
            print(repr(error))
    print(s, s.pop(), len(s))
    s |= t
    print(s)
    s &= Ordered([3, 4, 7])
    print(s)
    s -= Ordered([3])
    s ^= Ordered([1, 4])
    print(s)
    s -= s
    print(s, len(s), isinstance(s, MutableSet), isinstance(s, Set))
    e = Evens([6])
    print(e & {2, 3, 4}, sorted(e | {1}), e <= e, 4 in e, len(e), e - {0, 2, 6})


def sequences() -> None:
    l = Lines([1, 2, 3])
    l.append(4)
    l.extend([5, 6])
    l += [7]
    l.reverse()
    print(list(l), l.pop(), l.pop(0), l.index(4), l.count(5), 3 in l, 33 in l, list(reversed(l)))
    l.remove(4)
    l[0] = 100
    l.extend(l)
    print(l.held)
    for bad in range(3):
        try:
            if bad == 0:
                l.remove(1000)
            elif bad == 1:
                l.index(2, 100)
            else:
                Lines([0][1:]).pop()
        except (ValueError, IndexError) as error:
            print(type(error).__name__, error)
    l.clear()
    print(len(l))
    w = Lines("abc")
    w.append("d")
    print("".join(w), w.index("c"), w[1], w[-1])
    r = Ring(5, 6, 7, 6)
    q: Sequence[int] = r
    print(list(r), 6 in r, r.index(6), r.index(6, 2), r.count(6), list(reversed(r)), sum(r), max(r))
    print(q.index(7), q.count(6), q[2], len(q), list(q), 8 in q, isinstance(r, Sequence))
    first, *rest = r
    print(first, rest, sorted(r), list(zip(r, r)))
    match q:
        case [a, b, *c]:
            print(a, b, c)
        case _:
            print("no match")


sets()
sequences()
