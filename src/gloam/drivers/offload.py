"""The header in front of each frame of a virtio network device, and of a TAP device that has one.

struct virtio_net_hdr_v1 (virtio 1.2, 5.1.6): flags, gso_type, hdr_len, gso_size, csum_start,
csum_offset, num_buffers; 12 bytes, little endian.
"""

from typing import Final

from gloam.device.net import CHECKSUM_OFFSET, Frame
from gloam.machine import u32, u64, volatile_load8, volatile_store32

HEADER_SIZE: Final = 12

_NEEDS_CHECKSUM: Final = 1
_DATA_VALID: Final = 2
_GSO_TCPV4: Final = 1
_GSO_TCPV6: Final = 4


# SAFETY: the caller owns HEADER_SIZE bytes at `address`, writable for `store_header`.
def store_header(address: u64, frame: Frame) -> None:
    """Say what the device has to do with `frame`."""
    first = 0
    second = 0
    third = 0
    if frame.checksum_start != 0:
        first = _NEEDS_CHECKSUM
        if frame.segment_size != 0:
            kind = _GSO_TCPV6 if frame.is_ipv6 else _GSO_TCPV4
            first |= kind << 8 | len(frame.headers) << 16
            second = frame.segment_size
        second |= frame.checksum_start << 16
        third = CHECKSUM_OFFSET
    volatile_store32(address, u32(first))
    volatile_store32(address + u64(4), u32(second))
    volatile_store32(address + u64(8), u32(third))


def is_verified(address: u64) -> bool:
    """Whether the received frame behind this header needs no check of its checksum.

    A sender on the same host leaves it unfinished: what never was on a wire was not damaged there.
    """
    return int(volatile_load8(address)) & (_NEEDS_CHECKSUM | _DATA_VALID) != 0
