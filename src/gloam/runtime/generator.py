"""Generators: frames that programs drive, with what CPython lets them do.

The compiler derives a class per generator function and writes its `step`; `state` is as
gloam.runtime.frame says. `sent` is what the `yield` at which the body is suspended evaluates to.
A step that ends the body stores FINISHED; a step of a body that runs or has ended is `refuse`.
Where nothing is returned, `__advance__` is the step itself.
"""

from gloam.machine import i64, same_object, set_draining, u8
from gloam.runtime import exceptions, frame
from gloam.runtime.frame import FINISHED, RUNNING, Frame
from gloam.runtime.iterator import Iterator
from gloam.runtime.object import END, Object


class Generator(Frame):
    sent: object

    def __iter__(self) -> object:
        return self

    def __next__(self) -> object:
        return self.send(None)

    def __advance__(self) -> object:
        item = self.step()
        if same_object(item, END):
            self.result = None
        return item

    def send(self, value: object) -> object:
        if self.state == 0 and value is not None:
            raise TypeError("can't send non-None value to a just-started generator")
        return self._item_or_stop(self.resume(value, None))

    def throw(self, typ: BaseException, val: object = None, tb: object = None) -> object:
        return self._item_or_stop(self.resume(None, typ))

    def close(self) -> None:
        """Raise GeneratorExit where the body is suspended, and see that it ends."""
        if self.state == FINISHED:
            return
        try:
            item = self.resume(None, GeneratorExit())
        except GeneratorExit:
            return
        if not same_object(item, END):
            raise RuntimeError("generator ignored GeneratorExit")
        self.result = None

    def resume(self, sent: object, error: BaseException | None) -> object:
        """Step; `sent` is what the yield evaluates to, or `error` is raised there."""
        if self.state < 0:
            item = refuse(self)
            if error is not None:
                raise error
            return item
        self.sent = sent
        item = frame.step_with(self, error)
        self.sent = None
        return item

    def take_result(self) -> object:
        value = self.result
        self.result = None
        return value

    def _item_or_stop(self, item: object) -> object:
        if same_object(item, END):
            raise self._stop()
        return item

    def _stop(self) -> StopIteration:
        value = self.take_result()
        if value is None:
            return StopIteration()
        return StopIteration(value)

    def __drop__(self) -> None:
        """Nobody can resume it any more: run its `finally` blocks."""
        if self.__finalise__(False):
            set_draining(u8(0))
            self.__finalise__(True)
            set_draining(u8(1))

    def __finalise__(self, run: bool) -> bool:
        if self.state <= i64(0):
            return False
        if run:
            try:
                self.close()
            except BaseException as error:  # noqa: BLE001  # nobody is there to catch it
                exceptions.ignored("generator object", error)
            self.state = FINISHED
        return True


def refuse(generator: Generator) -> object:
    """A step of a body that runs, or has ended."""
    if generator.state == RUNNING:
        raise ValueError("generator already executing")
    return END


def fail(generator: Generator, error: BaseException) -> None:
    """The body has ended by `error`, which is raised again unless it is StopIteration (PEP 479)."""
    generator.state = FINISHED
    generator.sent = None
    if isinstance(error, StopIteration):
        stopped = RuntimeError("generator raised StopIteration")
        stopped.__context__ = error
        raise stopped from error


def delegate(outer: Generator, iterator: Object) -> object:
    """One step of `yield from iterator` in `outer`: what to yield, or END; then `outer.result` is
    the value of the expression."""
    if isinstance(iterator, Generator):
        return delegate_to_generator(outer, iterator)
    error = frame.injected
    frame.injected = None
    sent = outer.sent
    outer.sent = None
    if error is not None:
        raise error
    if sent is not None:
        raise AttributeError("the iterator has no attribute 'send'")
    if isinstance(iterator, Iterator):
        outer.result = None
        return iterator.__advance__()
    try:
        return iterator.__next__()
    except StopIteration as stop:
        outer.result = stop.value
        return END


def delegate_to_generator(outer: Generator, inner: Generator) -> object:
    if frame.injected is None and outer.sent is None:
        item = inner.step()
    else:
        item = _pass_on(outer, inner)
    if same_object(item, END):
        outer.result = inner.take_result()
    return item


def _pass_on(outer: Generator, inner: Generator) -> object:
    """What was sent to `outer`, or raised there, is meant for `inner`."""
    error = frame.injected
    frame.injected = None
    sent = outer.sent
    outer.sent = None
    if error is not None and isinstance(error, GeneratorExit):
        inner.close()
        raise error
    return inner.resume(sent, error)
