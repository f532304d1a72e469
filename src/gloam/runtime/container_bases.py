"""What a class of the program inherits from Sequence, Set, Mapping and their mutable kinds.

A base `collections.abc.Mapping[K, V]` is compiled as `Mapping[K, V]` of this module. The bases
without parameters are how a value that is known as a Mapping or a Sequence finds these methods,
whatever its keys and items are.
"""
# ruff: noqa: SIM110, UP028  # plain loops: `all` and `yield from` would make one object more

from collections.abc import Iterable, Iterator
from typing import Any, Final, Generic, Self, TypeVar, cast

from gloam.machine import same_object, type_name
from gloam.runtime.dict import AnyDict, SetView
from gloam.runtime.set import AnySet as BuiltinSet

T = TypeVar("T")
K = TypeVar("K")
V = TypeVar("V")


class AnySequence:
    __slots__ = ()

    def _index_of(self, value: object, start: int, stop: int) -> int:
        raise NotImplementedError


class Sequence(AnySequence, Generic[T]):
    __slots__ = ()

    def __getitem__(self, index: int) -> T:
        raise IndexError

    def __len__(self) -> int:
        raise NotImplementedError

    def __iter__(self) -> Iterator[T]:
        index = 0
        while True:
            try:
                item = self[index]
            except IndexError:
                return
            yield item
            index += 1

    def __reversed__(self) -> Iterator[T]:
        index = len(self)
        while index > 0:
            index -= 1
            yield self[index]

    def __contains__(self, value: object) -> bool:
        for item in self:
            if item is value or item == value:
                return True
        return False

    def index(self, value: Any, start: int = 0, stop: int | None = None) -> int:
        if start < 0:
            start = max(len(self) + start, 0)
        if stop is not None and stop < 0:
            stop += len(self)
        at = start
        while stop is None or at < stop:
            try:
                item = self[at]
            except IndexError:
                break
            if item is value or item == value:
                return at
            at += 1
        raise ValueError

    def count(self, value: Any) -> int:
        found = 0
        for item in self:
            if item is value or item == value:
                found += 1
        return found

    def _index_of(self, value: object, start: int, stop: int) -> int:
        return self.index(value, start, stop)


class MutableSequence(Sequence[T]):
    __slots__ = ()

    def __setitem__(self, index: int, value: T) -> None:
        raise IndexError

    def __delitem__(self, index: int) -> None:
        raise IndexError

    def insert(self, index: int, value: T) -> None:
        raise IndexError

    def append(self, value: T) -> None:
        self.insert(len(self), value)

    def clear(self) -> None:
        try:
            while True:
                self.pop()
        except IndexError:
            pass

    def reverse(self) -> None:
        size = len(self)
        for index in range(size // 2):
            item = self[index]
            self[index] = self[size - index - 1]
            self[size - index - 1] = item

    def extend(self, values: Iterable[T]) -> None:
        taken = list(values) if values is self else values
        for value in taken:
            self.append(value)

    def pop(self, index: int = -1) -> T:
        item = self[index]
        del self[index]
        return item

    def remove(self, value: T) -> None:
        del self[self.index(value)]

    def __iadd__(self, values: Iterable[T]) -> Self:
        self.extend(values)
        return self


class AnySet:
    __slots__ = ()


def _is_set(value: object) -> bool:
    return isinstance(value, (AnySet, BuiltinSet)) or _is_view(value)


def _is_view(value: object) -> bool:
    """Whether it is a dict's keys or items, which are sets."""
    return isinstance(value, SetView)


class Set(AnySet, Generic[T]):
    __slots__ = ()

    def __contains__(self, value: object) -> bool:
        raise NotImplementedError

    def __iter__(self) -> Iterator[T]:
        raise NotImplementedError

    def __len__(self) -> int:
        raise NotImplementedError

    @classmethod
    def _from_iterable(cls, it: Iterable[Any]) -> Any:
        """A set of this class: its constructor takes an iterable, unless this is defined anew."""
        made: Any = cls
        return made(it)

    def _made_of(self, it: Iterable[Any]) -> Any:
        return self._from_iterable(it)

    def __le__(self, other: Any) -> Any:
        if not _is_set(other):
            return NotImplemented
        if len(self) > len(other):
            return False
        for item in self:
            if item not in other:
                return False
        return True

    def __lt__(self, other: Any) -> Any:
        if not _is_set(other):
            return NotImplemented
        return len(self) < len(other) and self.__le__(other)

    def __ge__(self, other: Any) -> Any:
        if not _is_set(other):
            return NotImplemented
        if len(self) < len(other):
            return False
        for item in other:
            if item not in self:
                return False
        return True

    def __gt__(self, other: Any) -> Any:
        if not _is_set(other):
            return NotImplemented
        return len(self) > len(other) and self.__ge__(other)

    def __eq__(self, other: object) -> Any:
        if not _is_set(other):
            return NotImplemented
        theirs: Any = other
        return len(self) == len(theirs) and self.__le__(theirs)

    def __hash__(self) -> int:
        raise TypeError(f"unhashable type: '{type_name(self)}'")

    def __and__(self, other: Any) -> Any:
        return self._made_of([item for item in other if item in self])

    def __rand__(self, other: Any) -> Any:
        return self.__and__(other)

    def __or__(self, other: Any) -> Any:
        return self._made_of([*self, *other])

    def __ror__(self, other: Any) -> Any:
        return self.__or__(other)

    def __sub__(self, other: Any) -> Any:
        theirs = other if _is_set(other) else self._made_of(other)
        return self._made_of([item for item in self if item not in theirs])

    def __rsub__(self, other: Any) -> Any:
        return self._made_of([item for item in other if item not in self])

    def __xor__(self, other: Any) -> Any:
        theirs = other if _is_set(other) else self._made_of(other)
        left = [item for item in self if item not in theirs]
        return self._made_of([*left, *[item for item in theirs if item not in self]])

    def __rxor__(self, other: Any) -> Any:
        return self.__xor__(other)

    def isdisjoint(self, other: Iterable[Any]) -> bool:
        for item in other:
            if item in self:
                return False
        return True


class MutableSet(Set[T]):
    __slots__ = ()

    def add(self, value: T) -> None:
        raise NotImplementedError

    def discard(self, value: T) -> None:
        raise NotImplementedError

    def remove(self, value: T) -> None:
        if value not in self:
            raise KeyError(value)
        self.discard(value)

    def pop(self) -> T:
        for value in self:
            self.discard(value)
            return value
        raise KeyError

    def clear(self) -> None:
        try:
            while True:
                self.pop()
        except KeyError:
            pass

    def __ior__(self, other: Any) -> Self:
        for value in other:
            self.add(value)
        return self

    def __iand__(self, other: Any) -> Self:
        for value in list(self):
            if value not in other:
                self.discard(value)
        return self

    def __ixor__(self, other: Any) -> Self:
        if same_object(other, self):
            self.clear()
            return self
        for value in other:
            if value in self:
                self.discard(value)
            else:
                self.add(value)
        return self

    def __isub__(self, other: Any) -> Self:
        if same_object(other, self):
            self.clear()
            return self
        for value in other:
            self.discard(value)
        return self


class AnyMapping:
    """`find` and its like answer for a mapping of any keys and values."""

    __slots__ = ()

    def _get_any(self, key: object, default: object) -> object:
        raise NotImplementedError

    def _views(self, kind: int) -> object:
        """keys(), values() or items()."""
        raise NotImplementedError


KEYS: Final = 0
VALUES: Final = 1
ITEMS: Final = 2


class _SetView(Set[Any]):
    """What is seen of a mapping now: its keys or items, as a set."""

    def __init__(self, mapping: Any) -> None:
        self._mapping: Any = mapping

    def __len__(self) -> int:
        return len(self._mapping)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._mapping!r})"

    def _made_of(self, it: Iterable[Any]) -> Any:
        return set(it)


class KeysView(_SetView):
    def __contains__(self, value: object) -> bool:
        return value in self._mapping

    def __iter__(self) -> Iterator[Any]:
        for key in self._mapping:
            yield key


class ItemsView(_SetView):
    def __contains__(self, value: object) -> bool:
        pair: Any = value
        try:
            held = self._mapping[pair[0]]
        except KeyError:
            return False
        return bool(held is pair[1] or held == pair[1])

    def __iter__(self) -> Iterator[Any]:
        for key in self._mapping:
            yield (key, self._mapping[key])


class ValuesView:
    def __init__(self, mapping: Any) -> None:
        self._mapping: Any = mapping

    def __len__(self) -> int:
        return len(self._mapping)

    def __repr__(self) -> str:
        return f"ValuesView({self._mapping!r})"

    def __contains__(self, value: object) -> bool:
        for key in self._mapping:
            held = self._mapping[key]
            if held is value or held == value:
                return True
        return False

    def __iter__(self) -> Iterator[Any]:
        for key in self._mapping:
            yield self._mapping[key]


class Mapping(AnyMapping, Generic[K, V]):
    __slots__ = ()

    def __getitem__(self, key: K, /) -> V:
        raise KeyError

    def __iter__(self) -> Iterator[K]:
        raise NotImplementedError

    def __len__(self) -> int:
        raise NotImplementedError

    def __contains__(self, key: object, /) -> bool:
        wanted: Any = key
        try:
            self[wanted]
        except KeyError:
            return False
        return True

    def get(self, key: K, default: Any = None, /) -> Any:
        try:
            return self[key]
        except KeyError:
            return default

    def keys(self) -> Any:
        return KeysView(self)

    def values(self) -> Any:
        return ValuesView(self)

    def items(self) -> Any:
        return ItemsView(self)

    def __eq__(self, other: object, /) -> Any:
        if not isinstance(other, (AnyMapping, AnyDict)):
            return NotImplemented
        theirs: Any = other._views(ITEMS) if isinstance(other, AnyMapping) else other
        mine: Any = self._views(ITEMS)
        return dict(mine) == dict(theirs)

    def __hash__(self) -> int:
        raise TypeError(f"unhashable type: '{type_name(self)}'")

    def _get_any(self, key: object, default: object) -> object:
        wanted: Any = key
        return self.get(wanted, default)

    def _views(self, kind: int) -> object:
        if kind == KEYS:
            return self.keys()
        return self.values() if kind == VALUES else self.items()


_ABSENT: Final = "\0gloam: no default"
"""Compared by identity."""


class MutableMapping(Mapping[K, V]):
    __slots__ = ()

    def __setitem__(self, key: K, value: V, /) -> None:
        raise KeyError

    def __delitem__(self, key: K, /) -> None:
        raise KeyError

    def pop(self, key: K, default: Any = _ABSENT, /) -> Any:
        try:
            value = self[key]
        except KeyError:
            if same_object(default, _ABSENT):
                raise
            return default
        del self[key]
        return value

    def popitem(self) -> tuple[K, V]:
        for key in self:
            value = self[key]
            del self[key]
            return key, value
        raise KeyError

    def clear(self) -> None:
        try:
            while True:
                self.popitem()
        except KeyError:
            pass

    def setdefault(self, key: K, default: Any = None, /) -> Any:
        try:
            return self[key]
        except KeyError:
            self[key] = default
        return default

    def update(self, other: Any = (), /, **kwds: Any) -> None:
        if isinstance(other, (AnyMapping, AnyDict)):
            source: Any = other
            for key in source:
                self[key] = source[key]
        else:
            for key, value in other:
                self[key] = value
        for name, value in kwds.items():
            self[cast("Any", name)] = value
