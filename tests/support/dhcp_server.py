"""DHCP messages written with `struct` alone, and a server that grants one address for ever."""

from __future__ import annotations

import struct

from support import packets
from support.packets import ip_bytes

COOKIE = bytes.fromhex("63825363")
OFFER, REQUEST, DECLINE, ACK, NAK = 2, 3, 4, 5, 6
SERVER_IP = "10.9.0.1"
SERVER_MAC = bytes.fromhex("020000000001")
GRANTED = "10.9.0.50"


def option(code: int, value: bytes) -> bytes:
    return bytes([code, len(value)]) + value


def seconds(code: int, value: int) -> bytes:
    return option(code, struct.pack("!I", value))


def lease_options(lease_s: int = 3600, server: str = SERVER_IP) -> bytes:
    return (
        option(54, ip_bytes(server))
        + seconds(51, lease_s)
        + option(1, ip_bytes("255.255.255.0"))
        + option(3, ip_bytes(SERVER_IP))
        + option(6, ip_bytes("10.9.0.7") + ip_bytes("10.9.0.8"))
    )


def message(
    kind: int,
    transaction: int,
    mac: bytes,
    ip: str = GRANTED,
    options: bytes | None = None,
    *,
    server_name: bytes = b"",
    file: bytes = b"",
) -> bytes:
    """A server's message; `options` are those behind the message type."""
    head = struct.pack("!BBBBIHH", 2, 1, 6, 0, transaction, 0, 0x8000)
    head += bytes(4) + ip_bytes(ip) + bytes(8) + mac.ljust(16, b"\0")
    head += server_name.ljust(64, b"\0") + file.ljust(128, b"\0") + COOKIE
    body = lease_options() if options is None else options
    return head + option(53, bytes([kind])) + body + b"\xff"


def read_options(payload: bytes) -> dict[int, bytes]:
    """The options of a client's message, each of which comes once."""
    assert payload[236:240] == COOKIE
    found = {}
    index = 240
    while payload[index] != 255:
        size = payload[index + 1]
        assert payload[index] not in found
        found[payload[index]] = payload[index + 2 : index + 2 + size]
        index += 2 + size
    return found


class Server:
    """Answers the client's frames; `is_silent` ignores them."""

    def __init__(self, lease_s: int) -> None:
        self.lease_s = lease_s
        self.is_silent = False
        self.asked: list[int] = []
        """Message types, in the order they came."""

    def answer(self, frame: bytes, mac: bytes) -> list[bytes]:
        """The frames that follow from one of the client's: DHCP and ARP."""
        if frame[12:14] == b"\x08\x06" and frame[38:42] == ip_bytes(SERVER_IP):
            reply = packets.arp(2, SERVER_MAC, SERVER_IP, mac, GRANTED)
            return [packets.ethernet(reply, mac, SERVER_MAC, 0x0806)]
        if self.is_silent or frame[12:14] != b"\x08\x00" or frame[36:38] != b"\x00\x43":
            return []
        payload = frame[42:]
        kind = read_options(payload)[53][0]
        self.asked.append(kind)
        if kind == DECLINE:
            return []
        (transaction,) = struct.unpack_from("!I", payload, 4)
        is_bound = payload[12:16] != bytes(4)
        answer = message(
            OFFER if kind == 1 else ACK, transaction, mac, options=lease_options(self.lease_s)
        )
        target = GRANTED if is_bound else "255.255.255.255"
        datagram = packets.udp(answer, 67, 68, SERVER_IP, target)
        link = mac if is_bound else b"\xff" * 6
        packet = packets.ipv4(datagram, 17, SERVER_IP, target)
        return [packets.ethernet(packet, link, SERVER_MAC)]
