"""Values that are known as MutableMapping, MutableSequence, MutableSet or Set only."""

from collections.abc import Iterator, MutableMapping, MutableSequence, MutableSet, Set


class Lower(MutableMapping[str, int]):
    def __init__(self) -> None:
        self.held: dict[str, int] = {}

    def __getitem__(self, key: str) -> int:
        return self.held[key.lower()]

    def __setitem__(self, key: str, value: int) -> None:
        self.held[key.lower()] = value

    def __delitem__(self, key: str) -> None:
        del self.held[key.lower()]

    def __iter__(self) -> Iterator[str]:
        return iter(self.held)

    def __len__(self) -> int:
        return len(self.held)


def fill(m: MutableMapping[str, int]) -> None:
    m["X"] = 1
    m["X"] += 4
    m.update({"y": 2}, z=3)
    print(m.setdefault("w", 7), m.setdefault("X", 0), m.pop("z"), m.pop("none", None), len(m))
    del m["y"]
    try:
        del m["y"]
    except KeyError as error:
        print(repr(error))
    print(sorted(m), m.popitem(), dict(m))
    m.clear()
    print(len(m))


def grow(items: MutableSequence[int]) -> None:
    items.append(3)
    items.extend([4, 5])
    items[0] = 10
    items.insert(1, 99)
    del items[2]
    items.reverse()
    print(list(items), items.pop(), items.pop(0), items.index(99), items.count(3))
    items.remove(99)
    items += [6]
    print(list(items))
    items.clear()


def change(items: MutableSet[int], other: Set[int]) -> None:
    items.add(3)
    items.discard(1)
    items.discard(100)
    print(sorted(items & other), sorted(items | other), sorted(items - other), items <= other)
    print(items.isdisjoint(other), sorted(items ^ other), items == {2, 3}, 3 in items)
    items |= {8}
    items.remove(8)
    try:
        items.remove(8)
    except KeyError as error:
        print(repr(error))
    print(sorted(items))


fill({})
fill(Lower())
plain = [1, 2]
grow(plain)
print(plain)
change({1, 2}, frozenset({2, 5}))
