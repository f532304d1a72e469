"""A DHCP server as a program of its own, which grants what no daemon would: T1 after a second.

Run in a namespace with the TAP device. It prints each message's type and whether it was broadcast,
and tells the way to ROUTED, with no router.
"""

from __future__ import annotations

import socket
import struct
import sys

from support.dhcp_server import ACK, OFFER, message, option, read_options, seconds
from support.packets import ip_bytes

GRANTED = "10.9.0.50"
SERVER = "10.9.0.1"
ROUTED = "10.77.0.1"
"""In a network that only a classless route leads to (RFC 3442)."""
OPTIONS = (
    option(54, ip_bytes(SERVER))
    + seconds(51, 600)
    + seconds(58, 1)
    + seconds(59, 500)
    + option(1, ip_bytes("255.255.255.0"))
    + option(121, bytes([16, 10, 77]) + ip_bytes(SERVER))
)
IP_PKTINFO = 8
"""linux/in.h"""


def main(device: str) -> None:
    server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    server.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
    server.setsockopt(socket.SOL_SOCKET, socket.SO_BINDTODEVICE, device.encode() + b"\0")
    server.setsockopt(socket.IPPROTO_IP, IP_PKTINFO, 1)
    server.bind(("", 67))
    print("serving", flush=True)
    while True:
        asked, control, _, _ = server.recvmsg(2_000, 100)
        target = socket.inet_ntoa(control[0][2][8:12])
        kind = read_options(asked)[53][0]
        print(kind, "broadcast" if target == "255.255.255.255" else target, flush=True)
        (transaction,) = struct.unpack_from("!I", asked, 4)
        answer = message(OFFER if kind == 1 else ACK, transaction, asked[28:34], GRANTED, OPTIONS)
        client = socket.inet_ntoa(asked[12:16])
        server.sendto(answer, (client if client != "0.0.0.0" else "255.255.255.255", 68))


if __name__ == "__main__":
    main(sys.argv[1])
