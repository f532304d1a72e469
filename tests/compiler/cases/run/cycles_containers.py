"""Cycles through everything that holds references."""

import asyncio
import functools
import gc
from collections import ChainMap, OrderedDict, defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple


class Thing:
    def __init__(self) -> None:
        self.held: Any = None

    def method(self) -> "Thing":
        return self


def same(one: object, other: object) -> bool:
    return one is other


class Pair(NamedTuple):
    left: object
    right: object


@dataclass
class Tree:
    name: str
    parent: "Tree | None" = None
    children: "list[Tree]" = field(default_factory=list)

    def add(self, name: str) -> "Tree":
        child = Tree(name, self)
        self.children.append(child)
        return child


class Failure(Exception):
    def __init__(self, thing: Thing) -> None:
        super().__init__(thing)
        self.thing = thing


class Event:
    def __init__(self) -> None:
        self.handlers: list[Callable[[], int]] = []

    def on(self, handler: Callable[[], int]) -> None:
        self.handlers.append(handler)


class Counter:
    def __init__(self, event: Event) -> None:
        self.count = 0
        self.event = event
        event.on(self.bump)

    def bump(self) -> int:
        self.count += 1
        return self.count


def in_containers() -> None:
    for make in range(12):
        thing = Thing()
        match make:
            case 0:
                row: deque[object] = deque([1, thing])
                row.appendleft(row)
                thing.held = row
            case 1:
                ordered: OrderedDict[str, object] = OrderedDict()
                ordered["a"] = thing
                ordered.move_to_end("a")
                thing.held = ordered
            case 2:
                table: defaultdict[str, list[object]] = defaultdict(list)
                table["x"].append(thing)
                thing.held = table
            case 3:
                thing.held = {thing}
            case 4:
                thing.held = frozenset([thing, None])
            case 5:
                thing.held = (1, (2, (thing, 2.5)))
            case 6:
                thing.held = Pair(thing, "right")
            case 7:
                thing.held = thing.method
            case 8:
                thing.held = functools.partial(same, thing)
            case 9:
                thing.held = lambda: thing.method()
            case 10:
                items: list[Any] = [thing]
                thing.held = iter(items)
            case _:
                mapping: dict[str, object] = {"thing": thing}
                thing.held = mapping.items()


def in_tree() -> str:
    root = Tree("root")
    for i in range(3):
        branch = root.add(f"b{i}")
        for j in range(2):
            branch.add(f"l{i}{j}")
    leaf = root.children[1].children[0]
    assert leaf.parent is not None and leaf.parent.parent is root
    return leaf.name


def in_exception() -> None:
    thing = Thing()
    try:
        raise Failure(thing)
    except Failure as error:
        thing.held = error


def in_closure() -> int:
    count = 0

    def first(n: int) -> int:
        nonlocal count
        count += 1
        return n if n == 0 else second(n - 1)

    def second(n: int) -> int:
        return first(n)

    return first(5) + count


def in_bound_methods() -> int:
    event = Event()
    counter = Counter(event)
    return sum(handler() for handler in event.handlers) + counter.count


async def in_tasks() -> None:
    thing = Thing()

    async def wait_for_it() -> Thing:
        await asyncio.sleep(0)
        return thing

    task = asyncio.create_task(wait_for_it())
    thing.held = task
    assert await task is thing
    future: asyncio.Future[object] = asyncio.get_running_loop().create_future()
    future.set_result(future)
    assert await future is future
    waiting = Thing()
    waiting.held = asyncio.Event()
    blocked = asyncio.create_task(waiting.held.wait())
    blocked.add_done_callback(lambda _: waiting.method())
    await asyncio.sleep(0)
    blocked.cancel()
    try:
        await blocked
    except asyncio.CancelledError:
        print("cancelled")


def chained() -> None:
    base: dict[str, object] = {}
    first: dict[str, object] = {"b": 1}
    chain = ChainMap(base, first)
    base["chain"] = chain
    print(chain["b"])


for _ in range(20):
    in_containers()
print(in_tree(), in_closure(), in_bound_methods())
in_exception()
chained()
asyncio.run(in_tasks())
print(gc.collect() > 0)
print(gc.collect())
