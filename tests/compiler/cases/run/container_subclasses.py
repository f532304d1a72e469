from collections.abc import Callable
from typing import Generic, TypeVar
K = TypeVar("K"); V = TypeVar("V")
class Default(dict[K, V]):
    def __init__(self, make: Callable[[], V]) -> None:
        super().__init__()
        self.make = make
    def __missing__(self, key: K) -> V:
        v = self.make()
        self[key] = v
        return v
class Plain(dict[str, int]):
    def total(self) -> int:
        return sum(self.values())
d: Default[str, list[int]] = Default(list)
d["a"].append(1); d["b"].append(2); d["a"].append(3)
print(d, len(d), "a" in d, "z" in d, list(d), list(d.items()), d.get("q"), isinstance(d, dict))
c: Default[int, int] = Default(lambda: 10)
c[3] += 1
c[3] += 1
for k, v in c.items():
    print(k, v)
p = Plain()
p["x"] = 5
p.update({"y": 6})
p.update(z=7)
print(p, p.total(), p == {"x": 5, "y": 6, "z": 7}, sorted(p), p.pop("x"), p.setdefault("w", 9), bool(Plain()))
def f(m: dict[str, int]) -> int:
    return m["y"] + len(m)
print(f(p))
del p["y"]
print(p)
for key in p:
    print(key)
class Stack(list[int]):
    def push(self, x: int) -> None:
        self.append(x)
    def top(self) -> int:
        return self[-1]
s = Stack()
s.push(3); s.push(4)
s.extend([5, 6])
print(s, s.top(), len(s), s[1:], sum(s), isinstance(s, list), s == [3, 4, 5, 6], sorted(s, reverse=True), [x * 2 for x in s])
s[0] = 9
s.sort()
print(s, 9 in s, s.index(5), s + [1])
class Bag(set[str]):
    def stow(self, x: str) -> None:
        self.add(x)
b = Bag()
b.stow("q"); b.stow("q")
print(b, len(b), "q" in b)
