"""Iterators as values: of the builtin sequences, and enumerate, zip, map, filter and iter(f, stop).

An iterator is stepped by `__advance__` (see gloam.runtime.object.Object). Those of list, dict, set
and range stand beside these classes. A `for` loop over a sequence makes none of them.

They are generic in their items only for the type checker: items are objects here.
"""

from typing import Generic, TypeVar, cast

from gloam.machine import (
    bytes_length,
    i64,
    is_derived,
    same_object,
    str_length,
    tuple_item,
    tuple_length,
    type_name,
)
from gloam.runtime import bytes as bytes_methods
from gloam.runtime import object as objects
from gloam.runtime import str as text_methods
from gloam.runtime import tuple as tuples
from gloam.runtime.function import Function
from gloam.runtime.object import END, Object

T_co = TypeVar("T_co", covariant=True)


class Iterator(Object):
    """An iterator that defines `__advance__`; once it has given END it gives END for ever."""

    def __iter__(self) -> object:
        return self

    def __next__(self) -> object:
        item = self.__advance__()
        if same_object(item, END):
            raise StopIteration
        return item

    def __advance__(self) -> object:
        raise NotImplementedError


def iterate(a: object) -> Object:
    """iter(a)."""
    if isinstance(a, (str, bytes, tuple)):
        return ItemIterator(a)
    if objects.is_value(a) and not is_derived(a):
        raise TypeError(f"'{type_name(a)}' object is not iterable")
    # casts: compiled, every object is an Object, and what __iter__ gives is never a value
    return cast(Object, cast(Object, a).__iter__())


def iterate_all(values: tuple[object, ...]) -> tuple[object, ...]:
    """The iterators of some values."""
    iterators: list[object] = []
    at = i64(0)
    while at < tuple_length(values):
        iterators.append(iterate(tuple_item(values, at)))
        at += 1
    return tuples.from_list(iterators)


def next_item(iterator: Object) -> object:
    """next(iterator)."""
    return iterator.__next__()


def next_or(iterator: Object, default: object) -> object:
    """next(iterator, default)."""
    item = iterator.__advance__()
    if same_object(item, END):
        return default
    return item


def to_list(a: object) -> list[object]:
    """The items of any iterable."""
    items: list[object] = []
    iterator = iterate(a)
    while True:
        item = iterator.__advance__()
        if same_object(item, END):
            return items
        items.append(item)


def to_tuple(a: object) -> tuple[object, ...]:
    """tuple(a)."""
    if isinstance(a, tuple):
        return a
    return tuples.from_list(to_list(a))


def unpack(a: object, count: i64) -> tuple[object, ...]:
    """Exactly `count` items of an iterable, of which at most one more is taken."""
    items: list[object] = []
    iterator = iterate(a)
    while len(items) < count:
        item = iterator.__advance__()
        if same_object(item, END):
            raise ValueError(
                f"not enough values to unpack (expected {int(count)}, got {len(items)})"
            )
        items.append(item)
    if not same_object(iterator.__advance__(), END):
        raise ValueError(f"too many values to unpack (expected {int(count)})")
    return tuples.from_list(items)


def unpack_pair(a: object) -> tuple[object, ...]:
    """A key and its value, given as any iterable of two items."""
    if isinstance(a, tuple) and tuple_length(a) == 2:
        return a
    return unpack(a, i64(2))


# ---------------------------------------------------------------- builtin sequences


def length_of(a: object) -> i64:
    """Length of a str, bytes or tuple."""
    if isinstance(a, str):
        return str_length(a)
    if isinstance(a, bytes):
        return bytes_length(a)
    if isinstance(a, tuple):
        return tuple_length(a)
    return i64(0)


def item_of(a: object, index: i64) -> object:
    """Item of a str, bytes or tuple; raises IndexError."""
    if isinstance(a, str):
        return text_methods.item(a, index)
    if isinstance(a, bytes):
        return bytes_methods.item(a, index)
    if isinstance(a, tuple):
        return tuple_item(a, index)
    return None


class ItemIterator(Iterator):
    """Of a str, bytes or tuple."""

    def __init__(self, items: object) -> None:
        self._items = items
        self._at = i64(0)

    def __advance__(self) -> object:
        at = self._at
        if at >= length_of(self._items):
            self._items = None
            return END
        self._at = at + 1
        return item_of(self._items, at)


class ReversedItems(Iterator):
    """reversed() of a str, bytes or tuple."""

    def __init__(self, items: object) -> None:
        self._items = items
        self._at = length_of(items)

    def __advance__(self) -> object:
        if self._at == 0:
            self._items = None
            return END
        self._at -= 1
        return item_of(self._items, self._at)


def reverse(a: object) -> Object:
    """reversed(a)."""
    if isinstance(a, (str, bytes, tuple)):
        return ReversedItems(a)
    if objects.is_value(a):
        raise TypeError(f"'{type_name(a)}' object is not reversible")
    return cast(Object, cast(Object, a).__reversed__())  # casts: as in iterate


# ---------------------------------------------------------------- iterators of iterators


class Enumerate(Iterator, Generic[T_co]):
    def __init__(self, iterator: Object, count: int) -> None:
        self._iterator = iterator
        self._count = count

    def __advance__(self) -> object:
        item = self._iterator.__advance__()
        if same_object(item, END):
            return END
        count = self._count
        self._count = count + 1
        return (count, item)


class Zip(Iterator, Generic[T_co]):
    """zip() of a tuple of iterators."""

    def __init__(self, iterators: tuple[object, ...], strict: bool) -> None:
        self._iterators = iterators
        self._strict = strict

    def __advance__(self) -> object:
        count = tuple_length(self._iterators)
        if count == 0:
            return END
        items: list[object] = []
        at = i64(0)
        while at < count:
            item = cast(Object, tuple_item(self._iterators, at)).__advance__()  # cast: an iterator
            if same_object(item, END):
                if self._strict:
                    self._check_end(at)
                return END
            items.append(item)
            at += 1
        return tuples.from_list(items)

    def _check_end(self, at: i64) -> None:
        """Argument `at` (from 0) has ended: raise unless all others end with it."""
        if at > 0:
            raise ValueError(f"zip() argument {int(at) + 1} is shorter than {_arguments(at)}")
        at += 1
        while at < tuple_length(self._iterators):
            item = cast(Object, tuple_item(self._iterators, at)).__advance__()  # cast: an iterator
            if not same_object(item, END):
                raise ValueError(f"zip() argument {int(at) + 1} is longer than {_arguments(at)}")
            at += 1


def _arguments(count: i64) -> str:
    if count == 1:
        return "argument 1"
    return f"arguments 1-{int(count)}"


class Map(Iterator, Generic[T_co]):
    """map() of one, two or three iterables."""

    def __init__(self, function: Function, iterators: tuple[object, ...]) -> None:
        self._function = function
        self._iterators = iterators

    def _next_of(self, index: i64) -> object:
        return cast(Object, tuple_item(self._iterators, index)).__advance__()  # cast: an iterator

    def __advance__(self) -> object:
        count = tuple_length(self._iterators)
        first = self._next_of(i64(0))
        if same_object(first, END):
            return END
        if count == 1:
            return self._function.call_1(first)
        second = self._next_of(i64(1))
        if same_object(second, END):
            return END
        if count == 2:
            return self._function.call_2(first, second)
        third = self._next_of(i64(2))
        if same_object(third, END):
            return END
        return self._function.call_3(first, second, third)


class Filter(Iterator, Generic[T_co]):
    """filter(); without a function the items that are true."""

    def __init__(self, function: Function | None, iterator: Object) -> None:
        self._function = function
        self._iterator = iterator

    def __advance__(self) -> object:
        while True:
            item = self._iterator.__advance__()
            if same_object(item, END):
                return END
            function = self._function
            if function is None:
                if objects.truth(item):
                    return item
            elif objects.truth(function.call_1(item)):
                return item


class Calls(Iterator):
    """iter(function, stop): what the function gives, up to a value that equals `stop`."""

    def __init__(self, function: Function, stop: object) -> None:
        self._function: Function | None = function
        self._stop = stop

    def __advance__(self) -> object:
        function = self._function
        if function is None:
            return END
        item = function.call_0()
        if objects.eq(item, self._stop):
            self._function = None
            return END
        return item
