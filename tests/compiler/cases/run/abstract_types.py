from collections.abc import Iterable, Iterator, Sequence, Mapping, Collection, Callable, Generator, Reversible, Sized, Container, MutableMapping, MutableSequence
from typing import Generic, TypeVar, Optional
T = TypeVar("T")
K = TypeVar("K")
def first(xs: Iterable[T], default: T) -> T:
    for x in xs:
        return x
    return default
def take(n: int, xs: Iterable[T]) -> list[T]:
    out: list[T] = []
    it = iter(xs)
    for _ in range(n):
        try:
            out.append(next(it))
        except StopIteration:
            break
    return out
def chain(*its: Iterable[T]) -> Iterator[T]:
    for it in its:
        yield from it
def group(xs: Iterable[T], key: Callable[[T], K]) -> dict[K, list[T]]:
    out: dict[K, list[T]] = {}
    for x in xs:
        out.setdefault(key(x), []).append(x)
    return out
class Stack(Generic[T]):
    def __init__(self, items: Iterable[T] = ()) -> None:
        self.items: list[T] = list(items)
    def __iter__(self) -> Iterator[T]:
        return iter(self.items)
    def __len__(self) -> int:
        return len(self.items)
    def __contains__(self, x: object) -> bool:
        return x in self.items
    def __getitem__(self, i: int) -> T:
        return self.items[i]
    def __reversed__(self) -> Iterator[T]:
        return reversed(self.items)
    def push(self, x: T) -> "Stack[T]":
        self.items.append(x)
        return self
def windows(xs: Sequence[T], n: int) -> Iterator[Sequence[T]]:
    for i in range(len(xs) - n + 1):
        yield xs[i:i + n]
def avg(xs: Collection[float]) -> float:
    return sum(xs) / len(xs) if xs else 0.0
def lookup(m: Mapping[str, int], k: str) -> int:
    if k in m:
        return m[k]
    return m.get("default", -1)
def size(x: Sized) -> int:
    return len(x)
def has(c: Container[int], v: int) -> bool:
    return v in c
def back(r: Reversible[int]) -> list[int]:
    return [x for x in reversed(r)]
class Holder:
    def __init__(self, src: Iterable[int], m: Mapping[str, list[int]]) -> None:
        self.src = src
        self.m = m
        self.it: Iterator[int] | None = None
    def get(self) -> int:
        if self.it is None:
            self.it = iter(self.src)
        return next(self.it)
def evens() -> Iterator[int]:
    n = 0
    while True:
        yield n
        n += 2
def main() -> None:
    print(first([1, 2], 0), first("", "d"), first((x for x in [2.5]), 1.0), first({"a": 1}, "z"))
    print(take(3, evens()), take(2, "abc"), take(5, (1, 2)), take(1, Stack([1.5])))
    print(list(chain([1], (2, 3), range(2), {9})), list(chain("ab", ["c"])))
    print(group(["a", "bb", "cc", "d"], lambda s: len(s)), group([1, 2, 3, 4], lambda x: x % 2 == 0))
    s = Stack([1, 2, 3]).push(4)
    print(list(s), len(s), 2 in s, 9 in s, s[0], list(reversed(s)), sum(s), max(s), sorted(s, reverse=True), [x for x in s])
    print([list(w) for w in windows([1, 2, 3, 4], 2)], list(windows("abcd", 3)), list(windows((1, 2, 3), 2)), [list(w) for w in windows(range(4), 2)])
    print(avg([1.0, 2.0]), avg(()), avg({2.5}), avg((1.5, 2.5)))
    print(lookup({"a": 1}, "a"), lookup({"default": 7}, "q"), lookup({}, "q"))
    print(size([1]), size("ab"), size({}), size(s), size(range(9)), size({1, 2}))
    print(has([1], 1), has(s, 3), has({1: 2}, 2), has(range(5), 4), has((1,), 2), has({3}, 3))
    print(back([1, 2]), back(s), back(range(3)), back((1, 2)), back({5: 1, 6: 2}))
    h = Holder(evens(), {"a": [1]})
    print(h.get(), h.get(), h.m["a"], list(h.m), list(h.m.items()), [len(v) for v in h.m.values()])
    h2 = Holder([5], {})
    print(h2.get())
    try:
        h2.get()
    except StopIteration:
        print("stop")
    srcs: list[Iterable[int]] = [[1, 2], (3,), {4}, range(2), (x for x in [7])]
    print([list(x) for x in srcs], [list(x) for x in srcs])
    byname: dict[str, Iterator[int]] = {"e": evens(), "o": iter([1])}
    print(next(byname["e"]), next(byname["e"]), next(byname["o"], None), next(byname["o"], None))
    opt: Optional[Iterable[int]] = None
    for x in opt or []:
        print(x)
    for k, v in {"a": (1, 2), "b": (3, 4)}.items():
        print(k, v, v[0])
    for i, (a, b) in enumerate([(1, 2), (3, 4)]):
        print(i, a, b)
    for i, c in enumerate(evens(), start=10):
        if i > 12:
            break
        print(i, c)
    else:
        print("no")
    for x in (y for y in range(3)):
        pass
    else:
        print("else", x)
    m: dict[str, int] = {}
    mm: MutableMapping[str, int] = m
    print(len(mm))
    print(sum(x * y for x, y in zip([1, 2, 3], evens())), min((abs(x) for x in [-3, 2]), default=0), max([], default=5))
    print(sorted((len(w), w) for w in ["bb", "a", "ccc"]))
    print(dict(enumerate("ab")), list(map(lambda q: len(q), ["a", "bb"])))
    print(list(zip(*[(1, 2), (3, 4)])), [*zip("ab", [1, 2])])
    nested = [[1, 2], [3], []]
    print([x for row in nested for x in row if x > 1], {x: len(r) for r in nested for x in r}, {len(r) for r in nested})
main()
