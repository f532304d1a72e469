# alone: class attributes that are set through cls, beside classes with several bases
"""A plugin registry with decorators, protocols, dispatch and mixins."""
from __future__ import annotations

import functools
import itertools
import time
import types
import weakref
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, ContextDecorator, ExitStack, contextmanager, nullcontext
from typing import (
    Any,
    ClassVar,
    Concatenate,
    Generic,
    Optional,
    ParamSpec,
    Protocol,
    TypeVar,
    Union,
    cast,
    overload,
    runtime_checkable,
)

P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")
C = TypeVar("C", bound="type[Plugin]")
F = TypeVar("F", bound=Callable[..., Any])


@runtime_checkable
class Runnable(Protocol):
    name: str

    def run(self, data: str) -> str: ...


@runtime_checkable
class Closeable(Protocol):
    def close(self) -> None: ...


class Plugin(ABC):
    registry: ClassVar[dict[str, type[Plugin]]] = {}
    priority: ClassVar[int] = 0
    name: str = "?"

    def __init_subclass__(cls, /, register: bool = True, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if register:
            cls.name = cls.__name__.lower()
            Plugin.registry[cls.name] = cls

    @abstractmethod
    def run(self, data: str) -> str: ...

    def __or__(self, other: Runnable) -> Pipeline:
        return Pipeline(self, other)

    @classmethod
    def create(cls, name: str, *args: Any, **kwargs: Any) -> Plugin:
        try:
            chosen = cls.registry[name]
        except KeyError as error:
            raise LookupError(f"no plugin {name!r}, there are {', '.join(sorted(cls.registry))}") from error
        return chosen(*args, **kwargs)


class Counted(Plugin, register=False):
    def __init__(self) -> None:
        self.calls = 0

    def run(self, data: str) -> str:
        self.calls += 1
        return data


class Upper(Counted):
    priority = 5

    def run(self, data: str) -> str:
        return super().run(data).upper()


class Repeat(Counted):
    def __init__(self, times: int = 2, *, sep: str = "") -> None:
        super().__init__()
        self.times = times
        self.sep = sep

    def run(self, data: str) -> str:
        return self.sep.join([super().run(data)] * self.times)


class Pipeline(Plugin):
    def __init__(self, *steps: Runnable) -> None:
        self.steps = steps

    def run(self, data: str) -> str:
        return functools.reduce(lambda text, step: step.run(text), self.steps, data)

    def __iter__(self) -> Iterator[Runnable]:
        return iter(self.steps)

    def close(self) -> None:
        print("  pipeline closed")


class Standalone:
    """No plugin, but it fits."""

    name = "standalone"

    def run(self, data: str) -> str:
        return data[::-1]


def logged(prefix: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        @functools.wraps(function)
        def wrapper(*args: P.args, **kwargs: P.kwargs) -> R:
            shown = [repr(a) for a in args] + [f"{k}={v!r}" for k, v in kwargs.items()]
            print(f"{prefix}{function.__name__}({', '.join(shown)})")
            try:
                return function(*args, **kwargs)
            except Exception as error:
                print(f"{prefix}{type(error).__name__}")
                raise

        return wrapper

    return decorate


def with_plugin(name: str) -> Callable[[Callable[Concatenate[Plugin, P], R]], Callable[P, R]]:
    def decorate(function: Callable[Concatenate[Plugin, P], R]) -> Callable[P, R]:
        def inner(*args: P.args, **kwargs: P.kwargs) -> R:
            return function(Plugin.create(name), *args, **kwargs)

        return inner

    return decorate


@logged("> ")
def area(width: float, height: float = 2, *, unit: str = "m") -> str:
    """The area of a rectangle."""
    if width < 0:
        raise ValueError("negative")
    return f"{width * height:g}{unit}²"


@with_plugin("upper")
def shout(plugin: Plugin, text: str, marks: int = 1) -> str:
    return plugin.run(text) + "!" * marks


def once(function: Callable[[], T]) -> Callable[[], T]:
    results: list[T] = []

    def wrapper() -> T:
        if not results:
            results.append(function())
        return results[0]

    return wrapper


counter = itertools.count(1)


@once
def token() -> int:
    return next(counter)


class Hooks:
    def __init__(self) -> None:
        self._hooks: dict[str, list[Callable[..., object]]] = {}

    def on(self, event: str) -> Callable[[F], F]:
        def add(function: F) -> F:
            self._hooks.setdefault(event, []).append(function)
            return function

        return add

    def fire(self, event: str, /, *args: object, **kwargs: object) -> list[object]:
        return [hook(*args, **kwargs) for hook in self._hooks.get(event, [])]


hooks = Hooks()


@hooks.on("start")
def first(*args: object) -> int:
    return len(args)


@hooks.on("start")
def second(a: object, b: object = None, **rest: object) -> str:
    return f"{a} {b} {rest}"


class tracked(ContextDecorator):
    def __init__(self, label: str) -> None:
        self.label = label

    def __enter__(self) -> tracked:
        print(f"[{self.label}")
        return self

    def __exit__(
        self,
        kind: Optional[type[BaseException]],
        error: Optional[BaseException],
        trace: Optional[types.TracebackType],
    ) -> bool:
        print(f"{self.label}] {kind.__name__ if kind else None}")
        return isinstance(error, ZeroDivisionError)


@tracked("divide")
def divide(a: int, b: int) -> Optional[float]:
    return a / b


@functools.singledispatch
def show(value: object) -> str:
    return f"object {value}"


@show.register(int)
def _(value: int) -> str:
    return f"int {value:#x}"


@show.register(list)
def _(value: list[Any]) -> str:
    return "list of " + "/".join(show(item) for item in value)


@show.register
def _(value: str | bytes) -> str:
    return f"text {value!r}"


class Event:
    __slots__ = ("name", "__weakref__")

    def __init__(self, name: str) -> None:
        self.name = name


def main() -> None:
    print(sorted(Plugin.registry), Upper.name, Counted.name)
    pipeline = Upper() | Repeat(3, sep="-")
    print(pipeline.run("ab"), [step.name for step in pipeline], (pipeline | Standalone()).run("xy"))
    for thing in (pipeline, Standalone(), Upper(), 3):
        print(type(thing).__name__, isinstance(thing, Runnable), isinstance(thing, Closeable), callable(getattr(thing, "close", None)))
    print(Plugin.create("repeat", 2, sep="+").run("q"))
    try:
        Plugin.create("nothing")
    except LookupError as error:
        print(error, "|", repr(error.__cause__))
    print(area(2), area(3, height=1.5, unit="cm"), area.__name__)
    try:
        area(-1)
    except ValueError as error:
        print(error)
    print(shout("hey"), shout("hey", marks=3))
    print(token(), token(), next(counter))
    print(hooks.fire("start", 1, 2), hooks.fire("stop"))
    print(divide(7, 2), divide(1, 0))
    print(show(255), show([1, "a", b"b", None]), show(True), sep="; ")
    event = Event("e")
    dying: list[str] = []
    reference = weakref.ref(event, lambda _: dying.append("dead"))
    print(reference() is event)
    del event
    print(reference(), dying)
    with ExitStack() as stack:
        stack.callback(print, "  callback", end=" end\n")
        manager: AbstractContextManager[Union[None, str]] = nullcontext("nothing")
        print(stack.enter_context(manager))
    half = functools.partial(area, 4, unit="in")
    print(half(0.5), half.args, half.keywords)


main()
