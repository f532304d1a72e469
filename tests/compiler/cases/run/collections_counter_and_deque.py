"""Counter arithmetic, deque rotation and bounds, defaultdict, OrderedDict, ChainMap."""

from collections import ChainMap, Counter, OrderedDict, defaultdict, deque

c = Counter("mississippi")
print(c, c.most_common(2), c["z"], c.total(), sorted(c.elements())[:4], c + Counter("ms"), c - Counter("sss"), c & Counter("issx"), c | Counter("zzmm"), +Counter({"a": -1, "b": 1}), -Counter({"a": -1}))
c.update("zz")
c.subtract({"i": 10})
print(c["i"], c["z"], Counter(a=2, b=1) == Counter("aab"), list(Counter("ba")), c.pop("z"), "z" in c, dict(Counter("ab")), Counter({"x": 0}) == Counter())
del c["nothing"]
d = deque([1, 2, 3], maxlen=4)
d.append(4)
d.append(5)
d.appendleft(0)
print(d, d.maxlen, d.pop(), d.popleft(), d, len(d), d[0], d[-1], 3 in d, list(reversed(d)))
d.extend([7, 8, 9])
d.extendleft("ab"[:1]) if False else d.extendleft([6])
d.rotate(1)
print(d)
d.rotate(-2)
d[1] = 100
d.insert(1, 50) if len(d) < 4 else None
print(d, d.index(100), d.count(7), d.copy() == d, d < deque([999]))
d.remove(100)
d.reverse()
print(d, deque("abc") + deque("d"), deque([1]) * 3, bool(deque()), deque(range(5), 2))
for make in (lambda: deque[int]().pop(), lambda: deque([1]).remove(5), lambda: deque([1])[3], lambda: deque([1], 1).insert(0, 2)):
    try:
        print(make())
    except (IndexError, ValueError) as error:
        print(type(error).__name__, error)
g: defaultdict[str, list[int]] = defaultdict(list)
g["a"].append(1)
print(g, g["b"], len(g), g.get("zz"), "zz" in g, dict(g), g.pop("a"), defaultdict(int, {"k": 1})["k"])
o: OrderedDict[str, int] = OrderedDict([("a", 1), ("b", 2), ("c", 3)])
o.move_to_end("a")
o.move_to_end("c", last=False)
print(o, o.popitem(last=False), list(o), o == OrderedDict([("a", 1), ("b", 2)]), o == {"a": 1, "b": 2}, list(reversed(o)))
m = ChainMap({"a": 1}, {"a": 2, "b": 3})
m["c"] = 4
print(m["a"], m["b"], sorted(m), len(m), m.maps, m.new_child({"a": 0})["a"], m.parents["a"], "b" in m)
try:
    del m["b"]
except KeyError as error:
    print(error)
