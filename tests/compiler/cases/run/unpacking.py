from collections.abc import Iterator
def gen(n: int) -> Iterator[int]:
    for i in range(n):
        yield i
def main() -> None:
    a, *b = [1, 2, 3]
    print(a, b)
    *a2, c = (1, "x", 2.5)
    print(a2, c)
    x, *y, z = gen(5)
    print(x, y, z)
    try:
        p, *q, r = list(gen(1))
    except ValueError as e:
        print(e)
    try:
        p, *q, r = gen(1)
    except ValueError as e:
        print(e)
    (m, *n), o = [1, 2, 3], 4
    print(m, n, o)
    for h, *t in [[1, 2, 3], [4]]:
        print(h, t)
    f, *g = 1, 2, 3
    print(f, g)
    i, j = *[1], 2
    print(i, j)
    xs = [1, 2]
    print([*xs, 3, *gen(2), *(9, 8)], (*xs, "a"), {*xs, 2, 5}, {**{"a": 1}, "b": 2, **{"a": 3}}, [*"ab"], [*range(3)], {*()}, (*(), ))
    tup = (1, "b")
    first, second = *tup, 
    print(first, second)
    lst = [0, 1, 2]
    k = 0
    k, lst[k] = 1, 9
    print(k, lst)
    lst[0], lst[1] = lst[1], lst[0]
    print(lst)
    w, v = lst[:2]
    print(w, v, [q for _, *q in [(1, 2, 3), (4, 5, 6)]])
    *s, = gen(3)
    print(s)
    class_list: list[list[int]] = [[1], [2, 3]]
    [u], [v, ww] = class_list
    print(u, v, ww)
    d: dict[str, float] = {}
    d["a"], *rest = 1.5, 2.5, 3.5
    print(d, rest)
main()
