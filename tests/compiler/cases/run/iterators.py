from collections.abc import Iterator, Iterable, Callable

class Count:
    def __init__(self, n: int) -> None:
        self.n = n
        self.i = 0
    def __iter__(self) -> "Count":
        return self
    def __next__(self) -> int:
        if self.i >= self.n:
            raise StopIteration
        self.i += 1
        return self.i

class Tree:
    def __init__(self, v: int, kids: "list[Tree]") -> None:
        self.v = v
        self.kids = kids
    def __iter__(self) -> Iterator[int]:
        yield self.v
        for k in self.kids:
            yield from k

def squares(xs: Iterable[int]) -> Iterator[int]:
    return (x * x for x in xs)

def main() -> None:
    t = Tree(1, [Tree(2, [Tree(3, [])]), Tree(4, [])])
    print(list(t), sum(t), max(t), sorted(t, reverse=True), 3 in t, 9 in t)
    print(tuple(Count(3)), list(zip(Count(3), t)), [a + b for a, b in zip(t, Count(9))])
    print(list(squares(Count(4))), sum(squares([1, 2])))
    n = 10
    g = (x + n for x in range(5) if x % 2 == 0)
    n = 20
    print(list(g))
    pairs = ((a, b) for a in range(3) for b in range(a))
    for p in pairs:
        print(p)
    z = zip([1, 2, 3], "abc")
    print(next(z), list(z))
    m = map(lambda x: x * 2, [1, 2, 3])
    print(next(m), list(m))
    f = filter(lambda x: x > 1, [1, 2, 3])
    print(list(f), list(filter(None, [0, 1, 2, 0])))
    e = enumerate("xyz", 5)
    print(next(e), list(e))
    r = reversed([1, 2, 3])
    print(next(r), list(r), list(reversed("abc")), list(reversed((1, 2))), list(reversed(range(5))))
    print(list(map(lambda a, b: a + b, [1, 2], [10, 20, 30])))
    d = {"a": 1, "b": 2}
    it = iter(d)
    print(next(it))
    d["c"] = 3
    try:
        next(it)
    except RuntimeError as err:
        print("RT", err)
    print(list(reversed(d)), list(d.items()), list(iter(d.values())))
    try:
        print(list(zip([1, 2], [1], strict=True)))
    except ValueError as err:
        print(err)
    try:
        for q in zip([1], [1, 2], [3], strict=True):
            print(q)
    except ValueError as err:
        print(err)
    rg = range(0, 10, 3)
    print(rg, len(rg), rg[1], rg[-1], 3 in rg, 4 in rg, list(rg), rg == range(0, 12, 3), rg.index(6), rg.count(7))
    print(range(10**20)[5], range(3), hash(range(0)) == hash(range(2, 2)), rg.start, rg.stop, rg.step)
    try:
        rg[10]
    except IndexError as err:
        print(err)
    rows = [(1, "a"), (2, "b")]
    for col in zip(*rows):
        print(col)
    it2 = iter([1, 2, 3])
    for x in it2:
        print(x, list(it2))
    k = [0]
    def tick() -> int:
        k[0] += 1
        return k[0]
    print(list(iter(tick, 4)))
    print(any(x > 2 for x in Count(5)), all(x > 2 for x in Count(5)), min(Count(4)), max(squares(Count(3))))
    its: list[Iterator[int]] = [iter([1]), iter((2, 3)), iter(range(2)), (i for i in Count(2))]
    for i in its:
        print(list(i))
    print("-".join(str(c) for c in Count(3)), "-".join(s for s in ("a", "b")))
    print(dict(zip(["a", "b"], [1, 2])), dict((x, x * x) for x in Count(3)))
    a, b = Count(2)
    (c, d2), e2 = [[1, 2], [3]], 5
    print(a, b, c, d2, e2)
    for x2, y2 in [[1, 2], [3, 4]]:
        print(x2, y2)
    print([x for x in its[0]])
main()
