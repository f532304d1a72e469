"""slice objects: what `x[a:b]` gives the `__getitem__` of a class of the program."""

from gloam.runtime import int as ints
from gloam.runtime import object as objects
from gloam.runtime.stride import Stride


class Slice(objects.Object):
    """slice(start, stop, step); what is left out is None."""

    def __init__(self, start: object, stop: object, step: object) -> None:
        self._start = start
        self._stop = stop
        self._step = step

    @property
    def start(self) -> object:
        return self._start

    @property
    def stop(self) -> object:
        return self._stop

    @property
    def step(self) -> object:
        return self._step

    def indices(self, length: int) -> tuple[int, int, int]:
        if length < 0:
            raise ValueError("length should not be negative")
        stride = Stride(self._start, self._stop, self._step, ints.clamp_i64(length))
        return int(stride.first), int(stride.stop), int(stride.step)

    def __repr__(self) -> str:
        start, stop = objects.repr(self._start), objects.repr(self._stop)
        return f"slice({start}, {stop}, {objects.repr(self._step)})"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Slice):
            return NotImplemented
        return (
            objects.item_eq(self._start, other._start)
            and objects.item_eq(self._stop, other._stop)
            and objects.item_eq(self._step, other._step)
        )

    def __hash__(self) -> int:
        return objects.unhashable(self)
