"""Bodies packed with gzip (RFC 9110, 8.4.1.3; RFC 1952): unpacked as they come, within a limit."""

from __future__ import annotations

import zlib
from typing import Final

PART_SIZE: Final = 65_536
"""Of what is unpacked at a time, at most: a few octets may stand for a thousand times as many."""
_GZIP: Final = 31
"""zlib's number for a window of 32 KiB in gzip's format."""


class Unpacker:
    def __init__(self, size_max: int) -> None:
        """`size_max` is in octets, unpacked."""
        self._stream = zlib.decompressobj(_GZIP)
        self._waiting = b""
        self._has_begun = False
        self._left = size_max

    def receive(self, data: bytes) -> None:
        """Take a part of the packed body."""
        self._waiting += data
        self._has_begun = self._has_begun or len(data) > 0

    def next_part(self) -> tuple[str, bytes]:
        """What is wrong, if anything is, and the next part; b"" until more comes."""
        if not self._waiting:
            return "", b""
        if self._stream.eof:
            return "something is behind the packed body", b""
        try:
            part = self._stream.decompress(self._waiting, PART_SIZE)
        except zlib.error:
            return "the body is not packed as it says", b""
        self._waiting = self._stream.unconsumed_tail or self._stream.unused_data
        self._left -= len(part)
        if self._left < 0:
            return "the body is too large when it is unpacked", b""
        return "", part

    def is_complete(self) -> bool:
        """Whether the end of the packed body has come. One without octets, as HEAD gets it, has."""
        return self._stream.eof or not self._has_begun
