"""The Internet checksum (RFC 1071): the one's complement of a one's complement sum."""

from __future__ import annotations

from gloam.machine import ones_complement_sum


def partial_sum(data: bytes, start: int, stop: int, initial: int) -> int:
    """Add data[start:stop] as big-endian 16-bit words to `initial`; an odd last byte is padded.

    The result is not folded: at most 16 bits more than `initial`.
    """
    return initial + ones_complement_sum(data, start, stop)


def folded(total: int) -> int:
    """The 16-bit one's complement sum of an unfolded one."""
    while total > 0xFFFF:
        total = (total & 0xFFFF) + (total >> 16)
    return total


def checksum(data: bytes, start: int, stop: int, initial: int) -> int:
    """The field to write over data[start:stop], in which the field itself holds 0.

    Over data that already holds its checksum the result is 0 when the data is intact.
    """
    return 0xFFFF - folded(partial_sum(data, start, stop, initial))


def pseudo_header_sum(source: int, target: int, protocol: int, size: int) -> int:
    """The unfolded sum of the IPv4 pseudo-header (RFC 768; RFC 9293, 3.1).

    `size` is that of the transport header and payload in bytes.
    """
    return (source >> 16) + (source & 0xFFFF) + (target >> 16) + (target & 0xFFFF) + protocol + size
