"""contextlib: suppress, closing, nullcontext, redirection, decorators, stacks."""

import asyncio
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import (
    AsyncExitStack,
    ContextDecorator,
    ExitStack,
    aclosing,
    asynccontextmanager,
    closing,
    contextmanager,
    nullcontext,
    redirect_stderr,
    redirect_stdout,
    suppress,
)
from io import StringIO
from types import TracebackType
from typing import TextIO


class Door:
    def __init__(self, name: str, *, stuck: bool = False) -> None:
        self.name = name
        self.stuck = stuck

    def close(self) -> None:
        print("close", self.name)

    def __enter__(self) -> "Door":
        print("enter", self.name)
        if self.stuck:
            raise OSError(f"{self.name} is stuck")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        traceback: TracebackType | None,
    ) -> bool | None:
        print("exit", self.name, kind.__name__ if kind else None, value)
        return None


class Swallow(Door):
    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        traceback: TracebackType | None,
    ) -> bool:
        super().__exit__(kind, value, traceback)
        return isinstance(value, ValueError)


class Traced(ContextDecorator):
    def __init__(self, name: str) -> None:
        self.name = name

    def __enter__(self) -> "Traced":
        print("<", self.name)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        print(">", self.name, repr(value))


@Traced("add")
def add(a: int, b: int = 2) -> int:
    print("adding")
    return a + b


def boom() -> None:
    raise ValueError("boom")


def note(*words: str, end: str = ".") -> None:
    print(" ".join(words) + end)


@contextmanager
def tagged(name: str) -> Iterator[str]:
    print(f"<{name}>")
    try:
        yield name.upper()
    finally:
        print(f"</{name}>")


@asynccontextmanager
async def later(name: str) -> AsyncIterator[str]:
    await asyncio.sleep(0)
    print("open", name)
    try:
        yield name
    finally:
        await asyncio.sleep(0)
        print("shut", name)


class Slow:
    async def aclose(self) -> None:
        await asyncio.sleep(0)
        print("aclosed")


def small_ones() -> None:
    with suppress(KeyError, ValueError):
        {"y": 1}["x"]
        print("not reached")
    with suppress(LookupError):
        [0][1:][0]
    try:
        with suppress(KeyError):
            boom()
    except ValueError as error:
        print("through", error)
    with suppress():  # noqa: B022
        pass
    with closing(Door("a")) as door:
        print(door.name)
    try:
        with closing(Door("b")):
            boom()
    except ValueError:
        print("closed first")
    with nullcontext(5) as five:
        print(five)
    print(add(1), add(1, b=5))


def redirections() -> None:
    out = StringIO()
    with redirect_stdout(out) as same:
        print("hidden", 1)
        sys.stdout.write("written\n")
        print("file", file=sys.stdout)
        with redirect_stdout(StringIO()) as inner:
            print("deeper")
        print("back", repr(inner.getvalue()))
        print(same is out)
    print(repr(out.getvalue()))
    err = StringIO()
    with redirect_stderr(err):
        print("oops", file=sys.stderr)
        sys.stderr.write("more")
    print(repr(err.getvalue()))
    try:
        with redirect_stdout(StringIO()):
            print("lost")
            boom()
    except ValueError as error:
        print("visible", error)
    with redirect_stdout(sys.stdout):
        print("the same")
    streams: list[TextIO] = [sys.stdout, StringIO()]
    for stream in streams:
        print("to each", file=stream)
        stream.write("x\n")
        stream.flush()


def stacks() -> None:
    with ExitStack() as stack:
        doors = [stack.enter_context(Door(name)) for name in "xy"]
        stack.callback(note, "called", "back", end="!")
        stack.push(lambda kind, value, traceback: print("pushed", kind))
        print(len(doors), stack.enter_context(tagged("t")))
    with ExitStack() as stack:
        stack.enter_context(Swallow("s"))
        stack.enter_context(Door("in"))
        boom()
    print("swallowed")
    try:
        with ExitStack() as stack:
            stack.enter_context(Door("first"))
            stack.callback(boom)
            stack.enter_context(Door("second"))
            raise KeyError("body")
    except ValueError as error:
        print(repr(error), repr(error.__context__))
    try:
        with ExitStack() as stack:
            stack.enter_context(Door("one"))
            stack.enter_context(Door("two", stuck=True))
    except OSError as error:
        print(error)
    with ExitStack() as stack:
        stack.enter_context(Door("kept"))
        kept = stack.pop_all()
    print("still open")
    kept.close()
    kept.close()


async def asynchronous() -> None:
    async with AsyncExitStack() as stack:
        print(await stack.enter_async_context(later("l")))
        stack.enter_context(Door("sync"))
        stack.push_async_callback(asyncio.sleep, 0)
        stack.callback(note, "plain")
    try:
        async with AsyncExitStack() as stack:
            await stack.enter_async_context(later("m"))
            boom()
    except ValueError as error:
        print(error)
    async with aclosing(Slow()):
        print("in")


small_ones()
redirections()
stacks()
asyncio.run(asynchronous())
