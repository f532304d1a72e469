"""__getattr__: names that a class has not."""

from typing import Any


class Record:
    kind = "record"

    def __init__(self, **values: Any) -> None:
        self._values = values

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or name not in self._values:
            raise AttributeError(f"no {name} here")
        return self._values[name]

    def size(self) -> int:
        return len(self._values)


class Child(Record):
    def __getattr__(self, name: str) -> Any:
        if name == "twice":
            return lambda x: x * 2
        return super().__getattr__(name)


class Texts:
    def __getattr__(self, name: str) -> str:
        return name.upper()


def main() -> None:
    r = Record(a=1, b=[1, 2], f=len)
    print(r.a + 1, r.b[1], r.kind, r.size(), r.f("abc"), r.b.append(3), r.b)
    try:
        print(r.c)
    except AttributeError as error:
        print(error)
    c = Child(x=5)
    print(c.x, c.twice(4), c.kind)
    t = Texts()
    print(t.abc + t.x, t.abc.lower())
    for o in (r, c, t):
        value: Any = o
        try:
            print(value.a)
        except AttributeError as error:
            print("AttributeError", error)
    again: Any = c
    print(again.twice("ab"), again.size(), again.x)
    n: int = c.x
    print(n * 2)


main()
