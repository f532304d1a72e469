from collections.abc import Iterator, Callable, Iterable, Sequence
from typing import Generic, TypeVar, Protocol
T = TypeVar("T")
U = TypeVar("U")
class Seq(Generic[T]):
    def __init__(self, it: Iterable[T]) -> None:
        self._it = it
    def __iter__(self) -> Iterator[T]:
        yield from self._it
    def map(self, f: Callable[[T], U]) -> "Seq[U]":
        return Seq(f(x) for x in self._it)
    def filter(self, f: Callable[[T], bool]) -> "Seq[T]":
        return Seq(x for x in self._it if f(x))
    def take(self, n: int) -> "Seq[T]":
        def gen() -> Iterator[T]:
            i = 0
            for x in self._it:
                if i >= n:
                    return
                yield x
                i += 1
        return Seq(gen())
    def to_list(self) -> list[T]:
        return list(self)
    def to_set(self) -> set[T]:
        return set(self)
    def reduce(self, f: Callable[[U, T], U], start: U) -> U:
        acc = start
        for x in self:
            acc = f(acc, x)
        return acc
class LinkedList(Generic[T]):
    class_count = 0
    def __init__(self) -> None:
        self.items: list[T] = []
    def __iter__(self) -> "LinkedIter[T]":
        return LinkedIter(self)
    def add(self, x: T) -> None:
        self.items.append(x)
class LinkedIter(Generic[T]):
    def __init__(self, owner: LinkedList[T]) -> None:
        self.owner = owner
        self.i = 0
    def __iter__(self) -> "LinkedIter[T]":
        return self
    def __next__(self) -> T:
        if self.i >= len(self.owner.items):
            raise StopIteration
        self.i += 1
        return self.owner.items[self.i - 1]
class Base:
    def __iter__(self) -> Iterator[int]:
        yield 1
        yield 2
class Derived(Base):
    def __iter__(self) -> Iterator[int]:
        yield from super().__iter__()
        yield 3
class Source(Protocol):
    def read(self) -> Iterator[str]: ...
class Lines(Source):
    def __init__(self, text: str) -> None:
        self.text = text
    def read(self) -> Iterator[str]:
        for line in self.text.splitlines():
            yield line.strip()
def words(src: Source) -> Iterator[tuple[int, str]]:
    for n, line in enumerate(src.read(), 1):
        yield from ((n, w) for w in line.split())
def batched(xs: Iterable[T], n: int) -> Iterator[list[T]]:
    batch: list[T] = []
    for x in xs:
        batch.append(x)
        if len(batch) == n:
            yield batch
            batch = []
    if batch:
        yield batch
def permutations(xs: Sequence[T]) -> Iterator[list[T]]:
    if len(xs) <= 1:
        yield list(xs)
    else:
        for i in range(len(xs)):
            for rest in permutations([*xs[:i], *xs[i + 1:]]):
                yield [xs[i], *rest]
def product(a: Iterable[T], b: Sequence[U]) -> Iterator[tuple[T, U]]:
    return ((x, y) for x in a for y in b)
def pairwise(xs: Iterable[T]) -> Iterator[tuple[T, T]]:
    it = iter(xs)
    try:
        prev = next(it)
    except StopIteration:
        return
    for x in it:
        yield prev, x
        prev = x
def merge(a: Iterator[int], b: Iterator[int]) -> Iterator[int]:
    x, y = next(a, None), next(b, None)
    while x is not None or y is not None:
        if y is None or (x is not None and x <= y):
            assert x is not None
            yield x
            x = next(a, None)
        else:
            yield y
            y = next(b, None)
def main() -> None:
    s = Seq(range(10)).filter(lambda x: x % 2 == 1).map(lambda x: x * 1.5).take(3)
    print(s.to_list())
    print(Seq("hello").map(lambda c: c.upper()).to_list(), sorted(Seq("hello").to_set()))
    print(Seq([1, 2, 3]).reduce(lambda a, x: a + x, 0), Seq(["a", "b"]).reduce(lambda a, x: a + x, ""))
    l: LinkedList[float] = LinkedList()
    l.add(1.5)
    l.add(2.5)
    print([x for x in l], list(l), sum(l), max(l), list(zip(l, l)), 2.5 in l)
    ls: LinkedList[str] = LinkedList()
    ls.add("q")
    for c in ls:
        print(c)
    b: Base = Derived()
    print(list(b), list(Base()), [x for x in b], sum(b))
    print(list(words(Lines(" a b\nc\n\nd e f"))))
    print(list(batched(range(7), 3)), list(batched("abc", 2)))
    print(list(permutations([1, 2, 3])), len(list(permutations("abcd"))))
    print(list(product([1, 2], "ab")), list(pairwise([1, 2, 3])), list(pairwise("")))
    print(list(merge(iter([1, 4, 6]), iter([2, 3, 7, 8]))))
    table = {k: [v * 2 for v in vs if v] for k, vs in {"a": [1, 0, 2], "b": []}.items()}
    print(table, {frozenset(v) for v in table.values()} == {frozenset({2, 4}), frozenset()})
    fns: list[Callable[[], Iterator[int]]] = [lambda: iter([1]), lambda: (i for i in range(2))]
    print([list(f()) for f in fns])
    matrix = [[1, 2, 3], [4, 5, 6]]
    print([list(col) for col in zip(*matrix)], [sum(row) for row in matrix], max(max(r) for r in matrix))
    it = iter(matrix[0])
    print(list(zip(it, it)))
    try:
        print(dict(zip(["a"], [1], strict=True)), dict(zip(["a", "b"], [1], strict=True)))
    except ValueError as e:
        print(e)
    seen: set[tuple[int, str]] = set()
    for p in [(1, "a"), (2, "b"), (1, "a")]:
        if p not in seen:
            seen.add(p)
    print(len(seen), (2, "b") in seen, sorted(seen))
    a, (bb, *cc), d = 1, "xyz".split("y"), {"k": 2}
    print(a, bb, cc, d)
    graph: dict[int, set[int]] = {1: {2, 3}, 2: {4}, 3: {4}, 4: set()}
    def bfs(start: int) -> Iterator[int]:
        visited, queue = {start}, [start]
        while queue:
            n = queue.pop(0)
            yield n
            for m in sorted(graph[n] - visited):
                visited.add(m)
                queue.append(m)
    print(list(bfs(1)), [n for n in bfs(3)])
    print(*(x for x in range(3)), *[4, 5], sep="-")
    print(list(range(0)), max((len(w) for w in ["a", "bbb"]), default=0))
main()
