"""Names and record data out of a message: bounds-checked, and safe against pointer loops."""

from __future__ import annotations

from typing import Final

from gloam.dns.layout import COUNTED, LAYOUTS, SIZES, WITH_NAMES, Field
from gloam.dns.malformed import Malformed
from gloam.dns.name import NAME_SIZE_MAX

_POINTER: Final = 0xC0


class Reader:
    """A message and a position in it. A read that fails returns the reason."""

    def __init__(self, data: bytes, index: int = 0) -> None:
        self.data = data
        self.index = index

    def name(self) -> bytes | Malformed:
        """The name at the position, which moves behind it (RFC 1035, 4.1.4).

        A pointer must point before the place where the labels that it ends began. So each jump
        goes further back, and a message of n octets can make no more than n.
        """
        data = self.data
        size = len(data)
        start = index = self.index
        has_jumped = False
        parts: list[bytes] = []
        parts_size = 0
        while True:
            if index >= size:
                return Malformed.NAME_TRUNCATED
            length = data[index]
            if length == 0:
                index += 1
                parts.append(data[start:index])
                break
            if length < 64:
                index += 1 + length
                continue
            if length < _POINTER:
                return Malformed.NAME_LABEL
            if index + 1 >= size:
                return Malformed.NAME_TRUNCATED
            target = (length & 0x3F) << 8 | data[index + 1]
            if target >= start:
                return Malformed.NAME_POINTER
            parts_size += index - start
            if parts_size > NAME_SIZE_MAX:
                return Malformed.NAME_SIZE
            parts.append(data[start:index])
            if not has_jumped:
                self.index = index + 2
                has_jumped = True
            start = index = target
        if not has_jumped:
            self.index = index
        name = parts[0] if len(parts) == 1 else b"".join(parts)
        return name if len(name) <= NAME_SIZE_MAX else Malformed.NAME_SIZE

    def record_data(self, record_type: int, stop: int) -> bytes | Malformed:
        """The data from the position to `stop`, which is within the message, names uncompressed.

        Checked against the layout of its type; of an unknown type as it is.
        """
        row = LAYOUTS.get(record_type)
        start = self.index
        if row is None:
            self.index = stop
            return self.data[start:stop]
        if record_type not in WITH_NAMES:
            for field in row:
                if not self._skip(field, stop):
                    return Malformed.DATA
            return self.data[start:stop] if self.index == stop else Malformed.DATA
        parts: list[bytes] = []
        for field in row:
            if field is not Field.NAME:
                if not self._skip(field, stop):
                    return Malformed.DATA
                continue
            parts.append(self.data[start : self.index])
            name = self.name()
            if isinstance(name, Malformed):
                return name
            parts.append(name)
            start = self.index
        if self.index != stop:
            return Malformed.DATA
        parts.append(self.data[start:stop])
        return b"".join(parts)

    def _skip(self, field: Field, stop: int) -> bool:
        """Move behind a field that is no name; False if it runs past `stop` or is malformed."""
        size = SIZES.get(field, -1)
        if size >= 0:
            self.index += size
            return self.index <= stop
        if field in COUNTED:
            return self._skip_counted(stop)
        if field is Field.STRINGS:
            has_one = self._skip_counted(stop)
            while has_one and self.index < stop:
                has_one = self._skip_counted(stop)
            return has_one
        start = self.index
        self.index = stop
        if field is Field.BITMAP:
            return start <= stop and is_bitmap(self.data, start, stop)
        if field is Field.PARAMETERS:
            return start <= stop and are_parameters(self.data, start, stop)
        return start <= stop

    def _skip_counted(self, stop: int) -> bool:
        if self.index >= stop:
            return False
        self.index += 1 + self.data[self.index]
        return self.index <= stop


def is_bitmap(data: bytes, start: int, stop: int) -> bool:
    """Whether data[start:stop] maps types: blocks of 1 to 32 octets, rising (RFC 4034, 4.1.2)."""
    index = start
    last = -1
    while index < stop:
        if stop - index < 3 or data[index] <= last or not 1 <= data[index + 1] <= 32:
            return False
        last = data[index]
        index += 2 + data[index + 1]
    return index == stop


def are_parameters(data: bytes, start: int, stop: int) -> bool:
    """Whether data[start:stop] is a list of keys in strictly rising order (RFC 9460, 2.2)."""
    index = start
    last = -1
    while index < stop:
        if stop - index < 4:
            return False
        key = data[index] << 8 | data[index + 1]
        if key <= last:
            return False
        last = key
        index += 4 + (data[index + 2] << 8 | data[index + 3])
    return index == stop
