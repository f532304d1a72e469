"""secrets: random values from the machine's entropy, for keys and tokens."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections.abc import Sequence
from hmac import compare_digest
from random import SystemRandom
from typing import Final, TypeVar

from gloam.device import platform

T = TypeVar("T")

DEFAULT_ENTROPY: Final = 32
"""Bytes in a token, unless a number is given."""
_random = SystemRandom()


def randbits(k: int) -> int:
    return _random.getrandbits(k)


def choice(seq: Sequence[T]) -> T:
    return _random.choice(seq)


def randbelow(exclusive_upper_bound: int) -> int:
    """An int in [0, n)."""
    if exclusive_upper_bound <= 0:
        raise ValueError("Upper bound must be positive.")
    return _random.randrange(exclusive_upper_bound)


def token_bytes(nbytes: int | None = None) -> bytes:
    return platform.current.entropy(DEFAULT_ENTROPY if nbytes is None else nbytes)


def token_hex(nbytes: int | None = None) -> str:
    return token_bytes(nbytes).hex()


def token_urlsafe(nbytes: int | None = None) -> str:
    return urlsafe_b64encode(token_bytes(nbytes)).rstrip(b"=").decode("ascii")


__all__ = [
    "DEFAULT_ENTROPY",
    "SystemRandom",
    "choice",
    "compare_digest",
    "randbelow",
    "randbits",
    "token_bytes",
    "token_hex",
    "token_urlsafe",
]
