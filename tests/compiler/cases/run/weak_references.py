"""weakref: what refers to an object without keeping it."""

import gc
import weakref
from typing import Generic, TypeVar

T = TypeVar("T")


class Node:
    def __init__(self, name: str) -> None:
        self.name = name
        self.parent: "weakref.ref[Node] | None" = None
        self.children: list[Node] = []
        self.peer: "Node | None" = None

    def add(self, child: "Node") -> "Node":
        child.parent = weakref.ref(self)
        self.children.append(child)
        return child

    def path(self) -> str:
        parent = self.parent() if self.parent is not None else None
        return self.name if parent is None else parent.path() + "/" + self.name


class Sub(Node):
    pass


class Value:
    def __init__(self, number: int) -> None:
        self.number = number

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Value) and self.number == other.number

    def __hash__(self) -> int:
        return hash(self.number)


class Box(Generic[T]):
    def __init__(self, item: T) -> None:
        self.item = item


class Noisy:
    def __init__(self, name: str) -> None:
        self.name = name

    def __del__(self) -> None:
        print("del", self.name)


def tree() -> None:
    root = Node("root")
    leaf = root.add(Sub("a")).add(Node("b"))
    print(leaf.path())
    reference = weakref.ref(leaf)
    print(reference() is leaf, reference() is not None)
    del leaf
    print(reference() is None)
    root.children.clear()
    print(reference() is None)


def callbacks() -> None:
    log: list[str] = []
    node = Node("watched")
    first = weakref.ref(node, lambda r: log.append(f"first {r() is None}"))
    second = weakref.ref(node, lambda r: log.append("second"))
    third = weakref.ref(node, lambda r: log.append("third"))
    del third
    print(log, first() is second())
    del node
    print(log, first() is None)


def equality() -> None:
    a, b = Value(1), Value(1)
    ra, rb = weakref.ref(a), weakref.ref(b)
    print(ra == rb, hash(ra) == hash(rb), ra != weakref.ref(Value(2)))
    table = {ra: "x"}
    print(table[rb])
    del a
    print(ra == rb, hash(ra) == hash(1))
    lost = weakref.ref(Value(3))
    try:
        hash(lost)
    except TypeError as error:
        print(error)


def refused() -> None:
    for value in (1, "text", (1, 2), [1], {"a": 1}, None, 2.5):
        try:
            weakref.ref(value)
            print("made")
        except TypeError as error:
            print(error)


def cycles() -> None:
    a, b = Node("a"), Node("b")
    a.peer, b.peer = b, a
    ra = weakref.ref(a)
    rb = weakref.ref(b, lambda r: print("b is gone", r() is None))
    del a, b
    print(ra() is not None)
    gc.collect()
    print(ra() is None, rb() is None)


def values() -> None:
    cache: weakref.WeakValueDictionary[str, Box[int]] = weakref.WeakValueDictionary()
    one, two = Box(1), Box(2)
    cache["one"], cache["two"] = one, two
    print(len(cache), sorted(cache), cache["one"].item, "two" in cache, "three" in cache)
    del one
    print(len(cache), list(cache), cache.get("one"), "one" in cache)
    for i in range(50):
        cache[str(i)] = Box(i)
    print(len(cache))
    try:
        cache["one"]
    except KeyError as error:
        print("no", error)
    print(cache.pop("two").item, len(cache))


def keys() -> None:
    notes: weakref.WeakKeyDictionary[Node, str] = weakref.WeakKeyDictionary()
    a, b = Node("a"), Node("b")
    notes[a], notes[b] = "about a", "about b"
    print(len(notes), notes[a], b in notes, sorted(k.name for k in notes))
    del a
    print(len(notes), [k.name for k in notes])
    del notes[b]
    print(len(notes), b in notes)


def sets() -> None:
    group: weakref.WeakSet[Node] = weakref.WeakSet()
    a, b = Node("a"), Node("b")
    group.add(a)
    group.add(b)
    group.add(a)
    print(len(group), a in group, sorted(n.name for n in group))
    del b
    print(len(group), [n.name for n in group])
    group.discard(a)
    print(len(group))


def with_del() -> None:
    noisy = Noisy("n")
    reference = weakref.ref(noisy, lambda r: print("callback"))
    print(reference() is noisy)
    del noisy
    print(reference())


tree()
callbacks()
equality()
refused()
cycles()
values()
keys()
sets()
with_del()
box = Box("x")
print(weakref.ref(box)() is box, type(weakref.ref(box)).__name__)
