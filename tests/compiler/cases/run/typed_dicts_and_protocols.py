"""TypedDict with optional keys, protocols with attributes and generics, runtime checks, overloads."""

from __future__ import annotations

from typing import Callable, Generic, Iterable, Literal, NamedTuple, NewType, NotRequired, Protocol, Required, TypedDict, TypeVar, Union, overload, runtime_checkable

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
UserId = NewType("UserId", int)
Mode = Literal["r", "w"]


class Movie(TypedDict):
    title: str
    year: NotRequired[int]


class Options(TypedDict, total=False):
    name: Required[str]
    verbose: bool


class Source(Protocol[T_co]):
    name: str

    def read(self) -> T_co: ...


@runtime_checkable
class Sized2(Protocol):
    def size(self) -> int: ...


class Numbers:
    def __init__(self, *n: int) -> None:
        self.n = n
        self.name = "numbers"

    def read(self) -> tuple[int, ...]:
        return self.n

    def size(self) -> int:
        return len(self.n)


class Words:
    name = "words"

    def read(self) -> str:
        return "w"


class Pair(NamedTuple):
    left: int
    right: str = "r"

    def swap(self) -> tuple[str, int]:
        return self.right, self.left


class Box(Generic[T]):
    def __init__(self, item: T) -> None:
        self.item = item

    def map(self, f: Callable[[T], T]) -> Box[T]:
        return Box(f(self.item))


def show(source: Source[object]) -> str:
    return f"{source.name} {source.read()}"


@overload
def double(x: int) -> int: ...
@overload
def double(x: str) -> str: ...
def double(x: Union[int, str]) -> Union[int, str]:
    return x * 2


def open_(mode: Mode) -> str:
    return {"r": "reading", "w": "writing"}[mode]


def first(items: Iterable[T], default: T) -> T:
    for item in items:
        return item
    return default


m: Movie = {"title": "Up"}
m["year"] = 2009
o: Options = {"name": "n"}
print(m, m.get("year"), "year" in m, m["title"].lower(), o.get("verbose", False), sorted(m), {**m, "title": "Down"}, Movie(title="New"))
print(show(Numbers(1, 2)), show(Words()), isinstance(Numbers(), Sized2), isinstance(Words(), Sized2), double(4), double("ab"), open_("w"), first([], 0), first("abc", "z"), UserId(5) + 1)
p = Pair(1)
print(p, p.swap(), p == (1, "r"), p._replace(left=9), p._asdict(), [*p], p < Pair(2), Pair(*(3, "x")), Box(2).map(lambda x: x + 1).item, Box("a").map(str.upper).item)
