"""hmac: keyed hashes (RFC 2104), and comparison in constant time."""

from __future__ import annotations

import hashlib
from collections.abc import Callable


class HMAC:
    """`digestmod` is the name of a hash or one of hashlib's functions."""

    blocksize = 64

    def __init__(
        self,
        key: bytes | bytearray,
        msg: bytes | bytearray | None = None,
        digestmod: str | Callable[[], hashlib._Hash] = "",
    ) -> None:
        if isinstance(digestmod, str):
            if digestmod == "":
                raise TypeError("Missing required parameter 'digestmod'.")
            inner = hashlib.new(digestmod)
        else:
            inner = digestmod()
        outer = inner.copy()
        self.digest_size = inner.digest_size
        self.block_size = inner.block_size
        secret = key if isinstance(key, bytes) else bytes(key)
        if len(secret) > self.block_size:
            long_key = inner.copy()
            long_key.update(secret)
            secret = long_key.digest()
        secret += bytes(self.block_size - len(secret))
        inner.update(bytes([byte ^ 0x36 for byte in secret]))
        outer.update(bytes([byte ^ 0x5C for byte in secret]))
        self._inner = inner
        self._outer = outer
        if msg is not None:
            self.update(msg)

    @property
    def name(self) -> str:
        return f"hmac-{self._inner.name}"

    def update(self, msg: bytes | bytearray) -> None:
        self._inner.update(msg)

    def copy(self) -> HMAC:
        other = HMAC(b"", None, self._inner.copy)
        other._inner = self._inner.copy()
        other._outer = self._outer.copy()
        return other

    def digest(self) -> bytes:
        last = self._outer.copy()
        last.update(self._inner.digest())
        return last.digest()

    def hexdigest(self) -> str:
        return self.digest().hex()


def new(
    key: bytes | bytearray,
    msg: bytes | bytearray | None = None,
    digestmod: str | Callable[[], hashlib._Hash] = "",
) -> HMAC:
    return HMAC(key, msg, digestmod)


def digest(
    key: bytes | bytearray,
    msg: bytes | bytearray,
    digest: str | Callable[[], hashlib._Hash],
) -> bytes:
    return HMAC(key, msg, digest).digest()


def compare_digest(a: str | bytes | bytearray, b: str | bytes | bytearray, /) -> bool:
    """The time does not tell where they differ; it may tell the length of `b`."""
    if isinstance(a, str) and isinstance(b, str):
        if not a.isascii() or not b.isascii():
            raise TypeError("comparing strings with non-ASCII characters is not supported")
        return _is_same(a.encode(), b.encode())
    if isinstance(a, str) or isinstance(b, str):
        raise TypeError("unsupported operand types(s) or combination of types")
    return _is_same(bytes(a), bytes(b))


def _is_same(a: bytes, b: bytes) -> bool:
    difference = len(a) ^ len(b)
    left = a if len(a) == len(b) else b
    for index in range(len(b)):
        difference |= left[index] ^ b[index]
    return difference == 0
