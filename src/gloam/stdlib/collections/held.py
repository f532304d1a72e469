"""ChainMap, UserDict and UserList: containers that hold others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, MutableMapping, MutableSequence
from typing import Any, Self, TypeVar, overload

K = TypeVar("K")
V = TypeVar("V")
T = TypeVar("T")


class ChainMap(MutableMapping[K, V]):
    """Several mappings seen as one. The first one with a key has its value; only it is changed."""

    def __init__(self, *maps: MutableMapping[K, V]) -> None:
        self.maps: list[MutableMapping[K, V]] = list(maps)
        if not maps:
            empty: dict[K, V] = {}
            self.maps.append(empty)

    def __missing__(self, key: K) -> V:
        raise KeyError(key)

    def __getitem__(self, key: K, /) -> V:
        for each in self.maps:
            try:
                return each[key]
            except KeyError:
                pass
        return self.__missing__(key)

    def __setitem__(self, key: K, value: V, /) -> None:
        self.maps[0][key] = value

    def __delitem__(self, key: K, /) -> None:
        try:
            del self.maps[0][key]
        except KeyError:
            raise KeyError(f"Key not found in the first mapping: {key!r}") from None

    def __contains__(self, key: object, /) -> bool:
        return any([key in each for each in self.maps])

    def __bool__(self) -> bool:
        return any([len(each) > 0 for each in self.maps])

    def _together(self) -> dict[K, V]:
        """The last mapping first: that is the order of the keys."""
        found: dict[K, V] = {}
        for each in reversed(self.maps):
            for key in each:
                found[key] = each[key]
        return found

    def __iter__(self) -> Iterator[K]:
        return iter(self._together())

    def __len__(self) -> int:
        return len(self._together())

    def popitem(self) -> tuple[K, V]:
        try:
            return self.maps[0].popitem()
        except KeyError:
            raise KeyError("No keys found in the first mapping.") from None

    def clear(self) -> None:
        self.maps[0].clear()

    def copy(self) -> ChainMap[K, V]:
        """The first mapping is copied, the others are shared."""
        first: dict[K, V] = {}
        for key in self.maps[0]:
            first[key] = self.maps[0][key]
        return ChainMap(first, *self.maps[1:])

    def __copy__(self) -> ChainMap[K, V]:
        return self.copy()

    def new_child(self, m: MutableMapping[K, V] | None = None) -> ChainMap[K, V]:
        """With one more mapping in front."""
        if m is None:
            empty: dict[K, V] = {}
            return ChainMap(empty, *self.maps)
        return ChainMap(m, *self.maps)

    @property
    def parents(self) -> ChainMap[K, V]:
        return ChainMap(*self.maps[1:])

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join([repr(each) for each in self.maps])})"


class UserDict(MutableMapping[K, V]):
    """A dict to be changed by subclasses: what it holds is in `data`."""

    @overload
    def __init__(self, dict: Mapping[K, V] | Iterable[tuple[K, V]] | None = None, /) -> None: ...
    @overload
    def __init__(
        self: UserDict[str, V],
        dict: Mapping[str, V] | Iterable[tuple[str, V]] | None = None,
        /,
        **kwargs: V,
    ) -> None: ...
    def __init__(self, dict: Any = None, /, **kwargs: Any) -> None:
        self.data: _Dict[K, V] = {}
        if dict is not None:
            self.update(dict)
        for name in kwargs:
            own: Any = name
            self[own] = kwargs[name]

    def __missing__(self, key: K) -> V:
        raise KeyError(key)

    def __getitem__(self, key: K, /) -> V:
        if key in self.data:
            return self.data[key]
        return self.__missing__(key)

    def __setitem__(self, key: K, value: V, /) -> None:
        self.data[key] = value

    def __delitem__(self, key: K, /) -> None:
        del self.data[key]

    def __contains__(self, key: object, /) -> bool:
        return key in self.data

    def __iter__(self) -> Iterator[K]:
        return iter(self.data)

    def __len__(self) -> int:
        return len(self.data)

    def __repr__(self) -> str:
        return repr(self.data)


_Dict = dict


class _UserLists:
    """What all UserLists are, whatever their items."""


class UserList(MutableSequence[T], _UserLists):
    """A list to be changed by subclasses: what it holds is in `data`. No slices."""

    def __init__(self, initlist: Iterable[T] | None = None) -> None:
        self.data: list[T] = [] if initlist is None else list(initlist)

    def __getitem__(self, i: int, /) -> T:  # type: ignore[override]
        return self.data[i]

    def __setitem__(self, i: int, item: T, /) -> None:  # type: ignore[override]
        self.data[i] = item

    def __delitem__(self, i: int, /) -> None:  # type: ignore[override]
        del self.data[i]

    def __len__(self) -> int:
        return len(self.data)

    def __contains__(self, item: object) -> bool:
        return item in self.data

    def __iter__(self) -> Iterator[T]:
        return iter(self.data)

    def __repr__(self) -> str:
        return repr(self.data)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, _UserLists):
            theirs: Any = other
            return self.data == theirs.data  # type: ignore[no-any-return]  # of lists
        return self.data == other

    def __hash__(self) -> int:
        raise TypeError(f"unhashable type: '{type(self).__name__}'")

    def append(self, item: T) -> None:
        self.data.append(item)

    def extend(self, other: Iterable[T]) -> None:
        self.data.extend(list(other))

    def __iadd__(self, other: Iterable[T]) -> Self:
        self.data.extend(list(other))
        return self

    def insert(self, i: int, item: T) -> None:
        self.data.insert(i, item)

    def pop(self, i: int = -1) -> T:
        return self.data.pop(i)

    def remove(self, item: T) -> None:
        self.data.remove(item)

    def clear(self) -> None:
        self.data.clear()

    def reverse(self) -> None:
        self.data.reverse()

    def copy(self) -> UserList[T]:
        return UserList(self.data)

    def __copy__(self) -> UserList[T]:
        return UserList(self.data)
