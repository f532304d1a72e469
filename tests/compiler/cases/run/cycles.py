import gc
from collections.abc import Iterator


class Node:
    def __init__(self, name: str) -> None:
        self.name = name
        self.next: "Node | None" = None
        self.items: list[Node] = []
        self.any: object = None
        self.map: dict[str, object] = {}
        self.group: set[object] = set()
        self.pair: tuple[object, ...] = ()


def ring(count: int) -> Node:
    first = Node("n0")
    last = first
    for i in range(1, count):
        node = Node("n" + str(i))
        last.next = node
        node.items.append(first)
        last = node
    last.next = first
    return first


def loops() -> None:
    a = Node("list")
    a.items.append(a)
    b = Node("any")
    b.any = b
    c = Node("map")
    c.map["x" * 3] = c
    c.map[str(4)] = 4
    d = Node("group")
    d.group.add(d)
    e = Node("pair")
    e.pair = (1, "t", e, 2.5)
    x: list[object] = []
    x.append(x)
    y: dict[object, object] = {}
    y[1] = y
    z: dict[int, list[object]] = {7: x}
    x.append(z)
    box: list[object] = []

    def inner() -> object:
        return box[0]

    box.append(inner)
    print(inner() is box[0])


for _ in range(100):
    ring(5)
kept = ring(7)
loops()
print(gc.collect() > 0, gc.collect())
n = kept
names = []
for _ in range(8):
    names.append(n.name)
    assert n.next is not None
    n = n.next
print(names)
print(gc.isenabled())
gc.disable()
print(gc.isenabled())
gc.enable()


def gen(name: str, holder: list[object]) -> Iterator[object]:
    try:
        yield 1
        yield holder
    finally:
        print("closing", name, len(holder))


def cycle_generator(name: str) -> None:
    holder: list[object] = []
    g = gen(name, holder)
    print(next(g))
    holder.append(g)


cycle_generator("one")
cycle_generator("two")
print("collecting")
gc.collect()
print("collected")
