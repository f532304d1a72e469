"""Tuples: methods, comparison, unpacking; ranges: arithmetic, equality, slices, membership."""

t = (1, 2, 1, "x")
print(t.count(1), t.index(1, 1), t + (5,), t * 2, t[::-1], t[1:3], (), (1,), len(t), 1 in t, "y" in t, hash((1, 2)) == hash((1, 2)))
print((1, 2) < (1, 3), (1,) < (1, 0), () < (0,), (1, "a") == (1, "a"), (2, 1) > (1, 9), (1, 2) != (1, 2), max((1, 5), (2, 0)), sorted([(2, "a"), (1, "b")]))
try:
    print(t.index(9))
except ValueError as error:
    print(error)
first, *rest = t
*init, last = t
x, (y, z), *w = 1, (2, 3), 4, 5
print(first, rest, init, last, x, y, z, w)
try:
    p, q = list(range(3))
except ValueError as error:
    print(error)
try:
    p, q, z, *s = list(range(1))
except ValueError as error:
    print(error)
p = q = 0
for r in (range(5), range(2, 10, 3), range(10, 0, -4), range(0), range(5, 5), range(3, -3), range(-3, 3)):
    print(r, len(r), list(r), r[::-1], list(reversed(r)), 4 in r, r.count(2), r == range(r.start, r.stop, r.step), bool(r), sum(r))
print(range(0, 5, 2) == range(0, 6, 2), range(0) == range(2, 1), hash(range(0, 5, 2)) == hash(range(0, 6, 2)), range(10)[3], range(10)[-1], range(10)[2:8:2], range(10)[::-3], range(2, 11, 3).index(8))
for make in (lambda: range(3)[3], lambda: range(0, 10, 0)[0], lambda: range(3).index(7)):
    try:
        print(make())  # type: ignore[no-untyped-call]
    except (IndexError, ValueError) as error:
        print(error)
print(range(10**12, 10**12 + 3)[1], 10**11 in range(10**12), max(range(5)), [*range(3), *(7, 8)], tuple("ab"), tuple(range(3)), tuple([]) is not None)
