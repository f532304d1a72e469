"""Zero-terminated text that a loader left in memory."""

from typing import Final

from gloam.drivers.buffer import bytes_from
from gloam.machine import Ptr, i64, pointer, u8, u64
from gloam.runtime import codec

TEXT_SIZE_MAX: Final = 131_072  # Linux, MAX_ARG_STRLEN


def text_at(address: u64) -> str:
    """The text up to the first zero byte; bytes that are not UTF-8 become U+FFFD."""
    data: Ptr[u8] = pointer(address)
    size = 0
    # SAFETY: the caller vouches for a zero byte; every byte before it is readable.
    while size < TEXT_SIZE_MAX and data[i64(size)] != u8(0):
        size += 1
    return codec.decode_replacing(bytes_from(address, size))
