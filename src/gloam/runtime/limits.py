"""The ends of the machine integer ranges that sizes and positions are counted in."""

from typing import Final

from gloam.machine import i64

I64_MAX: Final = i64(0x7FFF_FFFF_FFFF_FFFF)
I64_MIN: Final = i64(-0x8000_0000_0000_0000)
ITEM_BYTES: Final = i64(8)
"""Room for one item of a list or dict, whatever its representation."""
ITEMS_MAX: Final = i64(0x0FFF_FFFF_FFFF_FFFF)
"""So many items of 8 bytes can be counted in bytes without overflow."""
ZERO: Final = i64(0)
ONE: Final = i64(1)
NO_LIMIT: Final = i64(-1)
"""The default of `maxsplit` and of the count of replace()."""
