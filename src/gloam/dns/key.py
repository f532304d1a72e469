"""Keys for signed messages (`tsig.py`) from their names and secrets."""

from __future__ import annotations

import hashlib
import hmac

from gloam.dns.name import parse_name
from gloam.dns.tsig import Key


def hmac_sha256_key(name: str, secret: bytes) -> Key:
    """The key that both servers know by this name. Raises ValueError for what is no name."""

    def mac(data: bytes) -> bytes:
        return hmac.new(secret, data, hashlib.sha256).digest()

    return Key(parse_name(name).lower(), mac)
