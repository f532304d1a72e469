"""Classes that inherit from MutableMapping and Mapping: what those bring along."""

from collections.abc import ItemsView, Iterator, KeysView, Mapping, MutableMapping
from typing import Any, TypeVar

V = TypeVar("V")


class Folded(MutableMapping[str, int]):
    def __init__(self) -> None:
        self.held: dict[str, int] = {}

    def __getitem__(self, key: str) -> int:
        return self.held[key.lower()]

    def __setitem__(self, key: str, value: int) -> None:
        if value < 0:
            raise ValueError(f"negative {key}")
        self.held[key.lower()] = value

    def __delitem__(self, key: str) -> None:
        del self.held[key.lower()]

    def __iter__(self) -> Iterator[str]:
        return iter(self.held)

    def __len__(self) -> int:
        return len(self.held)

    def __repr__(self) -> str:
        return f"Folded({self.held})"


class Squares(Mapping[int, int]):
    """Makes its values."""

    def __init__(self, size: int) -> None:
        self.size = size

    def __getitem__(self, key: int) -> int:
        if not 0 <= key < self.size:
            raise KeyError(key)
        return key * key

    def __iter__(self) -> Iterator[int]:
        return iter(range(self.size))

    def __len__(self) -> int:
        return self.size


class Table(MutableMapping[str, V]):
    def __init__(self, *pairs: tuple[str, V]) -> None:
        self.pairs = list(pairs)

    def __getitem__(self, key: str) -> V:
        for name, value in self.pairs:
            if name == key:
                return value
        raise KeyError(key)

    def __setitem__(self, key: str, value: V) -> None:
        self.pairs.append((key, value))

    def __delitem__(self, key: str) -> None:
        self.pairs = [pair for pair in self.pairs if pair[0] != key]

    def __iter__(self) -> Iterator[str]:
        return iter([name for name, _ in self.pairs])

    def __len__(self) -> int:
        return len(self.pairs)


class Counted(Folded):
    """A class below such a class, with a method of its own in place of one that was brought."""

    reads = 0

    def get(self, key: str, default: Any = None) -> Any:
        self.reads += 1
        return super().get(key, default)


def show(m: Mapping[str, int]) -> None:
    print(m.get("a"), m.get("none"), m.get("none", -1), len(m), "a" in m, "b" in m)
    print(list(m), list(m.keys()), list(m.values()), list(m.items()), isinstance(m, MutableMapping))
    print(sorted(m.keys() | {"z"}), "a" in m.keys(), ("a", 1) in m.items(), 1 in m.values())


def anything(value: Any) -> None:
    print(value.get("a"), list(value.items()), len(value.keys()), value["a"], "a" in value)


def folded() -> None:
    m = Folded()
    m["A"] = 1
    m.update({"X": 2}, y=3)
    m.update([("Q", 4)])
    m.update(m)
    show(m)
    show({"a": 1})
    print(m, dict(m), {**m}, sorted(m), m == {"a": 1, "x": 2, "y": 3, "q": 4}, m != {"a": 1})
    print({"a": 1} == m, m == m, bool(m), m.setdefault("N", 9), m.setdefault("n", 10))
    print(m.keys(), m.values(), m.items(), len(m.items()))
    print(m.pop("A"), m.pop("a", 5), m.pop("a", None), m.popitem(), m)
    anything({"a": 1})
    m["a"] = 11
    anything(m)
    keys: KeysView[str] = m.keys()
    items: ItemsView[str, int] = m.items()
    print(keys & {"a", "zz"}, keys - {"a"} == {"y", "q", "n"}, sorted(items)[0], keys == {"a"})
    for bad in range(4):
        try:
            if bad == 0:
                m.pop("gone")
            elif bad == 1:
                del m["gone"]
            elif bad == 2:
                m.update({"new": 1, "bad": -1, "never": 2})
            else:
                m["gone"]
        except (KeyError, ValueError) as error:
            print(repr(error))
    print(m)
    m.clear()
    try:
        m.popitem()
    except KeyError as error:
        print(repr(error), len(m), bool(m))
    try:
        hash(m)
    except TypeError as error:
        print(error)


def counted() -> None:
    c = Counted()
    c["k"] = 1
    m: Mapping[str, int] = c
    print(c.get("K"), m.get("k"), c.reads, c.get("no", 3))


def others() -> None:
    s = Squares(4)
    print(s[3], 4 in s, 2 in s, s.get(9), s.get(2), list(s.items()), sum(s.values()))
    print(s == {0: 0, 1: 1, 2: 4, 3: 9}, s == Squares(4), s == Squares(3))
    print(dict(s), isinstance(s, Mapping), isinstance(s, MutableMapping))
    t = Table(("one", 1.5), ("two", 2.5))
    t["three"] = 3.5
    print(list(t.items()), t.pop("one"), t.get("one"), t.setdefault("four", 4.5), len(t))
    names: Table[list[str]] = Table()
    names.setdefault("x", []).append("y")
    print(names["x"], names.get("y", []), list(names.values()))
    match s:
        case {0: zero, 3: three}:
            print(zero, three)
        case _:
            print("no match")


folded()
counted()
others()
