# ruff: noqa: E501  # generated text reads best unbroken
"""What every random program stands on: imports of its own, and the definitions of a module that
all of one image share."""

from __future__ import annotations

IMPORTS = """\
import asyncio
import functools
import itertools
import json
import math
import re
from abc import ABC, abstractmethod
from collections import Counter, OrderedDict, defaultdict, deque
from collections.abc import AsyncIterator, Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field, replace
from enum import Enum, Flag, IntEnum, StrEnum, auto
from typing import Any, ClassVar, Generic, Literal, NamedTuple, ParamSpec, Protocol, TypedDict, TypeVar, overload

"""
GROUND = '''\
T = TypeVar("T")
P = ParamSpec("P")
Number = TypeVar("Number", bound=float)
Sized = TypeVar("Sized", bound="Sequence[object]")


class Trouble(Exception):
    def __init__(self, number: int, text: str) -> None:
        super().__init__(text)
        self.number = number


class DeepTrouble(Trouble):
    def __str__(self) -> str:
        return f"deep {self.number}"


class Guard:
    def __init__(self, number: int, swallows: bool) -> None:
        self.number = number
        self.swallows = swallows

    def __enter__(self) -> int:
        print("   enter", self.number)
        return self.number

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: object) -> bool:
        print("   exit", "no error" if kind is None else kind.__name__, error)
        return self.swallows


@contextmanager
def guarded(number: int) -> Iterator[int]:
    print("   begin", number)
    try:
        yield number + 1
    except KeyError as error:
        print("   swallowed", repr(error))
    finally:
        print("   end", number)


def note(value: T) -> T:
    print("   note", value)
    return value


def maybe(condition: bool, value: T) -> T | None:
    return value if condition else None


def either(condition: bool, number: int, text: str) -> int | str:
    return number if condition else text


def half(value: float) -> float:
    return value / 2


def pick(items: tuple[int, ...], index: int) -> int:
    return items[index]


def adder(amount: int) -> Callable[[int], int]:
    return lambda value: value + amount


def compose(first: Callable[[int], int], second: Callable[[int], int]) -> Callable[[int], int]:
    def both(value: int) -> int:
        return second(first(value))

    return both


def apply(function: Callable[[int], int], value: int) -> int:
    return function(value)


def driven(source: Generator[T, object, str], plan: str) -> list[str]:
    seen: list[str] = []
    try:
        for step in plan:
            match step:
                case "n":
                    seen.append(repr(next(source)))
                case "s":
                    seen.append(repr(source.send(len(seen))))
                case "t":
                    seen.append(repr(source.throw(KeyError("thrown"))))
                case _:
                    source.close()
    except StopIteration as stop:
        seen.append(f"stopped {stop.value!r}")
    except AttributeError:  # what the iterator inside is called differs
        seen.append("raised AttributeError")
    except Exception as error:
        seen.append(f"raised {error!r}")
    source.close()
    return seen


def delegating(source: Generator[T, object, str]) -> Generator[T, object, str]:
    try:
        result = yield from source
    except KeyError as error:
        result = f"instead of {error!r}"
    finally:
        print("   delegated")
    return result + "!"


class Options(TypedDict, total=False):
    size: int
    name: str
    tags: list[str]


class Level(IntEnum):
    LOW = 1
    MIDDLE = auto()
    HIGH = 10


class Tone(StrEnum):
    RED = "red"
    BLUE = "blue"


class Mode(Flag):
    READ = auto()
    WRITE = auto()
    RUN = auto()
    ALL = READ | WRITE | RUN


class Point(NamedTuple):
    x: int
    y: int
    label: str = "p"

    @property
    def far(self) -> int:
        return abs(self.x) + abs(self.y)


@dataclass
class Shape:
    name: str

    def area(self) -> int:
        return 0

    def __str__(self) -> str:
        return f"<{self.name}:{self.area()}>"


@dataclass
class Square(Shape):
    side: int

    def area(self) -> int:
        return self.side * self.side


@dataclass(order=True, frozen=True)
class Version:
    major: int
    minor: int = 0
    notes: tuple[str, ...] = field(default=(), compare=False)


@dataclass
class Box(Shape):
    width: int
    height: int = 2
    inside: Shape | None = None

    def area(self) -> int:
        inner = self.inside.area() if self.inside is not None else 0
        return self.width * self.height - inner


class Vector:
    __slots__ = ("x", "y")
    __match_args__ = ("x", "y")

    def __init__(self, x: float, y: float) -> None:
        self.x = x
        self.y = y

    def __add__(self, other: "Vector") -> "Vector":
        if not isinstance(other, Vector):
            return NotImplemented
        return Vector(self.x + other.x, self.y + other.y)

    def __mul__(self, factor: float) -> "Vector":
        return Vector(self.x * factor, self.y * factor)

    def __rmul__(self, factor: float) -> "Vector":
        return self * factor

    def __iadd__(self, other: "Vector") -> "Vector":
        self.x += other.x
        self.y += other.y
        return self

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Vector) and (self.x, self.y) == (other.x, other.y)

    def __hash__(self) -> int:
        return hash((self.x, self.y))

    def __bool__(self) -> bool:
        return bool(self.x or self.y)

    def __abs__(self) -> float:
        return math.sqrt(self.x * self.x + self.y * self.y)

    def __getitem__(self, index: int) -> float:
        return (self.x, self.y)[index]

    def __len__(self) -> int:
        return 2

    def __format__(self, spec: str) -> str:
        return f"({format(self.x, spec)}, {format(self.y, spec)})"

    def __repr__(self) -> str:
        return f"Vector({self.x!r}, {self.y!r})"


class Loud:
    def speak(self) -> list[str]:
        return ["loud"]


class Quick(Loud):
    def speak(self) -> list[str]:
        return ["quick", *super().speak()]


class Small(Loud):
    level: ClassVar[int] = 3

    def speak(self) -> list[str]:
        return [f"small{self.level}", *super().speak()]

    @classmethod
    def raised(cls, by: int) -> "Small":
        made = cls()
        cls.level += by
        return made


class Mouse(Quick, Small):
    def speak(self) -> list[str]:
        return [type(self).__name__, *super().speak()]

    @staticmethod
    def squeak(times: int) -> str:
        return "eek" * times


class Tank:
    """Properties, with errors of their own."""

    def __init__(self, litres: int = 0) -> None:
        self._litres = litres

    @property
    def litres(self) -> int:
        return self._litres

    @litres.setter
    def litres(self, value: int) -> None:
        if value < 0:
            raise ValueError(f"negative: {value}")
        self._litres = value

    @litres.deleter
    def litres(self) -> None:
        print("   emptied", self._litres)
        self._litres = 0

    def __repr__(self) -> str:
        return f"Tank({self._litres})"


class Countdown:
    def __init__(self, start: int) -> None:
        self.at = min(start, 9)

    def __iter__(self) -> "Countdown":
        return self

    def __next__(self) -> int:
        if self.at <= 0:
            raise StopIteration
        self.at -= 1
        return self.at


class Stack(Generic[T]):
    def __init__(self, items: Iterable[T] = ()) -> None:
        self._items: list[T] = list(items)

    def push(self, item: T) -> "Stack[T]":
        self._items.append(item)
        return self

    def pop(self) -> T:
        if not self._items:
            raise IndexError("empty stack")
        return self._items.pop()

    def peek(self, default: T | None = None) -> T | None:
        return self._items[-1] if self._items else default

    def __len__(self) -> int:
        return len(self._items)

    def __contains__(self, item: object) -> bool:
        return item in self._items

    def __iter__(self) -> Iterator[T]:
        return iter(self._items[::-1])

    def __repr__(self) -> str:
        return f"Stack({self._items!r})"


def traced(function: Callable[P, T]) -> Callable[P, T]:
    @functools.wraps(function)
    def inner(*args: P.args, **kwargs: P.kwargs) -> T:
        print("   call", function.__name__, args, sorted(kwargs))
        return function(*args, **kwargs)

    return inner


def repeated(times: int) -> Callable[[Callable[[int], int]], Callable[[int], int]]:
    def wrap(function: Callable[[int], int]) -> Callable[[int], int]:
        def inner(value: int) -> int:
            for _ in range(times):
                value = function(value)
            return value

        return inner

    return wrap


@traced
def joined(first: str, /, *rest: str, sep: str = "-", **named: int) -> str:
    return sep.join([first, *rest, *(f"{k}={v}" for k, v in named.items())])


@repeated(2)
def doubled(value: int) -> int:
    return value * 2


def middle(a: int, b: int = 5, *, c: int = 7) -> tuple[int, ...]:
    return (a, b, c)


def larger(a: Number, b: Number) -> Number:
    return a if a > b else b


def longest(a: Sized, b: Sized) -> Sized:
    return a if len(a) >= len(b) else b


def described(value: object) -> str:
    match value:
        case None | True | False:
            return f"constant {value}"
        case int() | float() as number if number == 0:
            return "zero"
        case int(number):
            return f"int {number}"
        case float():
            return f"float {value!r}"
        case "" | "a":
            return "short"
        case str(text):
            return f"str {text.upper()}"
        case Square(name, side=side) if side > 3:
            return f"square {name} {side}"
        case Box(name="box" | "b" as name, inside=Square(side=inner)):
            return f"box {name} of {inner}"
        case Box(inside=None) | Square():
            return "plain shape"
        case Shape(name):
            return f"shape {name}"
        case Vector(0.0, y):
            return f"vertical {y}"
        case Point(x, y, label):
            return f"point {x} {y} {label}"
        case Level.HIGH | Mode.ALL:
            return "all"
        case Level() | Mode():
            return f"some {value!r}"
        case (first, second):
            return f"pair {first!r} {second!r}"
        case [first, *rest]:
            return f"first {first!r} of {len(rest) + 1}"
        case {"size": size, **others}:
            return f"size {size} and {sorted(map(str, others))}"
        case {"a": _}:
            return "dict"
    return type(value).__name__


def flattened(items: "Iterable[int | list[int]]") -> Iterator[int]:
    for item in items:
        if isinstance(item, list):
            yield from flattened(item)
        else:
            yield item


def averaged() -> Generator[float, float, int]:
    total, count = 0.0, 0
    try:
        while count < 5:
            total += yield total / max(count, 1)
            count += 1
    except GeneratorExit:
        print("   closed after", count)
        raise
    return count


def averaged_texts(first: float) -> Generator[str, object, str]:
    source = averaged()
    yield repr(next(source))
    yield repr(source.send(first))
    return repr(source.send(2.0))


def pieces(text: str) -> Generator[str, object, str]:
    for piece in text.split():
        got = yield piece
        if got is not None:
            yield f"got {got!r}"
    return text[::-1]


async def collected(items: list[int], pause: int) -> list[int]:
    add, seen = counters()
    async with opened("items"):
        async for item in produced(items, pause):
            add(item)
    lock = asyncio.Lock()
    more = await asyncio.gather(*(guarded_by(lock, item) for item in items[:3]))
    return seen() + more + [item async for item in produced(items, 0) if item > 0]


def counters() -> tuple[Callable[[int], int], Callable[[], list[int]]]:
    seen: list[int] = []
    total = 0

    def add(value: int) -> int:
        nonlocal total
        total += value
        seen.append(total)
        return total

    return add, lambda: seen.copy()


async def produced(items: list[int], pause: int) -> AsyncIterator[int]:
    for item in items[:5]:
        await asyncio.sleep(0 if pause < 3 else 0.001)
        yield item


@asynccontextmanager
async def opened(name: str) -> AsyncIterator[str]:
    print("   opened", name)
    try:
        yield name
    finally:
        await asyncio.sleep(0)
        print("   closed", name)


async def through_queue(items: list[int], workers: int) -> list[int]:
    queue: asyncio.Queue[int] = asyncio.Queue(2)
    done: list[int] = []

    async def work() -> None:
        while True:
            item = await queue.get()
            try:
                done.append(100 // item)
            finally:
                queue.task_done()

    tasks = [asyncio.create_task(work()) for _ in range(workers % 3 + 1)]
    for item in items[:6]:
        try:
            await asyncio.wait_for(queue.put(item), 1)
        except TimeoutError:
            done.append(-1)
            break
    for task in tasks:
        task.cancel()
    results = await asyncio.gather(*tasks, return_exceptions=True)
    return done + [len(str(type(one).__name__)) for one in results]


async def grouped(values: list[int]) -> list[str]:
    found: list[str] = []

    async def one(value: int) -> int:
        await asyncio.sleep(0)
        if value % 3 == 2:
            raise Trouble(value, "task")
        return value * 2

    try:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(one(value)) for value in values[:4]]
        found += [str(task.result()) for task in tasks]
    except* Trouble as errors:
        found += [repr(error) for error in errors.exceptions]
    return found


async def guarded_by(lock: asyncio.Lock, value: int) -> int:
    async with lock, opened(str(value % 7)) as name:
        value += len(name)
    return value


def run(name: str, function: Callable[[], object]) -> None:
    print("==", name)
    try:
        print("  =", repr(function()))
    except Exception as error:
        print("  !", type(error).__name__, error)
        if error.__cause__ is not None:
            print("  ! from", repr(error.__cause__))
        if error.__context__ is not None:
            print("  ! during", type(error.__context__).__name__, error.__suppress_context__)
'''
