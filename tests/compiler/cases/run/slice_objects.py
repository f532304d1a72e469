"""slice objects: in __getitem__, __setitem__, __delitem__ of classes, made, compared, as an index."""

from typing import Any, overload


class Seq:
    def __init__(self, xs: list[int]) -> None:
        self.xs = xs

    def __len__(self) -> int:
        return len(self.xs)

    @overload
    def __getitem__(self, i: int) -> int: ...
    @overload
    def __getitem__(self, i: slice) -> "Seq": ...
    def __getitem__(self, i: int | slice) -> "int | Seq":
        if isinstance(i, slice):
            return Seq(self.xs[i])
        if i >= len(self.xs):
            raise IndexError(f"no {i}")
        return self.xs[i]

    def __setitem__(self, i: int | slice, value: int) -> None:
        if isinstance(i, slice):
            for k in range(*i.indices(len(self.xs))):
                self.xs[k] = value
        else:
            self.xs[i] = value

    def __delitem__(self, i: int | slice) -> None:
        if isinstance(i, slice):
            del self.xs[i]
        else:
            del self.xs[i]


class Grid:
    def __getitem__(self, key: slice) -> str:
        return f"{key.start}:{key.stop}:{key.step}"


class Table:
    def __getitem__(self, key: tuple[int | slice, int | slice]) -> str:
        row, column = key
        return f"{row!r} {column!r}"


class Page:
    def __getitem__(self, key: object) -> str:
        return repr(key)


def total(xs: list[int], s: slice) -> int:
    return sum(xs[s])


def main() -> None:
    s = Seq([1, 2, 3, 4, 5])
    print(s[1], s[1:3].xs, s[::-1].xs, s[:2].xs, s[-2:].xs, s[10:].xs, s[1:4:2][0], len(s[1:]))
    s[1:3] = 0
    s[-1] = 9
    print(s.xs)
    del s[::2]
    print(s.xs, sum(s[0:2].xs))
    print(Grid()[1:2], Grid()[:], Grid()[::3], Page()[1:2], Page()[3])
    print(Table()[1:2, 3], Table()[:, ::2], Table()[0, 1], Page()[1:2, 3:])
    print(slice(3), slice(1, 2), slice(1, None, -1), slice(None).start, slice(1, 2).stop, slice(5).indices(3), slice(None, None, -1).indices(4), slice(-3, -1).indices(10))
    part = slice(1, None)
    print([1, 2, 3][part], "hello"[part], (1, 2, 3)[slice(2)], b"abc"[part], total([1, 2, 3], part), list(range(9))[slice(0, 9, 4)])
    items = [1, 2, 3, 4]
    items[part] = [7]
    print(items, slice(1, 2) == slice(1, 2), slice(1) == slice(2), part is part, isinstance(part, slice))
    del items[slice(1)]
    print(items)
    anything: Any = s
    print(anything[0:1].xs, anything[0])
    for bad in (10,):
        try:
            print(s[bad])
        except IndexError as e:
            print(e)
    try:
        hash(slice(1))
    except TypeError as e:
        print(e)
    try:
        print([1, 2][slice(0, 2, 0)])
    except ValueError as e:
        print(e)


main()
