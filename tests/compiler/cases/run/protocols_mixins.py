"""Protocols and mixins, the harder parts: generics, properties, class methods, narrowing."""

from collections.abc import Callable
from typing import ClassVar, Generic, Protocol, Self, TypeVar, runtime_checkable

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
K = TypeVar("K")


class Source(Protocol[T_co]):
    def get(self) -> T_co: ...


class Sink(Protocol):
    def put(self, value: int, *, tag: str = "t") -> bool: ...


@runtime_checkable
class Runner(Protocol):
    def run(self, n: int) -> float: ...


class IntSource:
    def get(self) -> int:
        return 41


class StrSource:
    def get(self) -> str:
        return "s"


class BoxSource(Generic[T]):
    def __init__(self, item: T) -> None:
        self.item = item

    def get(self) -> T:
        return self.item


class ListSink:
    def __init__(self) -> None:
        self.items: list[str] = []

    def put(self, value: int, *, tag: str = "own", extra: int = 5) -> bool:
        self.items.append(f"{tag}{value}{extra}")
        return len(self.items) < 2


class CreateMixin:
    made: ClassVar[int] = 0
    kind: ClassVar[str] = "mixin"

    @classmethod
    def create(cls) -> Self:
        CreateMixin.made += 1
        return cls()

    @staticmethod
    def helper(x: int) -> int:
        return x + 1

    @property
    def title(self) -> str:
        return f"{type(self).__name__}/{self.kind}/{self.helper(1)}"


class Store:
    def __init__(self) -> None:
        self.data: dict[str, int] = {}
        self._limit = 3

    @property
    def limit(self) -> int:
        return self._limit

    @limit.setter
    def limit(self, value: int) -> None:
        self._limit = value

    def __len__(self) -> int:
        return len(self.data)


class CompareMixin:
    def key(self) -> int:
        raise NotImplementedError

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, CompareMixin):
            return NotImplemented
        return self.key() == other.key()

    def __lt__(self, other: "CompareMixin") -> bool:
        return self.key() < other.key()

    def __hash__(self) -> int:
        return hash(self.key())


class Shelf(Store, CreateMixin, CompareMixin):
    kind = "shelf"

    def key(self) -> int:
        return len(self)


class Tall(Shelf):
    @property
    def title(self) -> str:
        return "tall " + super().title


class Fast:
    def run(self, n: int) -> float:
        return n / 4


class Slow(Fast):
    def run(self, n: int) -> float:
        return super().run(n) * 2


def first(s: Source[K]) -> K:
    return s.get()


def push(sink: Sink, n: int) -> list[bool]:
    return [sink.put(n), sink.put(n, tag="given")]


def time_it(r: Runner) -> float:
    return r.run(6)


def apply(f: Callable[[Fast], float], x: Fast) -> float:
    return f(x)


def try_run(x: object) -> str:
    if isinstance(x, Runner):
        return f"runs {x.run(2)}"
    return "no"


class Node:
    def __init__(self, name: str) -> None:
        self.name = name


class Visitor(Protocol):
    def visit(self, node: Node) -> None: ...


class Collect:
    def __init__(self) -> None:
        self.seen: list[str] = []

    def visit(self, node: Node) -> None:
        self.seen.append(node.name)


def walk(nodes: list[Node], v: Visitor) -> None:
    for n in nodes:
        v.visit(n)


def main() -> None:
    print(first(IntSource()) + 1, first(StrSource()) + "!", first(BoxSource(2.5)), first(BoxSource("b")))
    ints: list[Source[int]] = [IntSource(), BoxSource(7)]
    print(sum([s.get() for s in ints]))
    objects: list[Source[object]] = [IntSource(), StrSource(), BoxSource([1])]
    print([s.get() for s in objects])
    sink = ListSink()
    print(push(sink, 3), sink.items, sink.put(1), sink.items[-1])
    shelf, tall = Shelf.create(), Tall.create()
    print(shelf.title, tall.title, CreateMixin.made, Shelf.kind, CreateMixin.kind)
    mixed: list[CreateMixin] = [shelf, tall, CreateMixin.create()]
    print([m.title for m in mixed], [m.create().title for m in mixed], [m.kind for m in mixed])
    shelf.limit = 9
    shelf.data["a"] = 1
    print(shelf.limit, len(shelf), shelf == tall, shelf < tall, tall < shelf, shelf != tall, shelf == 3)
    tall.data["z"] = 2
    print(shelf == tall, hash(shelf) == hash(tall), {shelf: 1}[tall], sorted([shelf, Shelf()])[0].data)
    print(time_it(Fast()), time_it(Slow()), apply(time_it, Slow()), try_run(Slow()), try_run(3), try_run(sink))
    c = Collect()
    walk([Node("a"), Node("b")], c)
    print(c.seen)


main()
