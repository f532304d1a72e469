"""zlib: checksums, and deflate streams in the zlib (RFC 1950), gzip (RFC 1952) and raw formats.

Every level gives a valid stream, whose octets are not those of CPython's zlib.
"""

from __future__ import annotations

from typing import Final

from gloam.kernel import checksum
from gloam.kernel.deflate import Deflater
from gloam.kernel.inflate import BadStream, Inflater

MAX_WBITS: Final = 15
DEFLATED: Final = 8
DEF_MEM_LEVEL: Final = 8
DEF_BUF_SIZE: Final = 16384
Z_NO_COMPRESSION: Final = 0
Z_BEST_SPEED: Final = 1
Z_BEST_COMPRESSION: Final = 9
Z_DEFAULT_COMPRESSION: Final = -1
Z_DEFAULT_STRATEGY: Final = 0
Z_FILTERED: Final = 1
Z_HUFFMAN_ONLY: Final = 2
Z_RLE: Final = 3
Z_FIXED: Final = 4
Z_NO_FLUSH: Final = 0
Z_PARTIAL_FLUSH: Final = 1
Z_SYNC_FLUSH: Final = 2
Z_FULL_FLUSH: Final = 3
Z_FINISH: Final = 4
Z_BLOCK: Final = 5

_UNLIMITED: Final = 1 << 62


class error(Exception):  # noqa: N801  # CPython's name
    pass


def _content(data: bytes | bytearray | memoryview) -> bytes:
    return data if isinstance(data, bytes) else bytes(data)


def crc32(data: bytes | bytearray, value: int = 0, /) -> int:
    return checksum.crc32(_content(data), value & 0xFFFFFFFF)


def adler32(data: bytes | bytearray, value: int = 1, /) -> int:
    return checksum.adler32(_content(data), value & 0xFFFFFFFF)


# ---------------------------------------------------------------- compression


class _Compressor:
    def __init__(self, level: int, wbits: int, zdict: bytes | None) -> None:
        window = -wbits if wbits < 0 else wbits - 16 if wbits > 15 else wbits
        if not 9 <= window <= 15 or not -1 <= level <= 9:
            raise ValueError("Invalid initialization option")
        strength = 6 if level == -1 else level
        self._is_gzip = wbits > 15
        self._is_raw = wbits < 0
        self._size = 0
        self._check = 0 if self._is_gzip else 1
        self._is_finished = False
        history = b"" if zdict is None else zdict
        self._deflater = Deflater(strength, history)
        self._head = b""
        if self._is_gzip:
            speed = 2 if strength == 9 else 4 if strength == 1 else 0
            self._head = bytes([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, speed, 3])
        elif not self._is_raw:
            self._head = _zlib_head(strength, history)

    def compress(self, data: bytes | bytearray, /) -> bytes:
        content = _content(data)
        if self._is_finished and content:
            raise error("Error -2 while compressing data: inconsistent stream state")
        self._size += len(content)
        if self._is_gzip:
            self._check = checksum.crc32(content, self._check)
        elif not self._is_raw:
            self._check = checksum.adler32(content, self._check)
        self._deflater.feed(content)
        return self._take()

    def flush(self, mode: int = Z_FINISH, /) -> bytes:
        if mode == Z_NO_FLUSH:
            return b""
        if mode != Z_FINISH:
            self._deflater.flush(mode == Z_FULL_FLUSH)
            return self._take()
        if self._is_finished:
            raise error("Error -2 while finishing compression: inconsistent stream state")
        self._is_finished = True
        self._deflater.finish()
        result = self._take()
        if self._is_gzip:
            tail = self._check.to_bytes(4, "little")
            return result + tail + (self._size & 0xFFFFFFFF).to_bytes(4, "little")
        if self._is_raw:
            return result
        return result + self._check.to_bytes(4, "big")

    def _take(self) -> bytes:
        head = self._head
        self._head = b""
        return head + self._deflater.take()


def _zlib_head(level: int, history: bytes) -> bytes:
    """RFC 1950, section 2.2: the window, the level, and whose history comes before."""
    rank = 0 if level < 2 else 1 if level < 6 else 2 if level == 6 else 3
    flags = rank << 6 | (32 if history else 0)
    flags += 31 - (0x7800 | flags) % 31
    head = bytes([0x78, flags])
    return head + checksum.adler32(history, 1).to_bytes(4, "big") if history else head


def compressobj(
    level: int = -1,
    method: int = DEFLATED,
    wbits: int = MAX_WBITS,
    memLevel: int = DEF_MEM_LEVEL,  # noqa: N803  # CPython's name
    strategy: int = Z_DEFAULT_STRATEGY,
    zdict: bytes | None = None,
) -> _Compressor:
    if method != DEFLATED:
        raise ValueError("Invalid initialization option")
    return _Compressor(level, wbits, zdict)


def compress(
    data: bytes | bytearray, /, level: int = Z_DEFAULT_COMPRESSION, wbits: int = MAX_WBITS
) -> bytes:
    if not -1 <= level <= 9:
        raise error("Bad compression level")
    made = _Compressor(level, wbits, None)
    return made.compress(data) + made.flush()


# ---------------------------------------------------------------- decompression


class _Decompressor:
    """`unused_data` came behind the stream; there was no room for `unconsumed_tail`."""

    def __init__(self, wbits: int, zdict: bytes | None) -> None:
        if not (-15 <= wbits <= -8 or 8 <= wbits <= 15 or wbits == 0 or 24 <= wbits <= 47):
            raise ValueError("Invalid initialization option")
        self._wbits = wbits
        self._zdict = zdict
        self._head = b""
        """What there is of the head of the stream, until it is complete."""
        self._is_raw = wbits < 0
        self._is_gzip = False
        self._inflater: Inflater | None = None
        if self._is_raw:
            self._inflater = Inflater(b"" if zdict is None else zdict)
        self._check = 1
        self._size = 0
        self._tail = b""
        self.unused_data = b""
        self.unconsumed_tail = b""
        self.eof = False

    def decompress(self, data: bytes | bytearray, /, max_length: int = 0) -> bytes:
        """The output that `data` adds, at most `max_length` octets unless that is 0."""
        if max_length < 0:
            raise ValueError("max_length must be non-negative")
        return self._run(_content(data), max_length if max_length else _UNLIMITED)

    def flush(self, length: int = DEF_BUF_SIZE, /) -> bytes:
        if length <= 0:
            raise ValueError("length must be greater than zero")
        return self._run(self.unconsumed_tail, _UNLIMITED)

    def _run(self, data: bytes, most: int) -> bytes:
        had_tail = self.unconsumed_tail != b""
        self.unconsumed_tail = b""
        if self.eof:
            self.unused_data += data
            return b""
        inflater = self._inflater
        if inflater is None:
            self._head += data
            inflater = self._start()
            if inflater is None:
                return b""
            data = self._head
            self._head = b""
        parts: list[bytes] = []
        room = most
        inflater.feed(data)
        try:
            while room > 0:
                inflater.run(min(room, 65_536))
                part = inflater.take(room)
                if not part:
                    break
                parts.append(part)
                room -= len(part)
        except BadStream as bad:
            raise error(f"Error -3 while decompressing data: {bad}") from None
        result = parts[0] if len(parts) == 1 else b"".join(parts)
        self._count(result)
        if inflater.is_done() and inflater.pending() == 0:
            self._end(inflater)
            if had_tail:
                self.unconsumed_tail = self.unused_data
        elif room == 0:
            self.unconsumed_tail = inflater.take_unread()
        return result

    def _count(self, part: bytes) -> None:
        self._size += len(part)
        if self._is_gzip:
            self._check = checksum.crc32(part, self._check)
        elif not self._is_raw:
            self._check = checksum.adler32(part, self._check)

    def _end(self, inflater: Inflater) -> None:
        """The blocks are over: what follows is the check of their contents."""
        self._tail += inflater.take_rest()
        size = 0 if self._is_raw else 8 if self._is_gzip else 4
        if len(self._tail) < size:
            return
        if self._is_gzip:
            if int.from_bytes(self._tail[:4], "little") != self._check:
                raise error("Error -3 while decompressing data: incorrect data check")
            if int.from_bytes(self._tail[4:8], "little") != self._size & 0xFFFFFFFF:
                raise error("Error -3 while decompressing data: incorrect length check")
        elif not self._is_raw and int.from_bytes(self._tail[:4], "big") != self._check:
            raise error("Error -3 while decompressing data: incorrect data check")
        self.unused_data = self._tail[size:]
        self._tail = b""
        self.eof = True

    def _start(self) -> Inflater | None:
        """Read the head of the stream; None while it is not complete."""
        head = self._head
        is_gzip_wanted = 24 <= self._wbits <= 31
        if len(head) < 2:
            return None
        if self._wbits > 15 and head[:2] == b"\x1f\x8b":
            return self._start_gzip(head)
        if is_gzip_wanted or (head[0] << 8 | head[1]) % 31 != 0:
            raise error("Error -3 while decompressing data: incorrect header check")
        if head[0] & 15 != DEFLATED:
            raise error("Error -3 while decompressing data: unknown compression method")
        window = self._wbits % 16
        if (head[0] >> 4) + 8 > (window if window else 15):
            raise error("Error -3 while decompressing data: invalid window size")
        history = b""
        size = 2
        if head[1] & 32:
            if len(head) < 6:
                return None
            if self._zdict is None:
                raise error("Error 2 while decompressing data")
            history = self._zdict
            if int.from_bytes(head[2:6], "big") != checksum.adler32(history, 1):
                raise error("Error -3 while setting zdict: invalid input data")
            size = 6
        self._head = head[size:]
        self._inflater = Inflater(history)
        return self._inflater

    def _start_gzip(self, head: bytes) -> Inflater | None:
        """RFC 1952, section 2.3."""
        if len(head) < 10:
            return None
        if head[2] != DEFLATED:
            raise error("Error -3 while decompressing data: unknown compression method")
        flags = head[3]
        if flags & 0xE0:
            raise error("Error -3 while decompressing data: unknown header flags set")
        at = 10
        if flags & 4:
            if len(head) < at + 2:
                return None
            at += 2 + int.from_bytes(head[at : at + 2], "little")
        for flag in (8, 16):
            if flags & flag:
                end = head.find(b"\0", at)
                if end < 0:
                    return None
                at = end + 1
        if flags & 2:
            if len(head) < at + 2:
                return None
            if int.from_bytes(head[at : at + 2], "little") != checksum.crc32(head[:at], 0) & 0xFFFF:
                raise error("Error -3 while decompressing data: header crc mismatch")
            at += 2
        if len(head) < at:
            return None
        self._is_gzip = True
        self._check = 0
        self._head = head[at:]
        self._inflater = Inflater()
        return self._inflater


def decompressobj(wbits: int = MAX_WBITS, zdict: bytes | None = None) -> _Decompressor:
    return _Decompressor(wbits, zdict)


def decompress(
    data: bytes | bytearray, /, wbits: int = MAX_WBITS, bufsize: int = DEF_BUF_SIZE
) -> bytes:
    """The contents of one whole stream; what comes behind it is not looked at."""
    made = _Decompressor(wbits, None)
    result = made.decompress(data)
    if not made.eof:
        raise error("Error -5 while decompressing data: incomplete or truncated stream")
    return result
