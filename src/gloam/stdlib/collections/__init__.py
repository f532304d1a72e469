"""collections: containers beyond the builtin ones."""

from __future__ import annotations

from .double_ended import deque
from .held import ChainMap, UserDict, UserList
from .mappings import Counter, OrderedDict, defaultdict

__all__ = ["ChainMap", "Counter", "OrderedDict", "UserDict", "UserList", "defaultdict", "deque"]
