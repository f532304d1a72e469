"""Set operations on many small sets agree with their definitions, and keep their operands."""

universe = range(4)
sets = [{n for n in universe if mask >> n & 1} for mask in range(16)]
checked = 0
for a in sets:
    for b in sets:
        before = (sorted(a), sorted(b))
        assert a | b == {n for n in universe if n in a or n in b}
        assert a & b == {n for n in universe if n in a and n in b}
        assert a - b == {n for n in a if n not in b}
        assert a ^ b == (a | b) - (a & b)
        assert (a <= b) == all(n in b for n in a) == a.issubset(b) == b.issuperset(a)
        assert (a < b) == (a <= b and a != b)
        assert a.isdisjoint(b) == (not a & b)
        assert frozenset(a) == a and hash(frozenset(a)) == hash(frozenset(sorted(a, reverse=True)))
        assert a.union(b) == a | b and a.difference(b) == a - b
        c = set(a)
        c |= b
        assert c == a | b
        c &= a
        assert c == a
        c ^= b
        assert c == a ^ b
        c -= b
        assert c == a - b
        assert before == (sorted(a), sorted(b))
        checked += 1
print(checked, len({frozenset(s) for s in sets}), sorted(map(len, sets)))
d = {frozenset(s): i for i, s in enumerate(sets)}
print(d[frozenset({0, 3})], d[frozenset()], frozenset({1}) in d, max(d.values()))
