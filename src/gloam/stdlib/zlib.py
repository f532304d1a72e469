"""zlib: checksums. Compression is not here yet."""

from __future__ import annotations

from typing import Final

from gloam.kernel import checksum

MAX_WBITS: Final = 15
DEFLATED: Final = 8


class error(Exception):  # noqa: N801  # CPython's name
    pass


def _content(data: bytes | bytearray) -> bytes:
    return data if isinstance(data, bytes) else bytes(data)


def crc32(data: bytes | bytearray, value: int = 0, /) -> int:
    return checksum.crc32(_content(data), value & 0xFFFFFFFF)


def adler32(data: bytes | bytearray, value: int = 1, /) -> int:
    return checksum.adler32(_content(data), value & 0xFFFFFFFF)
