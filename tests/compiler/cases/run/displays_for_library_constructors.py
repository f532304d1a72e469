"""Empty displays among the arguments of library constructors, which are overloaded or not."""

from collections import defaultdict, OrderedDict, Counter, ChainMap, deque
from collections.abc import Mapping
import collections

def main() -> None:
    d1 = defaultdict(list, {"z": [1]})
    d1["a"].append(2)
    print(d1)
    d2: defaultdict[str, list[int]] = defaultdict(list, {"z": []})
    d2["z"].append(3)
    d2["y"].append(4)
    print(d2)
    o1 = OrderedDict({"a": 1, "b": 2})
    print(o1)
    o2: OrderedDict[str, list[float]] = OrderedDict({"a": []})
    o2["a"].append(1.5)
    print(o2)
    c1 = Counter({"a": 1, "b": 2})
    c1["a"] += 1
    print(c1)
    c2: Counter[str] = Counter({})
    c2["a"] += 1
    print(c2)
    cm: ChainMap[str, list[int]] = ChainMap({"a": []}, {"b": [2]})
    cm["a"].append(1)
    print(cm)
    cm2 = ChainMap({"a": 1}, {})
    print(cm2)
    k1: dict[str, list[int]] = dict({"a": []})
    k1["a"].append(1)
    print(k1)
    k2: dict[str, list[int]] = dict([("a", [])])
    k2["a"].append(7)
    print(k2)
    k3: dict[str, list[float]] = dict(a=[], b=[1.0])
    k3["a"].append(7.5)
    print(k3)
    k4: dict[str, list[int]] = dict({"a": []}, b=[])
    k4["a"].append(7)
    k4["b"].append(7)
    print(k4)
    q: deque[list[int]] = deque([[], [1]])
    q[0].append(1)
    print(q)
    l: list[list[int]] = list([[]])
    l[0].append(5)
    print(l)
    t: tuple[list[int], ...] = tuple([[]])
    t[0].append(4)
    print(t)
    s: list[dict[str, int]] = sorted([{}], key=len)
    s[0]["a"] = 1
    print(s)
    d3: defaultdict[str, dict[str, float]] = defaultdict(dict, {"z": {}, "w": {}})
    d3["z"]["a"] = 1.5
    d3["w"]["a"] = 1.5
    print(d3)
    o3: OrderedDict[str, list[float]] = OrderedDict([("a", [])])
    o3["a"].append(1.5)
    print(o3)
    d4: defaultdict[str, list[float]] = defaultdict(list, [("a", [])])
    d4["a"].append(1.5)
    print(d4)
    d5 = defaultdict(int, {"a": 1})
    d5["b"] += 1
    print(d5)
    d6 = defaultdict(float, {"a": 1.0})
    d6["b"] += 1
    print(d6)
    d7: dict[str, float] = defaultdict(float, {"a": 1.0})
    d7["b"] += 1
    print(d7)
    d8: defaultdict[str, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int), {"a": defaultdict(int, {"x": 1})})
    d8["a"]["x"] += 1
    d8["b"]["y"] += 1
    print({k: dict(v) for k, v in d8.items()})

class Holder:
    def __init__(self) -> None:
        self.m: Mapping[str, list[float]] = OrderedDict({"q": []})
        self.d: defaultdict[str, set[float]] = defaultdict(set, {"q": set()})

def take(d: dict[str, list[float]]) -> None:
    for k in d:
        d[k].append(0.5)
    print(d)

main()
h = Holder()
print(h.m)
h.d["q"].add(1.5)
h.d["r"].add(2.5)
print(h.d)
take(dict({"a": []}))

take(OrderedDict({"a": []}))
take(defaultdict(list, {"a": []}))


take({**dict({"a": []}), "b": []})

