"""An image sets its clock by a time server of this host."""

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
import sys
import time

from gloam.net.ntp.client import NtpError, measure, step


async def main() -> None:
    monotonic = time.monotonic()
    before = time.time()
    sample = await measure(sys.argv[1], int(sys.argv[2]), samples=3, interval=0.05)
    step(sample)
    moved = time.time() - before - (time.monotonic() - monotonic)
    print(sample.stratum, round(moved, 1), abs(moved - sample.offset_ns / 1e9) < 0.01)
    try:
        await measure(sys.argv[1], int(sys.argv[2]), samples=3, interval=0.05)
    except NtpError as error:
        print(error, error.reason.name)
    try:
        time.clock_settime_ns(time.CLOCK_MONOTONIC, 5)
    except OSError as error:
        print(error.errno)


asyncio.run(main())
"""
# Three answers 5,000 s ahead of the kernel's clock, then a kiss of death.
SERVER = """\
import socket, struct, time
server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server.bind(("10.9.0.1", 123))
print("serving", flush=True)
for number in range(4):
    query, client = server.recvfrom(100)
    now = time.time() + 5000 + 2208988800
    stamp = struct.pack("!II", int(now), int(now % 1 * 2**32))
    head = struct.pack("!BBbbII4s", 0x24, 3 if number < 3 else 0, 6, -20, 0, 0, b"DENY")
    server.sendto(head + bytes(8) + query[40:48] + stamp + stamp, client)
"""
OUTPUT = """\
3 5000.0 True
the server refuses to answer DENIED
22
"""


def test_clock_is_stepped_by_the_median(tmp_path: Path) -> None:
    source, image = tmp_path / "clock.py", tmp_path / "image"
    source.write_text(PROGRAM)
    build_image(ImageOrder(source=source, target="process", memory_bytes=32 << 20), image)
    with namespace() as space:
        server = space.start(sys.executable, "-c", SERVER)
        assert server.stdout is not None
        assert server.stdout.readline() == "serving\n"
        options = ("--tap", TAP, "--ip", "10.9.0.2/24", "--ip6", "off")
        guest = space.gloam("run", *options, image, "10.9.0.1", "123")
        output, _ = guest.communicate(timeout=60)
    assert output == OUTPUT
