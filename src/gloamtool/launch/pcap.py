"""Captures of Ethernet frames in the classic pcap format, with times in nanoseconds.

draft-ietf-opsawg-pcap, sections 3 and 4; every analyser reads it.
"""

import struct
from pathlib import Path
from typing import BinaryIO, Final

from gloamtool.failure import UserError

_MAGIC_NANOSECONDS: Final = 0xA1B23C4D
_VERSION: Final = (2, 4)
_LINKTYPE_ETHERNET: Final = 1
_FRAME_SIZE_MAX: Final = 1 << 18
_SECOND_NS: Final = 1_000_000_000


def create(path: Path) -> BinaryIO:
    """The file of a capture, empty and unbuffered, so that it is whole whenever we end."""
    try:
        return path.open("wb", buffering=0)
    except OSError as error:
        raise UserError(f"--capture {path}: it cannot be written ({error.strerror})") from None


class PcapWriter:
    """Writes to `file`, which stays its owner's."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        header = (_MAGIC_NANOSECONDS, *_VERSION, 0, 0, _FRAME_SIZE_MAX, _LINKTYPE_ETHERNET)
        file.write(struct.pack("<IHHiIII", *header))

    def write(self, frame: bytes, time_ns: int) -> None:
        """Add a whole frame; `time_ns` counts from 1970 in UTC."""
        seconds, nanoseconds = divmod(time_ns, _SECOND_NS)
        record = struct.pack("<IIII", seconds, nanoseconds, len(frame), len(frame))
        self._file.write(record + frame)
