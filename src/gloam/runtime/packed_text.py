"""Texts of an image that few runs print: names of classes and files, packed tightly.

One byte with the length, then as many code points of one byte. A text that is longer, or has wider
code points, begins with WIDE + log2 of the code points' size, then the length in 4 bytes, lowest
first. The compiler writes them (`gloamc.llvm.packed_text`); nobody keeps the str that is made here.
"""

from typing import Final

from gloam.machine import Ptr, copy_memory, i64, pointer, str_data, str_finish, str_new, u8, u64

WIDE: Final = i64(0xFC)
_SHORT_HEAD: Final = i64(1)
_WIDE_HEAD: Final = i64(5)


def text_at(address: u64) -> str:
    """A new str of the text. SAFETY: the address is of one that the compiler wrote."""
    data: Ptr[u8] = pointer(address)
    length = i64(data[0])
    head = _SHORT_HEAD
    kind = i64(1)
    if length >= WIDE:
        kind = kind << (length - WIDE)
        length = i64(data[1]) | i64(data[2]) << 8 | i64(data[3]) << 16 | i64(data[4]) << 24
        head = _WIDE_HEAD
    made = str_new(length, kind)
    copy_memory(str_data(made), data + head, length * kind)
    return str_finish(made)
