"""range as a value. Loops over `range(...)` written out make none.

Start, stop, step and the length are exact: a range may be longer than any list.
"""

from gloam.machine import i64, int_is_small, int_small, tuple_item, tuple_length, type_name
from gloam.runtime import int as ints
from gloam.runtime import object as objects
from gloam.runtime import tuple as tuples
from gloam.runtime.iterator import Iterator
from gloam.runtime.object import END


def make(start: int, stop: int, step: int) -> "Range":
    """range(start, stop, step)."""
    if step == 0:
        raise ValueError("range() arg 3 must not be zero")
    return Range(start, stop, step)


class Range(objects.Object):
    def __init__(self, start: int, stop: int, step: int) -> None:
        self._start = start
        self._stop = stop
        self._step = step
        self.length = _length(start, stop, step)

    @property
    def start(self) -> int:
        return self._start

    @property
    def stop(self) -> int:
        return self._stop

    @property
    def step(self) -> int:
        return self._step

    def at(self, index: int) -> int:
        """The value at an index that is inside."""
        return self._start + index * self._step

    def __len__(self) -> i64:
        if not int_is_small(self.length):
            raise OverflowError("Python int too large to convert to C ssize_t")
        return int_small(self.length)

    def __bool__(self) -> bool:
        return self.length != 0

    def __iter__(self) -> object:
        return RangeIterator(self._start, self._step, self.length)

    def __reversed__(self) -> object:
        return RangeIterator(self.at(self.length - 1), -self._step, self.length)

    def item(self, index: int) -> int:
        if index < 0:
            index += self.length
        if index < 0 or index >= self.length:
            raise IndexError("range object index out of range")
        return self.at(index)

    def __getitem__(self, index: object) -> object:
        assert isinstance(index, int)
        return self.item(index)

    def get_slice(self, start: int, stop: int) -> "Range":
        return self.get_stepped(start, stop, None)

    def get_stepped(self, start: object, stop: object, step: object) -> "Range":
        """self[start:stop:step]; None stands for a bound that is left out."""
        stride = 1
        if isinstance(step, int):
            stride = step
        if stride == 0:
            raise ValueError("slice step cannot be zero")
        if stride > 0:
            first = _bound(start, self.length, 0, 0, self.length)
            last = _bound(stop, self.length, self.length, 0, self.length)
        else:
            first = _bound(start, self.length, self.length - 1, -1, self.length - 1)
            last = _bound(stop, self.length, -1, -1, self.length - 1)
        return Range(self.at(first), self.at(last), self._step * stride)

    def position(self, value: object) -> int:
        """The index of a value, or -1."""
        if not isinstance(value, int):
            return -1
        distance = value - self._start
        if distance % self._step != 0:
            return -1
        index = distance // self._step
        if index < 0 or index >= self.length:
            return -1
        return index

    def _search(self, value: object) -> int:
        """As `position`, but a value that is no int is compared with each item."""
        if isinstance(value, int):
            return self.position(value)
        index = 0
        while index < self.length:
            if objects.eq(self.at(index), value):
                return index
            index += 1
        return -1

    def __contains__(self, value: object) -> bool:
        return self._search(value) >= 0

    def index(self, value: object) -> int:
        found = self._search(value)
        if found < 0:
            if isinstance(value, int):
                raise ValueError(f"{objects.repr(value)} is not in range")
            raise ValueError("sequence.index(x): x not in sequence")
        return found

    def count(self, value: object) -> int:
        if self._search(value) >= 0:
            return 1
        return 0

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Range):
            return NotImplemented
        if self.length != other.length:
            return False
        if self.length == 0:
            return True
        return self._start == other._start and (self.length == 1 or self._step == other._step)

    def __hash__(self) -> int:
        if self.length == 0:
            return int(tuples.__hash__((self.length, None, None)))
        if self.length == 1:
            return int(tuples.__hash__((self.length, self._start, None)))
        return int(tuples.__hash__((self.length, self._start, self._step)))

    def __repr__(self) -> str:
        start = ints.repr(self._start)
        stop = ints.repr(self._stop)
        if self._step == 1:
            return f"range({start}, {stop})"
        return f"range({start}, {stop}, {ints.repr(self._step)})"


def _length(start: int, stop: int, step: int) -> int:
    if step > 0:
        if start >= stop:
            return 0
        return (stop - start - 1) // step + 1
    if start <= stop:
        return 0
    return (start - stop - 1) // -step + 1


def _bound(value: object, length: int, default: int, low: int, high: int) -> int:
    if not isinstance(value, int):
        return default
    if value < 0:
        value += length
    return min(max(value, low), high)


def from_arguments(values: tuple[object, ...]) -> Range:
    """`range(*values)`."""
    count = tuple_length(values)
    if count == 0:
        raise TypeError("range expected at least 1 argument, got 0")
    if count > 3:
        raise TypeError(f"range expected at most 3 arguments, got {int(count)}")
    if count == 1:
        return make(0, _argument(values, i64(0)), 1)
    step = _argument(values, i64(2)) if count == 3 else 1
    return make(_argument(values, i64(0)), _argument(values, i64(1)), step)


def _argument(values: tuple[object, ...], index: i64) -> int:
    value = tuple_item(values, index)
    if isinstance(value, int):
        return value
    raise TypeError(f"'{type_name(value)}' object cannot be interpreted as an integer")


class RangeIterator(Iterator):
    def __init__(self, value: int, step: int, count: int) -> None:
        self._value = value
        self._step = step
        self._left = count

    def __advance__(self) -> object:
        if self._left == 0:
            return END
        value = self._value
        self._left -= 1
        self._value = value + self._step
        return value
