# alone: through Any, all methods of all classes are live
from typing import Any


class P:
    def __init__(self, n: int) -> None:
        self.n = n


def load() -> Any:
    inner: list[Any] = [1, 2, 3]
    words: list[Any] = ["a", "b"]
    rows: list[Any] = [[1.5, 2.5], [], [3.0]]
    d: dict[str, Any] = {"ints": inner, "words": words, "rows": rows}
    d["map"] = {"x": 1, "y": 2}
    e: dict[Any, Any] = {}
    for i in range(20):
        e[f"k{i}"] = i * 10**18
    del e["k3"]
    d["big"] = e
    d["bools"] = [b for b in (True, False, True)]
    d["mixed"] = [1, "x"]
    d["ps"] = [P(1), P(2)]
    d["opt"] = [None, "x"]
    d["empty"] = []
    return d


def attempt(f: Any) -> None:
    try:
        print(f())
    except TypeError as e:
        print("TypeError")


def total(xs: list[int]) -> int:
    return sum(xs)


data = load()
ints: list[int] = data["ints"]
ints.append(4)
print(ints, data["ints"], ints is data["ints"], total(data["ints"]))
data["ints"].append(5)
print(ints, sum(ints), total(ints))
words: list[str] = data["words"]
words.sort(reverse=True)
data["words"].append("zz")
print(words, [w.upper() for w in words], ",".join(data["words"]))
rows: list[list[float]] = data["rows"]
rows[1].append(9.25)
print(rows, sum(rows[0]), data["rows"][1])
m: dict[str, int] = data["map"]
m["z"] = 3
data["map"]["w"] = 4
print(m, sum(m.values()), data["map"])
big: dict[str, int] = data["big"]
big["k3"] = 7
print(len(big), big["k19"] + 1, big["k3"], list(big)[:3], list(big)[-1])
bools: list[bool] = data["bools"]
print(bools, not bools[1], all(bools))
ps: list[P] = data["ps"]
print([p.n for p in ps])
opt: list[str | None] = data["opt"]
print(opt, opt[1])
objs: list[object] = data["mixed"]
objs.append(2.5)
print(objs, data["mixed"])
emp: list[int] = data["empty"]
emp.append(1)
print(emp, data["empty"])
tail: dict[str, list[int]] = {"a": data["ints"]}
print(tail["a"][0] + 1)
it: list[int] | None = data["ints"]
print(it)


def take(x: dict[str, list[int]]) -> None:
    print(x)


e3: Any = {"a": [1, 2], "c": []}
take(e3)
e3["c"].append(7)
print(e3["c"][0] + 1)
anys: list[Any] = [1, 2, 3]
plain: list[int] = anys
anys += [4]
print(plain, anys)
del anys, plain, data, rows
