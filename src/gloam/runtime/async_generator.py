"""Asynchronous generators: frames that give out values and also await.

A step that ends suspended has either yielded a value (`is_item`) or awaits something. What asend()
and its like return is a frame of its own, `_run`, that is awaited: it passes on what the generator
awaits and ends with the value.
"""

from collections.abc import Awaitable, Generator

from gloam.machine import i64, same_object, set_draining, u8
from gloam.runtime import exceptions, frame
from gloam.runtime.frame import FINISHED, Frame
from gloam.runtime.object import END


class AsyncGenerator(Frame):
    sent: object
    is_item: bool
    is_running: bool

    def __aiter__(self) -> object:
        return self

    def __anext__(self) -> object:
        return _run(self, None, None)

    def asend(self, value: object) -> object:
        return _run(self, value, None)

    def athrow(self, typ: BaseException, val: object = None, tb: object = None) -> object:
        return _run(self, None, typ)

    def aclose(self) -> object:
        return _close(self)

    def __drop__(self) -> None:
        """Nobody can resume it any more: run its `finally` blocks, which cannot await now."""
        if self.__finalise__(False):
            set_draining(u8(0))
            self.__finalise__(True)
            set_draining(u8(1))

    def __finalise__(self, run: bool) -> bool:
        if self.state <= i64(0):
            return False
        if run:
            self._close_now()
            self.state = FINISHED
        return True

    def _close_now(self) -> None:
        self.is_item = False
        try:
            if not same_object(frame.step_with(self, GeneratorExit()), END):
                raise RuntimeError("asynchronous generator awaits or yields while it is dropped")
        except GeneratorExit:
            pass
        except BaseException as error:  # noqa: BLE001  # nobody is there to catch it
            exceptions.ignored("async_generator object", error)


def _run(
    generator: AsyncGenerator, sent: object, error: BaseException | None
) -> Generator[object, None, object]:
    """Resume the generator and go on to its next value; StopAsyncIteration if there is none."""
    if generator.is_running:
        raise RuntimeError("anext(): asynchronous generator is already running")
    if generator.state == 0 and sent is not None:
        raise TypeError("can't send non-None value to a just-started async generator")
    if generator.state == -1:
        if error is not None:
            raise error
        raise StopAsyncIteration
    generator.sent = sent
    generator.is_running = True
    try:
        while True:
            generator.is_item = False
            frame.injected = error
            error = None
            value = _step(generator)
            if same_object(value, END):
                raise StopAsyncIteration
            if generator.is_item:
                return value
            try:
                yield value
            except BaseException as thrown:  # noqa: BLE001  # it is raised in the generator
                error = thrown
    finally:
        generator.is_running = False


def _step(generator: AsyncGenerator) -> object:
    try:
        return generator.step()
    except StopIteration as stop:
        raise RuntimeError("async generator raised StopIteration") from stop
    except StopAsyncIteration as stop:
        raise RuntimeError("async generator raised StopAsyncIteration") from stop


def _close(generator: AsyncGenerator) -> Generator[object, None, None]:
    if generator.state == -1 and not generator.is_running:
        return
    try:
        yield from _run(generator, None, GeneratorExit())
    except (GeneratorExit, StopAsyncIteration):
        return
    raise RuntimeError("async generator ignored GeneratorExit")


async def next_or(awaited: Awaitable[object], default: object) -> object:
    """anext(iterator, default), of what the iterator's `__anext__` gave."""
    try:
        return await awaited
    except StopAsyncIteration:
        return default
