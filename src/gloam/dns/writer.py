"""A message under construction: appended octets, and where names are that later ones point to."""

from __future__ import annotations

from typing import Final

from gloam.dns.layout import COMPRESSED, LAYOUTS, SIZES, Field

_POINTER: Final = 0xC000
_POINTER_MAX: Final = 0x3FFF

ABSENT: Final = -1

LISTED_MAX: Final = 16
"""Suffixes that are searched one after the other: cheaper than hashing them, for most messages."""


class Writer:
    def __init__(self, data: bytes = b"") -> None:
        """Begins with `data`, of which names are not known."""
        self.data = bytearray(data)
        # Offset of each suffix written, by its key: the first ones in lists, the others in a dict.
        self._keys: list[bytes] = []
        self._places: list[int] = []
        self._offsets: dict[bytes, int] = {}
        self._owner = b""
        self._owner_offset = ABSENT

    def u16(self, value: int) -> None:
        self.data.append(value >> 8)
        self.data.append(value & 255)

    def remember(self, name: bytes, offset: int) -> None:
        """A name that already stands, uncompressed, at `offset`."""
        key = name.lower()
        self._owner = name
        self._owner_offset = offset
        index = 0
        while key[index] != 0:
            suffix = key[index:] if index else key
            if self._offset(suffix) == ABSENT:
                self._enter(suffix, offset + index)
            index += 1 + key[index]

    def _offset(self, suffix: bytes) -> int:
        """Where a suffix stands, given by its key, or ABSENT."""
        for index in range(len(self._keys)):
            if self._keys[index] == suffix:
                return self._places[index]
        return self._offsets.get(suffix, ABSENT) if self._offsets else ABSENT

    def _enter(self, suffix: bytes, offset: int) -> None:
        if len(self._keys) < LISTED_MAX:
            self._keys.append(suffix)
            self._places.append(offset)
        else:
            self._offsets[suffix] = offset

    def name(self, name: bytes) -> int:
        """Write a name, its longest suffix that stands already replaced by a pointer.

        The offset that a pointer to the whole name would have; ABSENT if there is none.
        """
        key = name.lower()
        found = self._offset(key)
        if found != ABSENT:
            self.u16(_POINTER | found)
            return found
        here = len(self.data)
        index = 0
        suffix = key
        while name[index] != 0:
            if index > 0:
                suffix = key[index:]
                found = self._offset(suffix)
                if found != ABSENT:
                    self.data.extend(name[:index])
                    self.u16(_POINTER | found)
                    break
            if here + index <= _POINTER_MAX:
                self._enter(suffix, here + index)
            index += 1 + name[index]
        else:
            self.data.extend(name)
        return here if index > 0 and here <= _POINTER_MAX else ABSENT

    def _write_owner(self, name: bytes) -> None:
        """As `name`, which for the owner of the record before is looked up no more."""
        if name is self._owner and self._owner_offset != ABSENT:
            self.u16(_POINTER | self._owner_offset)
        else:
            self._owner_offset = self.name(name)
            self._owner = name

    def record(self, owner: bytes, head: bytes, record_type: int, data: bytes) -> None:
        """`head` is type, class and TTL on the wire."""
        self._write_owner(owner)
        self.data.extend(head)
        if record_type not in COMPRESSED:
            self.u16(len(data))
            self.data.extend(data)
            return
        start = len(self.data) + 2
        self.data.extend(b"\0\0")
        self._data_with_names(record_type, data)
        size = len(self.data) - start
        self.data[start - 2] = size >> 8
        self.data[start - 1] = size & 255

    def body(self, owner: bytes, body: bytes) -> None:
        """A record of which everything behind the owner is ready."""
        self._write_owner(owner)
        self.data.extend(body)

    def _data_with_names(self, record_type: int, data: bytes) -> None:
        index = 0
        for field in LAYOUTS[record_type]:
            start = index
            if field is Field.NAME:
                while data[index] != 0:
                    index += 1 + data[index]
                index += 1
                self.name(data[start:index])
            else:
                index += SIZES[field]
                self.data.extend(data[start:index])

    def cut(self, size: int) -> None:
        """Take back what was written beyond `size` octets."""
        del self.data[size:]
        self._owner_offset = ABSENT
        while self._places and self._places[-1] >= size:
            self._places.pop()
            self._keys.pop()
        if self._offsets:
            kept = {key: offset for key, offset in self._offsets.items() if offset < size}
            self._offsets = kept
