class K:
    def __init__(self, v: str) -> None:
        self.v = v
    def __eq__(self, other: object) -> bool:
        return isinstance(other, K) and other.v == self.v
    def __hash__(self) -> int:
        return 3
    def __repr__(self) -> str:
        return "K" + self.v

def main() -> None:
    d: dict[str, int] = {}
    for i in range(50):
        d[f"k{i}"] = i
    for i in range(0, 50, 3):
        del d[f"k{i}"]
    print(d, len(d), "k1" in d, "k0" in d)
    print(d.pop("k1"), d.pop("k1", -1), d.get("k2"), d.get("nope"), d.get("nope", 5), d.setdefault("k2", 9), d.setdefault("new", 9))
    print(d.popitem(), list(d.keys())[:3], list(d.values())[:3], list(d.items())[:2])
    e = {1: "a", 2: "b"}
    e[1] += "z"
    e.update({3: "c"})
    f = e.copy()
    f.clear()
    print(e, f, bool(f), e == {3: "c", 2: "b", 1: "az"}, e != f)
    for k in e:
        print(k, e[k])
    for v in e.values():
        print(v)
    for k, v in e.items():
        print(k, v)
    ks = {K("a"): 1.5, K("b"): 2.5}
    ks[K("a")] = 9.5
    print(ks, ks[K("b")], K("c") in ks)
    t = {(1, 2): [1], (3, 4): []}
    t[(3, 4)].append(7)
    print(t, t[(1, 2)], {"a": {"b": {"c": 1}}})
    m: dict[object, object] = {None: 1, True: 2, 2.5: "x", "s": None, b"q": (1,)}
    print(m, m[1], m[None])
    try:
        print(e[99])
    except KeyError as err:
        print(repr(err), err, err.args)
    try:
        for k in e:
            e[k + 10] = "x"
    except RuntimeError as err2:
        print(err2)
    try:
        {}.popitem()
    except KeyError as err:
        print(err)
    sq = {i: i * i for i in range(5)}
    print(sq, sum(sq.values()), max(sq), sorted(sq, reverse=True))
    big: dict[int, int] = {}
    for i in range(20000):
        big[i * 7] = i
    total = 0
    for i in range(20000):
        total += big[i * 7]
    print(total, len(big), (7 * 19999) in big, 3 in big)

main()
