"""Deep and cyclic data: made, shown, compared, freed."""

from __future__ import annotations
from collections.abc import Callable
class Node:
    def __init__(self, after: Node | None) -> None:
        self.after = after
def chain(n: int) -> Node:
    head = Node(None)
    for _ in range(n):
        head = Node(head)
    return head
c = chain(200_000)
print("made")
c = Node(None)
print("freed")
Tree = list["Tree"]
def deep(n: int) -> Tree:
    t: Tree = []
    for _ in range(n):
        t = [t]
    return t
a, b = deep(100_000), deep(100_000)
x: list[object] = []
x.append(x)
d: dict[str, object] = {"x": x}
d["d"] = d
x.append(d)
print(x, d)
try:
    print(x == [x, d])
    print([x] == [[x]])
except RecursionError:
    print("RecursionError")
y: list[object] = []
y.append(y)
try:
    print(x == y)
except RecursionError:
    print("RecursionError")
x.clear()
y.clear()
d.clear()
def huge(n: int) -> None:
    fs: list[Callable[[], int]] = [lambda: len([0] * n), lambda: len("x" * n), lambda: len(b"x" * n), lambda: len((1,) * n), lambda: len([i for i in range(n)] if n < 0 else [])]
    for k, f in enumerate(fs):
        try:
            print(k, f())
        except MemoryError:
            print(k, "MemoryError")
huge(10**12)
huge(10**11)
