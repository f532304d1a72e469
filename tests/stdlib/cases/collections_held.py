"""ChainMap, UserDict, UserList; counters with keyword arguments."""

from collections import ChainMap, Counter, UserDict, UserList


class Lower(UserDict[str, int]):
    def __setitem__(self, key: str, value: int) -> None:
        super().__setitem__(key.lower(), value)

    def __missing__(self, key: str) -> int:
        if key != key.lower():
            return self[key.lower()]
        raise KeyError(key)


class Sorted(UserList[int]):
    def append(self, value: int) -> None:
        super().append(value)
        self.data.sort()


def chains() -> None:
    base = {"a": 1, "b": 2}
    local = {"b": 20}
    m = ChainMap(local, base)
    print(m, m["a"], m["b"], len(m), list(m), dict(m), "a" in m, "z" in m, bool(m))
    m["c"] = 3
    m["a"] = 10
    print(local, base, m.get("a"), m.get("q", -1), list(m.items()), m.maps[0] is local)
    child = m.new_child()
    child["b"] = 200
    print(child, child.parents, child["b"], m["b"], child.new_child({"x": 0})["x"])
    del m["a"]
    print(m["a"], m.pop("c"), m.popitem(), m, sorted(m.values()))
    twin = child.copy()
    twin["b"] = 7
    print(child["b"], twin["b"], twin == child, ChainMap({"k": 1}) == {"k": 1})
    for bad in range(4):
        try:
            if bad == 0:
                m["nothing"]
            elif bad == 1:
                del m["a"]
            elif bad == 2:
                m.popitem()
            else:
                m.pop("b")
        except KeyError as error:
            print(repr(error))
    empty: ChainMap[str, int] = ChainMap()
    print(empty, len(empty), bool(empty), empty.setdefault("s", 4), empty)


def users() -> None:
    d = Lower({"A": 1}, B=2)
    d["C"] = 3
    d.update({"D": 4}, E=5)
    print(d, d["a"], d["A"], "A" in d, "a" in d, len(d), d.get("Z"), d.pop("c"), sorted(d.items()))
    print(d.data, d == {"a": 1}, d.setdefault("Q", 9), list(d))
    try:
        d["zz"]
    except KeyError as error:
        print(repr(error))
    plain: UserDict[int, str] = UserDict([(1, "x")])
    plain[2] = "y"
    print(plain, {**plain}, plain.popitem())
    xs = Sorted([3, 1])
    xs.append(2)
    xs.extend([0, 9])
    print(xs, len(xs), xs[0], xs[-1], 9 in xs, xs == Sorted([0, 1, 2, 3, 9]), xs.pop(), xs.index(2))
    xs[0] = 50
    del xs[1]
    print(xs, list(reversed(xs)), xs.count(50), sum(xs), xs.copy())


def keywords() -> None:
    print(Counter(a=3, b=1), Counter(red=4).most_common(1), Counter("ab"))
    c = Counter("aab")
    c.update(a=2, z=1)
    c.subtract(b=5)
    print(c, c["a"], Counter[str]())


chains()
users()
keywords()
