"""collections: containers beyond the builtin ones."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from .double_ended import deque
from .held import ChainMap, UserDict, UserList
from .mappings import Counter, OrderedDict, defaultdict

__all__ = [
    "ChainMap",
    "Counter",
    "OrderedDict",
    "UserDict",
    "UserList",
    "defaultdict",
    "deque",
    "namedtuple",
]


def namedtuple(
    typename: str, field_names: str | Iterable[str], *, defaults: Iterable[Any] | None = None
) -> type[tuple[Any, ...]]:
    """A class of tuples whose items have names: the checker and the compiler make it."""
    raise NotImplementedError
