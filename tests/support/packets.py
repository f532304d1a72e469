"""Packets written with `struct` alone, independent of the codecs under test.

The checksum is computed another way too: a sum of 16-bit words modulo 0xFFFF is the whole number
modulo 0xFFFF.
"""

from __future__ import annotations

import struct

OUR_MAC = bytes.fromhex("020000000002")
PEER_MAC = bytes.fromhex("020000000001")
BROADCAST_MAC = b"\xff" * 6
OUR_IP = "10.9.0.2"
PEER_IP = "10.9.0.1"


def ip_bytes(text: str) -> bytes:
    return bytes(int(part) for part in text.split("."))


def internet_checksum(data: bytes) -> int:
    value = int.from_bytes(data + b"\x00" * (len(data) % 2), "big")
    if value == 0:
        return 0xFFFF
    return 0xFFFF - (value % 0xFFFF or 0xFFFF)


def ethernet(
    payload: bytes,
    target: bytes = OUR_MAC,
    source: bytes = PEER_MAC,
    ether_type: int = 0x0800,
) -> bytes:
    return target + source + struct.pack("!H", ether_type) + payload


def arp(
    operation: int, sender_mac: bytes, sender_ip: str, target_mac: bytes, target_ip: str
) -> bytes:
    return (
        struct.pack("!HHBBH", 1, 0x0800, 6, 4, operation)
        + sender_mac
        + ip_bytes(sender_ip)
        + target_mac
        + ip_bytes(target_ip)
    )


def ipv4(
    payload: bytes,
    protocol: int,
    source: str = PEER_IP,
    target: str = OUR_IP,
    *,
    options: bytes = b"",
    fragment: int = 0,
) -> bytes:
    """`fragment` is the whole 16-bit field of flags and offset."""
    header = struct.pack(
        "!BBHHHBBH4s4s",
        0x45 + len(options) // 4,
        0,
        20 + len(options) + len(payload),
        7,
        fragment,
        64,
        protocol,
        0,
        ip_bytes(source),
        ip_bytes(target),
    )
    check = internet_checksum(header + options)
    return header[:10] + struct.pack("!H", check) + header[12:] + options + payload


def udp(
    payload: bytes,
    source_port: int,
    target_port: int,
    source: str = PEER_IP,
    target: str = OUR_IP,
) -> bytes:
    size = 8 + len(payload)
    pseudo = ip_bytes(source) + ip_bytes(target) + struct.pack("!HH", 17, size)
    header = struct.pack("!HHH", source_port, target_port, size)
    check = internet_checksum(pseudo + header + b"\x00\x00" + payload) or 0xFFFF
    return header + struct.pack("!H", check) + payload


def icmp(kind: int, code: int, rest: bytes) -> bytes:
    """`rest` starts with the four bytes behind the checksum."""
    check = internet_checksum(bytes([kind, code, 0, 0]) + rest)
    return bytes([kind, code]) + struct.pack("!H", check) + rest


def udp_frame(payload: bytes, source_port: int, target_port: int, source: str = PEER_IP) -> bytes:
    return ethernet(ipv4(udp(payload, source_port, target_port, source), 17, source))


def arp_reply_frame(ip: str = PEER_IP, mac: bytes = PEER_MAC) -> bytes:
    return ethernet(arp(2, mac, ip, OUR_MAC, OUR_IP), source=mac, ether_type=0x0806)
