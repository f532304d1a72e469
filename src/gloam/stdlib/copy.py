"""copy: of containers, of objects field by field, and as a class's own methods say."""

from __future__ import annotations

from typing import Any, TypeVar, cast

from gloam.runtime import copying

T = TypeVar("T")


class Error(Exception):
    pass


error = Error


def copy(x: T) -> T:
    """A new object that holds what x holds; x itself if it cannot change."""
    # cast: of the same class
    return cast("T", copying.shallow(x))


def deepcopy(x: T, memo: dict[int, Any] | None = None) -> T:
    """A copy of x and of all that it holds. `memo` has what is copied already, by id."""
    found: dict[int, Any] = {} if memo is None else memo
    # cast: of the same class
    return cast("T", copying.deep(x, found))
