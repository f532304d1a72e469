"""Writes the archive that Linux unpacks as its first file system ("newc" cpio).

Format: Linux, Documentation/driver-api/early-userspace/buffer-format.rst.
"""

import stat
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """One name in the archive; `mode` has the file type, `device` is major and minor."""

    name: str
    mode: int
    data: bytes = b""
    device: tuple[int, int] = (0, 0)


def directory(name: str) -> Entry:
    """A directory that everybody may enter."""
    return Entry(name, stat.S_IFDIR | 0o755)


def regular(name: str, data: bytes, mode: int = 0o755) -> Entry:
    """A file."""
    return Entry(name, stat.S_IFREG | mode, data)


def link(name: str, target: str) -> Entry:
    """A symbolic link."""
    return Entry(name, stat.S_IFLNK | 0o777, target.encode())


def character_device(name: str, major: int, minor: int) -> Entry:
    """A device node."""
    return Entry(name, stat.S_IFCHR | 0o600, b"", (major, minor))


def emit(entries: list[Entry]) -> bytes:
    """The whole archive. A directory must come before what is in it."""
    archive = bytearray()
    for inode, entry in enumerate([*entries, Entry("TRAILER!!!", 0)], start=1):
        name = entry.name.encode() + b"\0"
        fields = [inode, entry.mode, 0, 0, 1, 0, len(entry.data), 0, 0, *entry.device]
        fields += [len(name), 0]
        archive += b"070701" + b"".join(b"%08x" % field for field in fields) + name
        archive += bytes(-len(archive) % 4)
        archive += entry.data
        archive += bytes(-len(archive) % 4)
    return bytes(archive)
