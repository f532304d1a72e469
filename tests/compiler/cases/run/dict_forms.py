def main() -> None:
    d = {"a": 1, "b": 2}
    print(d | {"b": 3, "c": 4}, d)
    d |= {"z": 26}
    print(d)
    d.update([("q", 1)])
    d.update({"w": 5}, e=7)
    d.update(r=9)
    print(d)
    print(dict.fromkeys("abc", 0), dict.fromkeys([1, 2]), dict(a=1, b=2), dict([("x", 1)], y=2), dict({"m": 1}))
    print(d.popitem(), d.pop("a"), d.pop("nope", -1), d.setdefault("b", 9), d.setdefault("new", 10))
    try:
        d.pop("nope")
    except KeyError as e:
        print("KE", e)
    try:
        {}.popitem()
    except KeyError as e:
        print(e)
    try:
        d["missing"]
    except KeyError as e:
        print(e)
    for k in list(d):
        if k != "b":
            del d[k]
    print(d, d == {"b": 2}, d != {"b": 2}, len(d), bool(d), "b" in d)
    inv = {v: k for k, v in d.items()}
    print(inv)
    nested: dict[str, dict[str, int]] = {}
    nested.setdefault("x", {})["y"] = 1
    nested["x"]["z"] = 2
    print(nested, nested["x"].keys(), nested["x"].values(), nested["x"].items())
    cnt: dict[str, int] = {}
    for ch in "mississippi":
        cnt[ch] = cnt.get(ch, 0) + 1
    print(cnt, sorted(cnt.items()), sorted(cnt, key=lambda c: (-cnt[c], c)))
    try:
        for k in cnt:
            cnt[k + "x"] = 1
    except RuntimeError as e:
        print(e)
    try:
        for k, v in cnt.items():
            del cnt[k]
    except RuntimeError as e:
        print(e)
    t = {(1, 2): "a", (3, 4): "b"}
    print(t[(1, 2)], (3, 4) in t, {**t, (5, 6): "c"})
    k1, k2 = t
    print(k1, k2, list(t.values()), list(reversed(t)), list(reversed(t.values())))
    f: dict[float, str] = {1.0: "one", 2.5: "x"}
    print(f[1], f.get(2.5), 1 in f)
    b: dict[bool, int] = {True: 1, False: 0}
    print(b)
    o: dict[object, object] = {1: "a", "b": 2, None: 3, (1,): [4]}
    print(o, o[None], o.get("zz"), len(o))
    c = d.copy()
    c.clear()
    print(c, d, c == {}, d.keys() & {"b"}, d.keys() | {"k"} == {"b", "k"})
    dd: dict[str, list[int]] = {"a": [1]}
    e2 = dict(dd)
    e2["a"].append(2)
    print(dd, e2 is dd, e2 == dd)
    print({1: 2}.items() == {1: 2}.items(), ("b", 2) in d.items(), 2 in d.values())
    print(str({"a": {"b": [1, (2,)]}}), f"{d}", repr({"q'": "x"}))
    w: dict[int, str] = {}
    for i in range(100):
        w[i] = str(i)
    for i in range(0, 100, 2):
        del w[i]
    print(len(w), list(w)[:5], list(w.items())[-1])
main()
