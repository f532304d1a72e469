"""What the functions of `gloam.embed` give, for CPython and for the compiler, which calls this too.

Runs on the host only. Every file and directory that is read is noted, so that a build can tell
later whether it would come to the same.
"""

import gzip
import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from gloam.asset import Asset
from gloam.dns.name import parse_name
from gloam.dns.zone_builder import pack_zone

GZIP_SAVES: Final = 0.9
"""The compressed form is kept if it takes at most this part of the content."""
_TAG_SIZE: Final = 20


class Files:
    """Reads below `base`. A path is refused with ValueError, a file that is not there is an
    OSError."""

    def __init__(self, base: Path) -> None:
        self._base = base
        self.places: list[Path] = []

    def text(self, path: str) -> str:
        return self.data(path).decode()

    def data(self, path: str) -> bytes:
        return self._read(self._place(path))

    def directory(self, path: str) -> dict[str, bytes]:
        return {name: self._read(place) for name, place in self._walk(self._place(path), "")}

    def assets(self, path: str) -> dict[str, Asset]:
        return {name: _asset(content) for name, content in self.directory(path).items()}

    def zone(self, path: str, origin: str) -> bytes:
        place = self._place(path)

        def include(name: str) -> str:
            return self._read(place.parent / name).decode()

        return pack_zone(self._read(place).decode(), parse_name(origin), path, include)

    def _place(self, path: str) -> Path:
        if path.startswith("/") or "\\" in path or not path:
            raise ValueError(f"{path!r} is not a path relative to the source file")
        return self._base / path

    def _read(self, place: Path) -> bytes:
        content = place.read_bytes()
        self.places.append(place)
        return content

    def _walk(self, place: Path, prefix: str) -> Iterator[tuple[str, Path]]:
        """Path within the directory and place of each file, sorted by the former."""
        names = sorted(os.listdir(place))
        self.places.append(place)
        for name in names:
            if name.startswith("."):
                continue
            inner = place / name
            if inner.is_dir():
                yield from self._walk(inner, f"{prefix}{name}/")
            else:
                yield f"{prefix}{name}", inner


def _asset(content: bytes) -> Asset:
    packed = gzip.compress(content, mtime=0)
    if len(packed) > len(content) * GZIP_SAVES:
        packed = b""
    return Asset(content, packed, hashlib.sha256(content).hexdigest()[:_TAG_SIZE])
