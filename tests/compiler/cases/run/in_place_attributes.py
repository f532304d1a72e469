"""In-place operators on attributes, items and names whose objects change in place, or do not."""

from typing import Generic, TypeVar

T = TypeVar("T")


class Vector:
    def __init__(self, x: int) -> None:
        self.x = x

    def __iadd__(self, other: "Vector") -> "Vector":
        self.x += other.x
        return self


class Holder:
    def __init__(self) -> None:
        self.items = [1]
        self.seen: set[int] = {1}
        self.names = {"a": 1}
        self.data = bytearray(b"a")
        self.text = "t"
        self.pair: tuple[int, ...] = (1,)
        self.vector = Vector(1)
        self.maybe: list[int] | None = None

    def change(self) -> None:
        alias = self.items
        self.items += [2, 3]
        self.items *= 2
        self.seen |= {2, 3}
        self.seen &= {2, 3, 4}
        self.seen -= {3}
        self.seen ^= {9}
        self.names |= {"b": 2}
        self.data += b"bc"
        self.text += "u"
        self.pair += (2,)
        vector = self.vector
        self.vector += Vector(5)
        if self.maybe is None:
            self.maybe = []
        self.maybe += [7]
        print(self.items, alias is self.items, sorted(self.seen), self.names, self.data)
        print(self.text, self.pair, self.vector.x, vector is self.vector, self.maybe)


class Box(Generic[T]):
    def __init__(self, first: T) -> None:
        self.values = [first]

    def grow(self, more: list[T]) -> None:
        self.values += more


def main() -> None:
    holder = Holder()
    holder.change()
    holder.items += (i for i in range(2))
    holder.seen |= holder.seen
    print(holder.items, sorted(holder.seen))
    box = Box("a")
    box.grow(["b"])
    box.values += ["c"]
    print(box.values)
    table = {"k": [1], "l": [2]}
    table["k"] += [5]
    sets = [{1}, {2}]
    sets[1] |= {3}
    print(table, sets)
    names = ["x"]
    other = names
    names += "yz"
    print(other)


main()
