"""collections: containers beyond the builtin ones."""

from __future__ import annotations

from .double_ended import deque
from .mappings import Counter, OrderedDict, defaultdict

__all__ = ["Counter", "OrderedDict", "defaultdict", "deque"]
