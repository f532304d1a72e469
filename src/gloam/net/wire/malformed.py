"""Why bytes from the wire were refused: one closed set for all formats of this package."""

from __future__ import annotations

from enum import Enum


class Malformed(Enum):
    """A cause, returned by `parse` and counted by the stack. The value is the counter's name."""

    FRAME_TRUNCATED = "frame truncated"
    """Shorter than the Ethernet header (or header and tag) it needs."""
    FRAME_OVERSIZE = "frame oversize"
    """Longer than the largest frame any interface of ours takes."""
    ARP_TRUNCATED = "arp truncated"
    ARP_FORMAT = "arp format"
    """Not Ethernet/IPv4, or an operation other than request and reply."""
    IPV4_TRUNCATED = "ipv4 truncated"
    """Fewer bytes than the header, or than its total length says."""
    IPV4_VERSION = "ipv4 version"
    IPV4_HEADER_SIZE = "ipv4 header size"
    """Header length below 20, or above the total length."""
    IPV4_CHECKSUM = "ipv4 checksum"
    IPV4_OPTION = "ipv4 option"
    """An option of impossible length."""
    ICMP_TRUNCATED = "icmp truncated"
    ICMP_CHECKSUM = "icmp checksum"
    UDP_TRUNCATED = "udp truncated"
    UDP_LENGTH = "udp length"
    """Length field below 8, or beyond the IP payload."""
    UDP_CHECKSUM = "udp checksum"
    UDP_PORT = "udp port"
    """Destination port 0, which no socket can have."""
    TCP_TRUNCATED = "tcp truncated"
    TCP_HEADER_SIZE = "tcp header size"
    """Data offset below 5 words, or beyond the IP payload."""
    TCP_CHECKSUM = "tcp checksum"
    TCP_PORT = "tcp port"
    """Source or destination port 0, which no connection can have."""
    TCP_OPTION = "tcp option"
    """An option of impossible length (RFC 9293, 3.1, MUST-7)."""
