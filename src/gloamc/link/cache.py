"""Built files by content hash, shared by all builds of a user.

The key covers everything that decides the content, so an entry is never stale; what is unused for
longest goes first. Knows nothing of what it stores.
"""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

ENTRIES_MAX = 512


def cache_directory() -> Path:
    """$GLOAM_CACHE, else ~/.cache/gloam, else (no home, or not writable) a directory of this user
    in the system's temporary directory."""
    chosen = os.environ.get("GLOAM_CACHE")
    if chosen:
        return Path(chosen)
    try:
        directory = Path.home() / ".cache" / "gloam"
        directory.mkdir(parents=True, exist_ok=True)
        is_usable = os.access(directory, os.W_OK)
    except (OSError, RuntimeError):
        is_usable = False
    return directory if is_usable else Path(tempfile.gettempdir()) / f"gloam-cache-{os.getuid()}"


def content_key(parts: Iterable[str | bytes]) -> str:
    """A file name for the content that `parts` determine, in their order."""
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        digest.update(len(data).to_bytes(8, "little"))
        digest.update(data)
    return digest.hexdigest()


def cached(key: str, build: Callable[[Path], None]) -> Path:
    """The file stored under `key`; on a miss `build(path)` makes it first.

    Safe against other builds at the same time: a file appears under its key only when complete.
    """
    return stored(key) or store(key, build)


def stored(key: str) -> Path | None:
    """The file under `key`, None if there is none."""
    entry = _entry(key)
    try:
        os.utime(entry)  # most recently used
    except FileNotFoundError:
        return None
    return entry


def store(key: str, build: Callable[[Path], None]) -> Path:
    """The file that `build(path)` makes, in the place of what may be under `key`."""
    entry = _entry(key)
    entry.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=entry.parent.parent) as directory:
        fresh = Path(directory) / "file"
        build(fresh)
        os.replace(fresh, entry)
    _trim(entry.parent)
    return entry


def _entry(key: str) -> Path:
    return cache_directory() / "built" / key


def replace_file(source: Path, output: Path) -> None:
    """Copy `source` to the user's place with its mode; readers see the old file or the new one.

    Makes the directories on the way. Raises OSError, and then leaves nothing behind.
    """
    output.parent.mkdir(parents=True, exist_ok=True)
    fresh = output.with_name(f".{output.name}.{os.getpid()}")
    try:
        shutil.copy(source, fresh)
        os.replace(fresh, output)
    except OSError:
        fresh.unlink(missing_ok=True)
        raise


def _trim(directory: Path) -> None:
    entries = sorted(directory.iterdir(), key=_last_use)
    for entry in entries[:-ENTRIES_MAX]:
        entry.unlink(missing_ok=True)


def _last_use(entry: Path) -> float:
    try:
        return entry.stat().st_mtime
    except FileNotFoundError:  # trimmed by another build
        return 0.0
