"""contextlib: context managers made of generators, stacks of them, and small ready ones."""

from __future__ import annotations

from collections.abc import (
    AsyncGenerator,
    AsyncIterator,
    Awaitable,
    Callable,
    Generator,
    Iterator,
)
from types import TracebackType
from typing import (
    Any,
    Generic,
    ParamSpec,
    Protocol,
    Self,
    TextIO,
    TypeVar,
    cast,
    overload,
    runtime_checkable,
)

from gloam.runtime.console import Sink
from gloam.runtime.text_stream import redirect

S = TypeVar("S", bound=TextIO)
P = ParamSpec("P")
T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


@runtime_checkable
class AbstractContextManager(Protocol[T_co]):
    def __enter__(self) -> T_co: ...

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc_value: BaseException | None,
        traceback: TracebackType | None,
        /,
    ) -> bool | None: ...


@runtime_checkable
class AbstractAsyncContextManager(Protocol[T_co]):
    async def __aenter__(self) -> T_co: ...

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        exc_value: BaseException | None,
        traceback: TracebackType | None,
        /,
    ) -> bool | None: ...


class ContextDecorator:
    """A context manager below this one also decorates functions: their bodies run in it."""

    def _recreate_cm(self) -> Any:
        return self

    def __call__(self, func: Callable[P, T]) -> Callable[P, T]:
        def inner(*args: P.args, **kwds: P.kwargs) -> T:
            with self._recreate_cm():
                return func(*args, **kwds)

        return inner


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

    @overload
    def __init__(self: nullcontext[None]) -> None: ...
    @overload
    def __init__(self, enter_result: T) -> None: ...
    def __init__(self, enter_result: Any = None) -> None:
        self.enter_result: T = enter_result

    def __enter__(self) -> T:
        return self.enter_result

    def __exit__(
        self,
        typ: type[BaseException] | None,
        value: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        return None

    async def __aenter__(self) -> T:
        return self.enter_result

    async def __aexit__(
        self,
        typ: type[BaseException] | None,
        value: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        return None


class suppress:  # noqa: N801  # CPython's name
    """Ends the block without a word when it raises one of these."""

    def __init__(self, *exceptions: type[BaseException]) -> None:
        self._exceptions = exceptions

    def __enter__(self) -> None:
        return None

    def __exit__(
        self,
        exctype: type[BaseException] | None,
        excinst: BaseException | None,
        exctb: TracebackType | None,
    ) -> bool:
        return excinst is not None and isinstance(excinst, self._exceptions)


class _Closes(Protocol):
    def close(self) -> object: ...


class _ClosesLater(Protocol):
    def aclose(self) -> Awaitable[object]: ...


C = TypeVar("C", bound=_Closes)
A = TypeVar("A", bound=_ClosesLater)


class closing(Generic[C]):  # noqa: N801  # CPython's name
    """Closes what it holds when the block ends."""

    def __init__(self, thing: C) -> None:
        self.thing = thing

    def __enter__(self) -> C:
        return self.thing

    def __exit__(
        self,
        typ: type[BaseException] | None,
        value: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.thing.close()


class aclosing(Generic[A]):  # noqa: N801  # CPython's name
    """As `closing`, for what closes with `await`."""

    def __init__(self, thing: A) -> None:
        self.thing = thing

    async def __aenter__(self) -> A:
        return self.thing

    async def __aexit__(
        self,
        typ: type[BaseException] | None,
        value: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.thing.aclose()


class _Redirection(Generic[S]):
    def __init__(self, new_target: S) -> None:
        self._new_target = new_target
        self._old_targets: list[Sink | None] = []

    def _is_error(self) -> bool:
        raise NotImplementedError

    def _target(self) -> Sink:
        # cast: compiled, typing.TextIO is a Sink
        return cast("Sink", self._new_target)

    def __enter__(self) -> S:
        self._old_targets.append(redirect(self._target(), self._is_error()))
        return self._new_target

    def __exit__(
        self,
        exctype: type[BaseException] | None,
        excinst: BaseException | None,
        exctb: TracebackType | None,
    ) -> None:
        redirect(self._old_targets.pop(), self._is_error())


class redirect_stdout(_Redirection[S]):  # noqa: N801  # CPython's name
    """What is printed inside of the block is written to a stream."""

    def _is_error(self) -> bool:
        return False


class redirect_stderr(_Redirection[S]):  # noqa: N801  # CPython's name
    """What is written to standard error inside of the block is written to a stream."""

    def _is_error(self) -> bool:
        return True


# ---------------------------------------------------------------- stacks


class _Exit:
    """What a stack calls when it ends: told of the exception, and may swallow it."""

    def leave(self, error: BaseException | None) -> bool:
        raise NotImplementedError

    async def leave_later(self, error: BaseException | None) -> bool:
        return self.leave(error)


class _ContextExit(_Exit):
    def __init__(self, exit: Callable[..., Any]) -> None:
        self._exit = exit

    def leave(self, error: BaseException | None) -> bool:
        kind = None if error is None else type(error)
        return bool(self._exit(kind, error, None))


class _AsyncContextExit(_Exit):
    def __init__(self, exit: Callable[..., Awaitable[Any]]) -> None:
        self._exit = exit

    async def leave_later(self, error: BaseException | None) -> bool:
        kind = None if error is None else type(error)
        return bool(await self._exit(kind, error, None))


class _Call(_Exit):
    def __init__(
        self, callback: Callable[..., object], args: tuple[Any, ...], kwds: dict[str, Any]
    ) -> None:
        self._callback = callback
        self._args = args
        self._kwds = kwds

    def leave(self, error: BaseException | None) -> bool:
        self._callback(*self._args, **self._kwds)
        return False


class _AsyncCall(_Exit):
    def __init__(
        self,
        callback: Callable[..., Awaitable[object]],
        args: tuple[Any, ...],
        kwds: dict[str, Any],
    ) -> None:
        self._callback = callback
        self._args = args
        self._kwds = kwds

    async def leave_later(self, error: BaseException | None) -> bool:
        await self._callback(*self._args, **self._kwds)
        return False


class _Stack:
    def __init__(self) -> None:
        self._exits: list[_Exit] = []

    def enter_context(self, cm: AbstractContextManager[T]) -> T:
        """Enter `cm`, which ends with the stack; what it gives."""
        result = cm.__enter__()
        self._exits.append(_ContextExit(cm.__exit__))
        return result

    def callback(
        self, callback: Callable[P, T], /, *args: P.args, **kwds: P.kwargs
    ) -> Callable[P, T]:
        """Call `callback(*args, **kwds)` when the stack ends."""
        self._exits.append(_Call(callback, args, kwds))
        return callback

    def _taken(self) -> list[_Exit]:
        exits = self._exits
        self._exits = []
        return exits


class ExitStack(_Stack):
    """Context managers and calls that end together, the last one first."""

    def push(self, exit: Callable[..., Any]) -> Callable[..., Any]:
        """Call `exit(type, error, traceback)` when the stack ends."""
        self._exits.append(_ContextExit(exit))
        return exit

    def pop_all(self) -> ExitStack:
        """A new stack that takes over all that this one would end."""
        made = ExitStack()
        made._exits = self._taken()
        return made

    def close(self) -> None:
        self.__exit__(None, None, None)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        typ: type[BaseException] | None,
        value: BaseException | None,
        traceback: TracebackType | None,
        /,
    ) -> bool:
        error = value
        while self._exits:
            try:
                if self._exits.pop().leave(error):
                    error = None
            except BaseException as raised:
                _link(raised, error, value)
                error = raised
        return _ended(error, value)


class AsyncExitStack(_Stack):
    """As ExitStack, with asynchronous context managers and calls too."""

    async def enter_async_context(self, cm: AbstractAsyncContextManager[T]) -> T:
        result = await cm.__aenter__()
        self._exits.append(_AsyncContextExit(cm.__aexit__))
        return result

    def push(self, exit: Callable[..., Any]) -> Callable[..., Any]:
        self._exits.append(_ContextExit(exit))
        return exit

    def push_async_exit(self, exit: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
        self._exits.append(_AsyncContextExit(exit))
        return exit

    def push_async_callback(
        self, callback: Callable[P, Awaitable[T]], /, *args: P.args, **kwds: P.kwargs
    ) -> Callable[P, Awaitable[T]]:
        self._exits.append(_AsyncCall(callback, args, kwds))
        return callback

    def pop_all(self) -> AsyncExitStack:
        made = AsyncExitStack()
        made._exits = self._taken()
        return made

    async def aclose(self) -> None:
        await self.__aexit__(None, None, None)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        typ: type[BaseException] | None,
        value: BaseException | None,
        traceback: TracebackType | None,
        /,
    ) -> bool:
        error = value
        while self._exits:
            try:
                if await self._exits.pop().leave_later(error):
                    error = None
            except BaseException as raised:
                _link(raised, error, value)
                error = raised
        return _ended(error, value)


def _link(
    raised: BaseException, error: BaseException | None, outside: BaseException | None
) -> None:
    """`raised` came while `error` was on its way, as if both `with` statements were written out.

    What lay below the stack's own block stays the end of the chain.
    """
    at = raised
    while at.__context__ is not None and at.__context__ is not outside:
        if at.__context__ is error:
            return
        at = at.__context__
    if at is not error:
        at.__context__ = error


def _ended(error: BaseException | None, value: BaseException | None) -> bool:
    """What `__exit__` of a stack says; raises what its last exit left."""
    if error is value:
        return False
    if error is None:
        return True
    context = error.__context__
    try:
        raise error
    finally:
        error.__context__ = context
