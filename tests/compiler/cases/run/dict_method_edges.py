"""setdefault, pop, popitem, update, fromkeys, views, merge and order."""

d: dict[str, int] = {"b": 2, "a": 1}
print(d.setdefault("c", 3), d.setdefault("a", 9), d.get("zz"), d.get("zz", 0), d.pop("b"), d.pop("zz", -1), d)
print(d.popitem(), d, d.update({"x": 5}, y=6), d.update([("z", 7)]), d.update(q=8), d, len(d))
for make in (lambda: d["none"], lambda: d.pop("none"), lambda: dict[str, int]().popitem()):
    try:
        print(make())
    except KeyError as error:
        print(error)
d["a"] = 100
d["new"] = 0
del d["x"]
d["x"] = 1
print(list(d), list(d.values()), list(d.items()), list(reversed(d)), list(reversed(d.items())), "a" in d, "b" not in d)
print(dict.fromkeys("aba"), dict.fromkeys([1, 2], "v"), {**d, "a": 0}, d | {"k": 1}, {"k": 1} | d == d | {"k": 1})
e = d.copy()
e |= {"e": 5}
e |= [("f", 6)]
print(e is d, "e" in d, e, d == dict(d), {"a": 1, "b": 2} == {"b": 2, "a": 1}, {} == {}, {1: 2} != {1: 3})
keys, items = d.keys(), d.items()
d["late"] = 1
print("late" in keys, ("late", 1) in items, ("late", 2) in items, keys & {"a", "late", "no"} == {"a", "late"}, keys - {"a"} == set(d) - {"a"}, len(items), keys ^ {"a"} == set(d) - {"a"})
print({k: v for v, k in enumerate("xyz")}, {n % 3: n for n in range(7)}, dict(zip("ab", range(2))), dict([("p", 1)], q=2), dict(a=1), sorted(d.items(), key=lambda kv: (-kv[1], kv[0]))[:3])
print(d.clear(), d, keys, bool(d), max({"a": 3, "b": 1}), max({"a": 3, "b": 1}.items(), key=lambda kv: kv[1]))  # type: ignore[func-returns-value]
nested: dict[int, dict[str, list[int]]] = {}
nested.setdefault(1, {}).setdefault("k", []).append(5)
print(nested, {1: "a", True: "b", 1.0: "c"}, {(1, 2): "t"}[1, 2], {frozenset([1]): 1}[frozenset([1])], {None: 0}[None])
