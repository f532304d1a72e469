"""What a file or a directory on the host is like now, in a word that changes when it does."""

import hashlib
import os
from pathlib import Path


def fingerprint(place: Path) -> str:
    """Of a file's content or of the names in a directory; empty if it cannot be read."""
    try:
        content = "\0".join(sorted(os.listdir(place))).encode() if place.is_dir() else None
        return hashlib.sha256(place.read_bytes() if content is None else content).hexdigest()
    except OSError:
        return ""
