"""Lexicographic order, hashes, identity shortcuts and nesting of tuples and lists."""

nan = float("nan")
rows: list[tuple[object, ...]] = [(), (1,), (1, 2), (1, 2.0), (True, 2), ("a",), ((1,), 2), (nan,)]
for a in rows:
    print(["=" if a == b else "." for b in rows], hash(a) == hash(tuple(a)))
print((1, 2) < (1, 2, 0), (1, 3) > (1, 2, 9), () < (0,), (1, "a") < (1, "b"), [1, [2]] < [1, [3]], [] < [[]])
print(sorted([(2, "b"), (1, "z"), (2, "a"), (1, "a")]), min([(3, 0), (2, 9)]), max([[1], [1, 0]]))
t = (1, 2, 3, 2)
print(t.index(2), t.index(2, 2), t.count(2), t + (4,), t * 2, t[::-1], t[1:], 2 in t, t[-1])
for bad in (7, 8):
    try:
        t.index(bad)
    except ValueError as e:
        print(e)
first, *middle, last = t
(n, m), c = (1, 2), 3
*head, (x, *y) = 1, 2, (3, 4, 5)
print(first, middle, last, n, m, c, head, x, y)
for values in ([1], [1, 2, 3]):
    try:
        p, q = values
    except ValueError as e:
        print(e)
try:
    p, *_, q = list(range(1))
except ValueError as e:
    print(e)
print({(1, 2): "a"}[(1, 2)], {(1, 2): "a"}.get((True, 2)), hash((1, 2)) == hash((1.0, True + 1)))
