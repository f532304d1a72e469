"""What a device that offloads does with a frame: finishes its checksum, cuts it into segments.

Written from virtio 1.2, 5.1.6.2, and RFC 9293 with `struct` alone; IPv4 without options.
"""

from __future__ import annotations

import struct

from gloam.device.net import Frame
from support import packets

FIN_AND_PSH = 0x09
IP_SIZE = 20


def cut(frame: Frame) -> list[bytes]:
    """The frames that go onto the wire."""
    if frame.checksum_start == 0:
        assert frame.segment_size == 0
        return [frame.joined()]
    headers = frame.headers
    start = frame.checksum_start
    payload = frame.payload
    step = frame.segment_size or max(len(payload), 1)
    pieces = [payload[at : at + step] for at in range(0, len(payload), step)] or [b""]
    (partial,) = struct.unpack_from("!H", headers, start + 16)
    whole = pseudo_header(headers, len(headers) - start + len(payload))
    assert partial == 0xFFFF - packets.internet_checksum(whole), "the sum of the pseudo-header"
    sent = 0
    found = []
    for index, piece in enumerate(pieces):
        found.append(segment(headers, start, piece, sent, index, index + 1 == len(pieces)))
        sent += len(piece)
    return found


def segment(
    headers: bytes, start: int, piece: bytes, sent: int, index: int, is_last: bool
) -> bytes:
    header = bytearray(headers)
    (sequence,) = struct.unpack_from("!I", headers, start + 4)
    struct.pack_into("!I", header, start + 4, (sequence + sent) & 0xFFFF_FFFF)
    if not is_last:
        header[start + 13] &= ~FIN_AND_PSH
    (number,) = struct.unpack_from("!H", headers, start - IP_SIZE + 4)
    struct.pack_into("!H", header, start - IP_SIZE + 2, len(headers) - 14 + len(piece))
    struct.pack_into("!H", header, start - IP_SIZE + 4, (number + index) & 0xFFFF)
    struct.pack_into("!H", header, start - IP_SIZE + 10, 0)
    check = packets.internet_checksum(bytes(header[start - IP_SIZE : start]))
    struct.pack_into("!H", header, start - IP_SIZE + 10, check)
    struct.pack_into("!H", header, start + 16, 0)
    pseudo = pseudo_header(headers, len(headers) - start + len(piece))
    check = packets.internet_checksum(pseudo + bytes(header[start:]) + piece)
    struct.pack_into("!H", header, start + 16, check)
    return bytes(header) + piece


def pseudo_header(headers: bytes, size: int) -> bytes:
    return headers[26:34] + struct.pack("!HH", 6, size)
