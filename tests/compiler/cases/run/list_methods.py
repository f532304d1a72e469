class P:
    def __init__(self, x: int, name: str) -> None:
        self.x = x
        self.name = name
    def __lt__(self, other: "P") -> bool:
        return self.x < other.x
    def __eq__(self, other: object) -> bool:
        return isinstance(other, P) and self.x == other.x
    def __hash__(self) -> int:
        return hash(self.x)
    def __repr__(self) -> str:
        return f"P({self.x}, {self.name!r})"

def main() -> None:
    xs = [5, 3, 8, 1]
    xs.append(7)
    xs.insert(1, 9)
    xs.insert(-100, 0)
    print(xs, xs.pop(), xs.pop(0), xs.pop(-2), xs)
    xs.extend([1, 2])
    xs += [4]
    print(xs, xs.index(1), xs.count(1), 4 in xs, 77 in xs)
    xs.remove(1)
    xs.reverse()
    print(xs, xs[1:3], xs[-2:], xs[10:])
    xs.sort()
    print(xs, sorted(xs, reverse=True), sorted(["b", "A", "c"], key=lambda s: s.lower()))
    xs[1:3] = [100, 200, 300]
    print(xs)
    del xs[0]
    del xs[1:3]
    print(xs, len(xs), bool(xs), bool([]), [] == [], [1, 2] < [1, 3], [1] == [1.0])
    ps = [P(3, "c"), P(1, "a"), P(2, "b"), P(1, "z")]
    ps.sort()
    print(ps, P(1, "q") in ps, ps.index(P(2, "")), min(ps), max(ps))
    ps.sort(key=lambda p: p.name, reverse=True)
    print(ps)
    grid = [[0] * 3, [1] * 3]
    grid[0][1] = 5
    print(grid, [x * 2 for x in xs], [a for row in grid for a in row if a])
    fs = [1.5, -2.0, 3.25]
    fs.sort()
    print(fs, sum(fs, 0.0), fs * 2)
    bs = [True, False]
    print(bs, bs.count(True), sorted(bs))
    os: list[int | None] = [1, None]
    print(os, None in os)
    ss: list[list[str]] = [["a"], []]
    ss[1].append("q")
    print(ss, ss == [["a"], ["q"]], ss.copy())
    ts = [(1, "a"), (0, "b"), (1, "A")]
    ts.sort()
    print(ts)
    obj: list[object] = [1, "a", 2.5, None, [1], {"k": 1}, (1, 2), b"x", True]
    print(obj, str(obj), repr(obj))
    for i, v in enumerate(obj):
        print(i, v)
    for bad in (0, 1, 2, 3, 4, 5):
        try:
            if bad == 0:
                xs[99]
            elif bad == 1:
                xs[99] = 1
            elif bad == 2:
                [].pop()
            elif bad == 3:
                xs.remove(12345)
            elif bad == 4:
                xs.index(12345)
            else:
                xs.pop(99)
        except (IndexError, ValueError) as e:
            print(repr(e))
    big = list(range(1000))
    big.sort(key=lambda v: v * 7919 % 1000)
    print(big[:10], sum(big), big == sorted(big), list("héllo"), list((1, 2)), tuple([3, 4]))
    print([1, 2, 3] * 0, (1, 2) + (3,), (1, 2) * 2, (1, 2)[0:1], 2 in (1, 2), (1, "a") < (1, "b"), hash((1, 2)) == hash((1, 2)))

main()
