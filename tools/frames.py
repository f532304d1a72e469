"""Ethernet frames made by hand, right and wrong: an oracle that shares no code with the stack.

Formats: RFC 826 (ARP), RFC 791 (IPv4), RFC 8200 (IPv6), RFC 4443 (ICMPv6), RFC 768 (UDP), RFC 1071
(checksum).
"""

import struct
from dataclasses import dataclass

TYPE_IPV4 = 0x0800
TYPE_ARP = 0x0806
TYPE_IPV6 = 0x86DD
PROTOCOL_UDP = 17
PROTOCOL_ICMP6 = 58
ETHERNET_SIZE = 14
IPV4_SIZE = 20
IPV6_SIZE = 40
UDP_SIZE = 8


@dataclass(frozen=True, slots=True)
class Station:
    """Who sends or receives: hardware address, IPv4 address, UDP port."""

    mac: bytes
    ip: bytes
    port: int


def checksum(data: bytes) -> int:
    """The Internet checksum of `data`, padded with a zero byte if its length is odd."""
    padded = data + bytes(len(data) % 2)
    total: int = sum(struct.unpack(f"!{len(padded) // 2}H", padded))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


def ethernet(source: Station, target: Station, ether_type: int, payload: bytes) -> bytes:
    """A frame without check sequence."""
    return target.mac + source.mac + struct.pack("!H", ether_type) + payload


def ipv4(source: Station, target: Station, protocol: int, payload: bytes) -> bytes:
    """A packet without options, with a right checksum."""
    size = IPV4_SIZE + len(payload)
    head = struct.pack("!BBHHHBBH", 0x45, 0, size, 0, 0, 64, protocol, 0) + source.ip + target.ip
    return head[:10] + struct.pack("!H", checksum(head)) + head[12:] + payload


def ipv6(source: bytes, target: bytes, protocol: int, payload: bytes, hop_limit: int) -> bytes:
    """A packet without extension headers."""
    head = struct.pack("!IHBB", 6 << 28, len(payload), protocol, hop_limit)
    return head + source + target + payload


def icmp6(source: bytes, target: bytes, kind: int, body: bytes) -> bytes:
    """A message with a right checksum; `body` is what follows that."""
    pseudo = source + target + struct.pack("!II", 4 + len(body), PROTOCOL_ICMP6)
    value = checksum(pseudo + bytes([kind, 0, 0, 0]) + body)
    return struct.pack("!BBH", kind, 0, value) + body


def udp(source: Station, target: Station, payload: bytes) -> bytes:
    """A datagram with a right checksum."""
    size = UDP_SIZE + len(payload)
    head = struct.pack("!HHH", source.port, target.port, size)
    pseudo = source.ip + target.ip + struct.pack("!BBH", 0, PROTOCOL_UDP, size)
    value = checksum(pseudo + head + b"\0\0" + payload) or 0xFFFF
    return head + struct.pack("!H", value) + payload


def datagram_frame(source: Station, target: Station, payload: bytes) -> bytes:
    """A whole, right frame with a datagram."""
    packet = ipv4(source, target, PROTOCOL_UDP, udp(source, target, payload))
    return ethernet(source, target, TYPE_IPV4, packet)


def payload_of(frame: bytes) -> bytes | None:
    """The datagram's payload in a right frame; None for any other frame."""
    if len(frame) < ETHERNET_SIZE + IPV4_SIZE + UDP_SIZE:
        return None
    if frame[12:14] != struct.pack("!H", TYPE_IPV4) or frame[23] != PROTOCOL_UDP:
        return None
    start = ETHERNET_SIZE + 4 * (frame[14] & 15)
    size = struct.unpack_from("!H", frame, start + 4)[0]
    return frame[start + UDP_SIZE : start + size]


def arp_reply(question: bytes, station: Station) -> bytes | None:
    """The answer to an ARP request for `station`; None if the frame is no such request."""
    if len(question) < ETHERNET_SIZE + 28 or question[12:14] != struct.pack("!H", TYPE_ARP):
        return None
    operation = question[20:22]
    asker_mac, asker_ip, wanted = question[22:28], question[28:32], question[38:42]
    if operation != b"\0\1" or wanted != station.ip:
        return None
    head = struct.pack("!HHBBH", 1, TYPE_IPV4, 6, 4, 2)
    body = head + station.mac + station.ip + asker_mac + asker_ip
    return asker_mac + station.mac + struct.pack("!H", TYPE_ARP) + body
