from collections.abc import Set as AbstractSet, Iterable
def show(s: AbstractSet[int]) -> None:
    print(list(s), len(s), bool(s))
def main() -> None:
    a = {1, 2, 3, 100, 64, 33}
    print(a, 3 in a, 4 in a)
    a.add(7); a.discard(2); a.discard(99)
    print(a, len(a), sorted(a))
    b = {x * 37 % 101 for x in range(40)}
    print(b)
    print(a | b, a & b, a - b, b - a, a ^ b)
    print(a <= b, a < a, a <= a, {1} < {1, 2}, {1, 2} >= {2}, a == set(list(a)), a != b)
    e: set[int] = set()
    print(e, bool(e), e == frozenset())
    f = frozenset([3, 1, 2])
    print(f, hash(f) == hash(frozenset([1, 2, 3])), hash(frozenset()), hash(frozenset([1, 2, 3])), {f: 1}[frozenset({1, 2, 3})])
    print(f | a, a | f, f & a, f.union([9, 10], {11}), a.union(range(5), b))
    a |= b
    print(a)
    a &= set(range(0, 60, 3))
    print(a)
    a -= {3, 6}
    print(a)
    a ^= {9, 1000}
    print(a)
    f |= {50}
    print(f)
    while len(b) > 35:
        print(b.pop(), end=" ")
    print(b)
    try:
        a.remove(12345)
    except KeyError as err:
        print("KeyError", err)
    try:
        e.pop()
    except KeyError as err:
        print(err)
    try:
        for x in a:
            a.add(x + 5000)
    except RuntimeError as err:
        print(err)
    words = {"a", "b", "a"}
    print(len(words), sorted(words), "a" in words)
    print({1, "x", 2.5, None, True} == {True, "x", 2.5, None})
    c = a.copy()
    c.clear()
    print(c, len(a))
    show(a); show(f); show({1: 2, 3: 4}.keys())
    print(a.issubset(range(10000)), a.issuperset([1000]), a.isdisjoint([7]), a.isdisjoint(a))
    print(set("hello") == {"h", "e", "l", "o"}, frozenset("ab") == {"a", "b"})
    g = {frozenset({1, 2}), frozenset({3})}
    print(frozenset({2, 1}) in g, len(g))
    t = set(x for x in range(3))
    u, v, w = t
    print(u, v, w, max(t), sum(t), [y for y in t if y], min({5, 3}))
    t.update([7, 8], (9,), {10: 1})
    print(t)
    t.difference_update(range(8))
    t.intersection_update([9, 10, 11], {9, 10})
    t.symmetric_difference_update({10, 20})
    print(t, t.difference([9]), t.intersection([9], [9]), t.symmetric_difference([9, 1]))
    d = {"x": 1, "y": 2}
    print(sorted(d.keys() & {"x", "z"}), sorted(d.keys() | ["q"]), d.keys() - {"x"}, sorted(d.keys() ^ {"x", "k"}), d.items() & {("x", 1)})
    print(d.keys() == {"x", "y"}, d.keys() <= {"x", "y", "z"}, {"x"} < d.keys())
    s2 = {(1, 2), (3, 4)}
    print((1, 2) in s2, sorted(s2))
    big = set(range(1000))
    big -= set(range(0, 1000, 2))
    print(len(big), list(big)[:5])
    try:
        hash({1})
    except TypeError as err:
        print(err)
    try:
        print({[1]: 2} if len(a) < 0 else {1, 2})
    except TypeError as err:
        print(err)
main()
