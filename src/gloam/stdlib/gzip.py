"""gzip: whole files in memory (RFC 1952). An image has no files to open."""

from __future__ import annotations

import time
import zlib


class BadGzipFile(OSError):
    pass


def compress(
    data: bytes | bytearray, compresslevel: int = 9, *, mtime: float | None = None
) -> bytes:
    """One member; `mtime` is the time in its head, in seconds, now if it is None."""
    made = zlib.compressobj(compresslevel, zlib.DEFLATED, 31)
    body = made.compress(data) + made.flush()
    moment = int(time.time() if mtime is None else mtime)
    speed = b"\x02" if compresslevel == 9 else b"\x04" if compresslevel == 1 else b"\x00"
    return body[:4] + moment.to_bytes(4, "little") + speed + b"\xff" + body[10:]


def decompress(data: bytes | bytearray) -> bytes:
    """The contents of all members. Raises BadGzipFile, EOFError for half a file, zlib.error."""
    rest = bytes(data)
    parts: list[bytes] = []
    while rest:
        if rest[:2] != b"\x1f\x8b":
            raise BadGzipFile(f"Not a gzipped file ({rest[:2]!r})")
        if len(rest) > 2 and rest[2] != zlib.DEFLATED:
            raise BadGzipFile("Unknown compression method")
        member = zlib.decompressobj(31)
        try:
            parts.append(member.decompress(rest))
        except zlib.error as error:
            raise _translated(error) from None
        if not member.eof:
            raise EOFError("Compressed file ended before the end-of-stream marker was reached")
        rest = member.unused_data.lstrip(b"\0")
    return b"".join(parts)


def _translated(error: zlib.error) -> Exception:
    text = str(error)
    if text.endswith("incorrect data check"):
        return BadGzipFile("CRC check failed")
    if text.endswith("incorrect length check"):
        return BadGzipFile("Incorrect length of data produced")
    return error
