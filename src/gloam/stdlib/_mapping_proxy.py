"""`types.MappingProxyType`: a mapping seen without the means to change it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class MappingProxyType(Mapping[K, V], Generic[K, V]):
    def __init__(self, mapping: Mapping[K, V]) -> None:
        self._mapping = mapping

    def __getitem__(self, key: K, /) -> V:
        return self._mapping[key]

    def __contains__(self, key: object, /) -> bool:
        return key in self._mapping

    def __iter__(self) -> Iterator[K]:
        return iter(self._mapping)

    def __reversed__(self) -> Iterator[K]:
        return reversed(list(self._mapping))

    def __len__(self) -> int:
        return len(self._mapping)

    def __eq__(self, other: object, /) -> bool:
        return bool(other == self._mapping)

    def __hash__(self) -> int:
        return hash(self._mapping)

    def copy(self) -> dict[K, V]:
        return {key: self._mapping[key] for key in self._mapping}

    def __or__(self, other: Mapping[K, V]) -> dict[K, V]:
        made = self.copy()
        for key in other:
            made[key] = other[key]
        return made

    def __str__(self) -> str:
        return str(self._mapping)

    def __repr__(self) -> str:
        return f"mappingproxy({self._mapping!r})"
