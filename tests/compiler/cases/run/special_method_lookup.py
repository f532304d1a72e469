"""__getattr__, __missing__, __contains__, __len__ as truth, __hash__ with __eq__, __del__, __repr__."""

from __future__ import annotations


class Lazy:
    known = 1

    def __init__(self) -> None:
        self.calls: list[str] = []

    def __getattr__(self, name: str) -> str:
        if name.startswith("_"):
            raise AttributeError(name)
        self.calls.append(name)
        return f"<{name}>"


class Defaults(dict[str, int]):
    def __missing__(self, key: str) -> int:
        self[key] = len(key)
        return self[key]


class Sized:
    def __init__(self, n: int) -> None:
        self.n = n

    def __len__(self) -> int:
        return self.n


class Truthy(Sized):
    def __bool__(self) -> bool:
        return self.n == 0


class Key:
    def __init__(self, name: str) -> None:
        self.name = name

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Key) and self.name.lower() == other.name.lower()

    def __hash__(self) -> int:
        return hash(self.name.lower())

    def __repr__(self) -> str:
        return f"Key({self.name!r})"


lazy = Lazy()
print(lazy.anything, lazy.known, lazy.calls, getattr(lazy, "more"), hasattr(lazy, "_x"), hasattr(lazy, "y"))
try:
    lazy._private
except AttributeError as error:
    print(error)
d = Defaults()
d["a"] = 0
print(d["a"], d["abc"], d, d.get("zz"), "zz" in d, len(d), dict(d), d == {"a": 0, "abc": 3})
print(bool(Sized(0)), bool(Sized(2)), bool(Truthy(0)), bool(Truthy(2)), not Sized(0), [x for x in (Sized(0), Sized(1)) if x][0].n, len(Truthy(5)))
print({Key("A"): 1, Key("a"): 2}, Key("x") in [Key("X")], {Key("q")} == {Key("Q")}, [Key("a"), Key("b")].index(Key("B")), Key("a") != Key("b"), Key("a") == "a")
