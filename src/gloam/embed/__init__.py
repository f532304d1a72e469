"""What CPython runs for the declarations in `__init__.pyi`: files beside the caller's source."""

import sys
from pathlib import Path

from gloam.asset import Asset
from gloam.embed.files import Files

_CALLER = 2
"""Frames between `_files` and the program."""


def text(path: str, /) -> str:
    return _files().text(path)


def data(path: str, /) -> bytes:
    return _files().data(path)


def directory(path: str, /) -> dict[str, bytes]:
    return _files().directory(path)


def assets(path: str, /) -> dict[str, Asset]:
    return _files().assets(path)


def zone(path: str, origin: str, /) -> bytes:
    return _files().zone(path, origin)


def _files() -> Files:
    return Files(Path(sys._getframe(_CALLER).f_code.co_filename).parent)
