"""weakref: references that do not keep their objects alive.

Objects of the program's classes may have them; those of builtin classes have none, nor have
subclasses of int, str and tuple.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, MutableMapping, MutableSet
from typing import Any, Generic, TypeVar, cast

from gloam.runtime import weak

T = TypeVar("T")
K = TypeVar("K")
V = TypeVar("V")


class ReferenceType(weak.Watcher, Generic[T]):
    """weakref.ref: calling it gives the object, or None after its death."""

    def __init__(self, o: T, callback: Callable[[ReferenceType[T]], Any] | None = None, /) -> None:
        self._is_watching = False  # before anything can fail: __drop__ asks
        super().__init__(weak.anchor(o))
        self.__callback__ = callback
        self._hash: int | None = None
        self._name = type(o).__name__
        if callback is not None:
            self.anchor.watch(self)
            self._is_watching = True

    def __call__(self) -> T | None:
        return cast("T | None", self.anchor.get())

    def __hash__(self) -> int:
        known = self._hash
        if known is None:
            o = self.anchor.get()
            if o is None:
                raise TypeError("weak object has gone away")
            known = self._hash = hash(o)
        return known

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, weak.Watcher):
            return NotImplemented
        mine = self.anchor.get()
        others = other.anchor.get()
        if mine is None or others is None:
            return self is other
        return mine is others or mine == others

    def __repr__(self) -> str:
        o = self.anchor.get()
        if o is None:
            return f"<weakref at {id(self):#x}; dead>"
        return f"<weakref at {id(self):#x}; to '{self._name}' at {id(o):#x}>"

    def target_died(self) -> None:
        callback = self.__callback__
        self._is_watching = False
        if callback is not None:
            self.__callback__ = None
            callback(self)

    def __drop__(self) -> None:
        if self._is_watching:
            self.anchor.unwatch(self)


ref = ReferenceType


class WeakValueDictionary(MutableMapping[K, V]):
    """A mapping whose entries go when their values die."""

    def __init__(self, other: Iterable[tuple[K, V]] = ()) -> None:
        self._data: dict[K, ReferenceType[V]] = {}
        self._look_again_at = 8
        for key, value in other:
            self[key] = value

    def __getitem__(self, key: K) -> V:
        value = self._data[key]()
        if value is None:
            raise KeyError(key)
        return value

    def __setitem__(self, key: K, value: V) -> None:
        if len(self._data) >= self._look_again_at:
            self._forget_dead()
            self._look_again_at = 2 * len(self._data) + 8
        self._data[key] = ReferenceType(value)

    def __delitem__(self, key: K) -> None:
        is_dead = self._data[key]() is None
        del self._data[key]
        if is_dead:
            raise KeyError(key)

    def __contains__(self, key: object) -> bool:
        found = self._data.get(cast(K, key))  # looked up as a key, whatever it is
        return found is not None and found() is not None

    def __len__(self) -> int:
        self._forget_dead()
        return len(self._data)

    def __iter__(self) -> Iterator[K]:
        for key, reference in list(self._data.items()):
            if reference() is not None:
                yield key

    def __repr__(self) -> str:
        return f"<WeakValueDictionary at {id(self):#x}>"

    def valuerefs(self) -> list[ReferenceType[V]]:
        """The weak references: their values may die at any time."""
        return list(self._data.values())

    def _forget_dead(self) -> None:
        for key, reference in list(self._data.items()):
            if reference() is None:
                del self._data[key]


class WeakKeyDictionary(MutableMapping[K, V]):
    """A mapping whose entries go when their keys die."""

    def __init__(self, other: Iterable[tuple[K, V]] = ()) -> None:
        self._data: dict[ReferenceType[K], V] = {}
        for key, value in other:
            self[key] = value

    def __getitem__(self, key: K) -> V:
        return self._data[ReferenceType(key)]

    def __setitem__(self, key: K, value: V) -> None:
        data = self._data
        self._data[ReferenceType(key, lambda reference: _discard(data, reference))] = value

    def __delitem__(self, key: K) -> None:
        del self._data[ReferenceType(key)]

    def __contains__(self, key: object) -> bool:
        return ReferenceType(cast(K, key)) in self._data  # looked up as a key, whatever it is

    def __len__(self) -> int:
        return len(self._data)

    def __iter__(self) -> Iterator[K]:
        for reference in list(self._data):
            key = reference()
            if key is not None:
                yield key

    def __repr__(self) -> str:
        return f"<WeakKeyDictionary at {id(self):#x}>"

    def keyrefs(self) -> list[ReferenceType[K]]:
        """The weak references: their keys may die at any time."""
        return list(self._data)


def _discard(data: dict[ReferenceType[K], V], reference: ReferenceType[K]) -> None:
    data.pop(reference, None)


class WeakSet(MutableSet[T]):
    """A set whose members go when they die."""

    def __init__(self, data: Iterable[T] = ()) -> None:
        self._members: WeakKeyDictionary[T, None] = WeakKeyDictionary()
        for item in data:
            self.add(item)

    def add(self, value: T) -> None:
        self._members[value] = None

    def discard(self, value: T) -> None:
        if value in self._members:
            del self._members[value]

    def __contains__(self, value: object) -> bool:
        return value in self._members

    def __len__(self) -> int:
        return len(self._members)

    def __iter__(self) -> Iterator[T]:
        return iter(self._members)
