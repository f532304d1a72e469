"""A message under construction: appended octets, and where names are that later ones point to."""

from __future__ import annotations

from typing import Final

from gloam.dns.layout import COMPRESSED, LAYOUTS, SIZES, Field

_POINTER: Final = 0xC000
_POINTER_MAX: Final = 0x3FFF


class Writer:
    def __init__(self, data: bytes = b"") -> None:
        """Begins with `data`, of which names are not known."""
        self.data = bytearray(data)
        # Offset of each suffix written, by its key.
        self._offsets: dict[bytes, int] = {}

    def u16(self, value: int) -> None:
        self.data.extend(value.to_bytes(2, "big"))

    def remember(self, name_key: bytes, offset: int) -> None:
        """A name that already stands, uncompressed, at `offset`."""
        index = 0
        while name_key[index] != 0:
            self._offsets.setdefault(name_key[index:] if index else name_key, offset + index)
            index += 1 + name_key[index]

    def name(self, name: bytes) -> None:
        """With the longest suffix that stands already replaced by a pointer."""
        key = name.lower()
        found = self._offsets.get(key, -1)
        if found >= 0:
            self.data.extend((_POINTER | found).to_bytes(2, "big"))
            return
        here = len(self.data)
        index = 0
        while name[index] != 0:
            if index > 0:
                found = self._offsets.get(key[index:], -1)
                if found >= 0:
                    self.data.extend(name[:index])
                    self.data.extend((_POINTER | found).to_bytes(2, "big"))
                    break
            if here + index <= _POINTER_MAX:
                self._offsets[key[index:] if index else key] = here + index
            index += 1 + name[index]
        else:
            self.data.extend(name)

    def record(self, owner: bytes, record_type: int, class_ttl: bytes, data: bytes) -> None:
        """`class_ttl` is the class and the TTL as they are on the wire."""
        self.name(owner)
        self.data.extend(record_type.to_bytes(2, "big"))
        self.data.extend(class_ttl)
        if record_type not in COMPRESSED:
            self.data.extend(len(data).to_bytes(2, "big"))
            self.data.extend(data)
            return
        start = len(self.data) + 2
        self.data.extend(b"\0\0")
        self._data_with_names(record_type, data)
        self.data[start - 2 : start] = (len(self.data) - start).to_bytes(2, "big")

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
        self._offsets = {key: offset for key, offset in self._offsets.items() if offset < size}
