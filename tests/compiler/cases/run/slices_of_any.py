"""slice objects as items of builtin sequences that are seen as Any."""

from operator import getitem, itemgetter
from typing import Any

WHOLE: list[Any] = [[1, 2, 3, 4], ["a", "b", "c"], (1, "b", None), "text\u00e9", b"bytes", [1.5]]
SLICES = [slice(1, 3), slice(None, None, -1), slice(-2, None), slice(5), slice(None, 0)]
for one in WHOLE:
    print([one[cut] for cut in SLICES], itemgetter(slice(1), 0)(one))
    print([getitem(one, cut) for cut in SLICES])
    for wrong in (slice(None, None, 0), "x"):
        try:
            print(one[wrong])
        except (ValueError, TypeError) as error:
            print(type(error).__name__, error)
