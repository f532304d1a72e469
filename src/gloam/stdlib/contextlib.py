"""contextlib: context managers made of generators, and `nullcontext`."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator, Callable, Generator, Iterator
from types import TracebackType
from typing import Generic, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class _GeneratorContextManager(Generic[T]):
    """Runs a generator up to its `yield`, and the rest of it when the block ends."""

    def __init__(self, gen: Iterator[T]) -> None:
        self.gen = gen

    def __enter__(self) -> T:
        try:
            return next(self.gen)
        except StopIteration:
            raise RuntimeError("generator didn't yield") from None

    def __exit__(
        self,
        typ: type[BaseException] | None,
        value: BaseException | None,
        traceback: TracebackType | None,
    ) -> bool:
        if value is None:
            try:
                next(self.gen)
            except StopIteration:
                return False
            raise RuntimeError("generator didn't stop")
        if not isinstance(self.gen, Generator):
            raise TypeError("a context manager is made of a generator")
        try:
            self.gen.throw(value)
        except StopIteration as stop:
            return stop is not value
        except RuntimeError as error:
            # A StopIteration of the block comes back as the cause of a RuntimeError.
            if error is value or (isinstance(value, StopIteration) and error.__cause__ is value):
                return False
            raise
        except BaseException as error:
            if error is value:
                return False
            raise
        raise RuntimeError("generator didn't stop after throw()")


def contextmanager(func: Callable[P, Iterator[T]]) -> Callable[P, _GeneratorContextManager[T]]:
    def helper(*args: P.args, **kwds: P.kwargs) -> _GeneratorContextManager[T]:
        return _GeneratorContextManager(func(*args, **kwds))

    return helper


class _AsyncGeneratorContextManager(Generic[T]):
    """As `_GeneratorContextManager`, for `async with`."""

    def __init__(self, gen: AsyncIterator[T]) -> None:
        self.gen = gen

    async def __aenter__(self) -> T:
        try:
            return await anext(self.gen)
        except StopAsyncIteration:
            raise RuntimeError("generator didn't yield") from None

    async def __aexit__(
        self,
        typ: type[BaseException] | None,
        value: BaseException | None,
        traceback: TracebackType | None,
    ) -> bool:
        if value is None:
            try:
                await anext(self.gen)
            except StopAsyncIteration:
                return False
            raise RuntimeError("generator didn't stop")
        if not isinstance(self.gen, AsyncGenerator):
            raise TypeError("a context manager is made of a generator")
        try:
            await self.gen.athrow(value)
        except StopAsyncIteration as stop:
            return stop is not value
        except RuntimeError as error:
            if error is value or (
                isinstance(value, (StopIteration, StopAsyncIteration)) and error.__cause__ is value
            ):
                return False
            raise
        except BaseException as error:
            if error is value:
                return False
            raise
        raise RuntimeError("generator didn't stop after athrow()")


def asynccontextmanager(
    func: Callable[P, AsyncIterator[T]],
) -> Callable[P, _AsyncGeneratorContextManager[T]]:
    def helper(*args: P.args, **kwds: P.kwargs) -> _AsyncGeneratorContextManager[T]:
        return _AsyncGeneratorContextManager(func(*args, **kwds))

    return helper


class nullcontext(Generic[T]):  # noqa: N801  # CPython's name
    """Does nothing; `with` gives `enter_result`."""

    def __init__(self, enter_result: T) -> None:
        self.enter_result = enter_result

    def __enter__(self) -> T:
        return self.enter_result

    def __exit__(
        self,
        typ: type[BaseException] | None,
        value: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        return None
