"""An image in multicast groups, with this kernel as the sender and as the router that asks."""

import sys
from pathlib import Path

import pytest

from gloamtool.image.builder import ImageOrder, build_image
from support.namespace import TAP, missing, namespace

pytestmark = [
    pytest.mark.interop,
    pytest.mark.skipif(missing() != "", reason=missing()),
]

PROGRAM = """\
import asyncio
import socket
import struct

GROUPS = ("239.1.2.3", "ff05::1234")


class Peer(asyncio.DatagramProtocol):
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        print("got", data, flush=True)
        if data == b"six":
            ENDED.set()


ENDED = asyncio.Event()


async def main() -> None:
    loop = asyncio.get_running_loop()
    four, _ = await loop.create_datagram_endpoint(Peer, local_addr=("0.0.0.0", 7000))
    six, _ = await loop.create_datagram_endpoint(Peer, local_addr=("::", 7001))
    one, two = four.get_extra_info("socket"), six.get_extra_info("socket")
    group = struct.pack("4s4s", socket.inet_aton(GROUPS[0]), socket.inet_aton("0.0.0.0"))
    group6 = struct.pack("16sI", socket.inet_pton(socket.AF_INET6, GROUPS[1]), 0)
    for option, value in (
        (socket.IP_DROP_MEMBERSHIP, group),
        (socket.IP_ADD_MEMBERSHIP, group),
        (socket.IP_ADD_MEMBERSHIP, group),
        (socket.IP_ADD_MEMBERSHIP, bytes(8)),
        (socket.IP_MULTICAST_TTL, 3),
        (250, 1),
    ):
        try:
            one.setsockopt(socket.IPPROTO_IP, option, value)
            print(option, "done")
        except OSError as error:
            print(option, error.errno)
    two.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_JOIN_GROUP, group6)
    four.sendto(b"own", (GROUPS[0], 7000))
    one.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_LOOP, 0)
    four.sendto(b"not heard", (GROUPS[0], 7000))
    print("joined", flush=True)
    await ENDED.wait()
    one.setsockopt(socket.IPPROTO_IP, socket.IP_DROP_MEMBERSHIP, group)
    two.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_LEAVE_GROUP, group6)
    await asyncio.sleep(0.3)


asyncio.run(main())
"""
OUTPUT = """\
36 99
35 done
35 98
35 22
33 done
250 92
joined
got b'own'
got b'four'
got b'six'
"""
SENDER = f"""\
import socket, struct, time
four = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
four.setsockopt(0, socket.IP_MULTICAST_IF, socket.inet_aton("10.9.0.1"))
four.sendto(b"four", ("239.1.2.3", 7000))
four.sendto(b"other group", ("239.1.2.4", 7000))
six = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
six.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_MULTICAST_IF, socket.if_nametoindex("{TAP}"))
raw = socket.socket(socket.AF_INET, socket.SOCK_RAW, 2)
raw.setsockopt(0, socket.IP_MULTICAST_IF, socket.inet_aton("10.9.0.1"))
# A router of version 2 that waits for an answer for 0.2 s (RFC 2236, 2).
raw.sendto(bytes.fromhex("1102eefd00000000"), ("224.0.0.1", 0))
time.sleep(0.5)
six.sendto(b"six", ("ff05::1234", 7001))
"""
SNIFFER = f"""\
import socket
raw = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(3))
raw.bind(("{TAP}", 0))
print("listening", flush=True)
while True:
    frame = raw.recv(2000)
    if frame[12:14] == b"\\x08\\0" and frame[6:12] == bytes.fromhex("525400123456"):
        size = (frame[14] & 15) * 4
        if frame[23] in (2, 17):
            print(frame[:6].hex(), frame[22], frame[14 + 20 : 14 + size].hex() or "-",
                  frame[14 + size :].hex() if frame[23] == 2 else "udp", flush=True)
"""
JOIN = "01005e000016 1 94040000 2200e8f90000000104000000ef010203"
LEAVE_2 = "01005e000002 1 94040000 1700f7faef010203"


def test_groups_are_reported_heard_and_left(tmp_path: Path) -> None:
    """RFC 3376, 5.1 and 7.2.1; RFC 2236, 3; RFC 1112, 6.4."""
    source, image = tmp_path / "groups.py", tmp_path / "image"
    source.write_text(PROGRAM)
    build_image(ImageOrder(source=source, target="process", memory_bytes=32 << 20), image)
    with namespace() as space:
        space.run("ip", "addr", "add", "fd00::1/64", "dev", TAP, "nodad")
        sniffer = space.start(sys.executable, "-c", SNIFFER)
        assert sniffer.stdout is not None
        assert sniffer.stdout.readline() == "listening\n"
        addresses = ("--ip", "10.9.0.2/24", "--ip6", "fd00::2/64")
        guest = space.gloam("run", "--tap", TAP, *addresses, image)
        assert guest.stdout is not None
        told = ""
        while not told.endswith("joined\n") and guest.poll() is None:
            told += guest.stdout.readline()
        sent = space.run(sys.executable, "-c", SENDER)
        assert sent.returncode == 0, sent.stderr
        rest = guest.stdout.read()  # communicate() would pass over what readline() has buffered
        guest.wait(timeout=60)
        sniffer.terminate()
        seen = sniffer.stdout.read().splitlines()
    assert told + rest == OUTPUT
    assert seen[0] == JOIN
    assert seen.count("01005e010203 3 - udp") == 2
    # The change is told twice, unless the old router asks in between (RFC 3376, 7.2.1: a change of
    # version cancels what is pending); that one is answered once, in its own version.
    in_old_version = seen.count("01005e010203 1 94040000 1600f8faef010203")
    assert in_old_version >= 1
    assert seen.count(JOIN) + in_old_version in (2, 3)
    assert seen[-1] == LEAVE_2
