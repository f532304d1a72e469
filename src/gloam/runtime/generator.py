"""Generators: frames that programs drive, with what CPython lets them do.

The compiler derives a class per generator function and writes its `step`; `state` is as
gloam.runtime.frame says. `sent` is what the `yield` at which the body is suspended evaluates to.
"""

from gloam.machine import i64, set_draining, u8
from gloam.runtime import exceptions, frame
from gloam.runtime.frame import Frame
from gloam.runtime.iterator import Iterator
from gloam.runtime.object import END, Object


class Generator(Frame):
    sent: object
    is_running: bool

    def __iter__(self) -> object:
        return self

    def __next__(self) -> object:
        return self.send(None)

    def advance(self) -> object:
        if self.resume(None, None):
            self.result = None
            return END
        return self.take_yielded()

    def send(self, value: object) -> object:
        if self.state == 0 and value is not None:
            raise TypeError("can't send non-None value to a just-started generator")
        if self.resume(value, None):
            raise self._stop()
        return self.take_yielded()

    def throw(self, typ: BaseException, val: object = None, tb: object = None) -> object:
        if self.resume(None, typ):
            raise self._stop()
        return self.take_yielded()

    def close(self) -> None:
        """Raise GeneratorExit where the body is suspended, and see that it ends."""
        if self.state == -1 and not self.is_running:
            return
        try:
            is_finished = self.resume(None, GeneratorExit())
        except GeneratorExit:
            return
        if not is_finished:
            self.yielded = None
            raise RuntimeError("generator ignored GeneratorExit")
        self.result = None

    def resume(self, sent: object, error: BaseException | None) -> bool:
        """Run on to the next yield (False) or the end (True); `error` is raised in the body."""
        if self.is_running:
            raise ValueError("generator already executing")
        if self.state == -1 and error is not None:
            raise error
        self.sent = sent
        self.is_running = True
        frame.injected = error
        try:
            return self.step()
        except StopIteration as stop:
            raise RuntimeError("generator raised StopIteration") from stop
        finally:
            self.is_running = False

    def take_yielded(self) -> object:
        value = self.yielded
        self.yielded = None
        return value

    def take_result(self) -> object:
        value = self.result
        self.result = None
        return value

    def _stop(self) -> StopIteration:
        value = self.take_result()
        if value is None:
            return StopIteration()
        return StopIteration(value)

    def _drop(self) -> None:
        """Nobody can resume it any more: run its `finally` blocks."""
        if self.state <= i64(0):
            return
        set_draining(u8(0))
        try:
            self.close()
        except BaseException as error:  # noqa: BLE001  # nobody is there to catch it
            exceptions.ignored("generator object", error)
        set_draining(u8(1))


def delegate(outer: Generator, iterator: Object) -> object:
    """One step of `yield from iterator` in `outer`: what to yield, or END; then `outer.result` is
    the value of the expression."""
    error = frame.injected
    frame.injected = None
    sent = outer.sent
    outer.sent = None
    if isinstance(iterator, Generator):
        return _delegate_to_generator(outer, iterator, sent, error)
    if error is not None:
        raise error
    if sent is not None:
        raise AttributeError("the iterator has no attribute 'send'")
    if isinstance(iterator, Iterator):
        outer.result = None
        return iterator.advance()
    try:
        return iterator.__next__()
    except StopIteration as stop:
        outer.result = stop.value
        return END


def _delegate_to_generator(
    outer: Generator, inner: Generator, sent: object, error: BaseException | None
) -> object:
    if error is not None and isinstance(error, GeneratorExit):
        inner.close()
        raise error
    if inner.resume(sent, error):
        outer.result = inner.take_result()
        return END
    return inner.take_yielded()
