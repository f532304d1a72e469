"""Set algebra, in-place forms, subset tests, errors and frozen sets."""

a, b = {1, 2, 3}, {3, 4}
print(a | b, a & b, a - b, a ^ b, a.union([9], (8,)), a.intersection(b, [3]), a.difference([1], {2}), a.symmetric_difference([1, 7]))
print(a <= {1, 2, 3, 4}, a < a, a >= {1}, a > set(), a.issubset(range(9)), a.issuperset([1]), a.isdisjoint([4, 5]), a == {3, 2, 1}, a != b, {1} < {2})
c = set(a)
c |= {7}
c &= {1, 2, 7}
c -= {2}
c ^= {1, 5}
print(c, c.add(5), c.discard(99), c.remove(7), c, c.update([1], (2,)), c.intersection_update([1, 2, 3]), c, c.difference_update([1]), c.symmetric_difference_update([2, 4]), c)  # type: ignore[func-returns-value]
for make in (lambda: c.remove(99), lambda: set[int]().pop()):
    try:
        print(make())
    except KeyError as error:
        print(error)
print(c.pop(), c, c.copy() is c, c.clear(), len(c), bool(c), set("hello") == set("ehlo"), {*"ab", *[1]} == {1, "a", "b"})  # type: ignore[func-returns-value]
f = frozenset([1, 2])
print(f, f | {3}, {3} | f, type(f | {3}).__name__, type({3} | f).__name__, f == {1, 2}, hash(f) == hash(frozenset([2, 1])), {f: "x"}[frozenset([2, 1])], f.copy() is f, frozenset() == set())
print({frozenset([1]), frozenset([1])} == {frozenset([1])}, 1 in f, 3 in f, sorted(f), {n * n for n in range(-3, 4)}, {(1, 2), (1, 2)}, set() | set(), {1, True, 1.0}, len({0, False, 0.0}))
