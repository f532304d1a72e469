"""An image behind this kernel as a router whose next link is narrow (RFC 1191)."""

import sys
from pathlib import Path

import pytest

from gloamtool.image.builder import ImageOrder, build_image
from support.namespace import TAP, missing, namespace

pytestmark = [
    pytest.mark.interop,
    pytest.mark.skipif(missing("unshare") != "", reason=missing("unshare")),
]

PROGRAM = """\
import asyncio


async def give(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(bytes(range(256)) * 1_000)
    await writer.drain()
    writer.close()


async def main() -> None:
    await asyncio.start_server(give, "0.0.0.0", 7000)
    print("serving", flush=True)
    await asyncio.Event().wait()


asyncio.run(main())
"""
# In a namespace of its own behind the router; its link begins when the router's end is moved there.
CLIENT = """\
import socket, subprocess, sys
print("ready", flush=True)
sys.stdin.readline()
for words in ("addr add 10.8.0.2/24 dev far", "link set far up", "route add default via 10.8.0.1"):
    subprocess.run(["ip", *words.split()], check=True)
for _ in range(2):
    client = socket.create_connection(("10.9.0.2", 7000), timeout=20)
    print(client.makefile("rb").read() == bytes(range(256)) * 1000, flush=True)
"""


def test_data_passes_a_narrow_link_without_fragments(tmp_path: Path) -> None:
    source, image = tmp_path / "give.py", tmp_path / "image"
    source.write_text(PROGRAM)
    build_image(ImageOrder(source=source, target="process", memory_bytes=32 << 20), image)
    with namespace() as space:
        client = space.start("unshare", "--net", sys.executable, "-c", CLIENT, has_input=True)
        assert client.stdout is not None and client.stdin is not None
        assert client.stdout.readline() == "ready\n"
        for words in (
            "sysctl -qw net.ipv4.ip_forward=1",
            "ip link add near type veth peer far",
            f"ip link set far netns {client.pid}",
            "ip addr add 10.8.0.1/24 dev near",
            "ip link set near up",
            # Both ends believe in 1,500; the router does not.
            "ip route replace 10.8.0.0/24 dev near mtu lock 1000",
        ):
            finished = space.run(*words.split())
            assert finished.returncode == 0, finished.stderr
        options = ("--tap", TAP, "--ip", "10.9.0.2/24,10.9.0.1", "--ip6", "off")
        guest = space.gloam("run", *options, image)
        assert guest.stdout is not None
        assert guest.stdout.readline() == "serving\n"
        output, _ = client.communicate("go\n", timeout=60)
        counts = space.run("cat", "/proc/net/snmp").stdout
    assert output == "True\nTrue\n"
    table: dict[str, str] = {}
    lines = [line.split() for line in counts.splitlines()]
    for names, values in zip(lines[::2], lines[1::2], strict=True):
        table.update(zip([names[0] + name for name in names[1:]], values[1:], strict=True))
    assert int(table["Icmp:OutDestUnreachs"]) >= 1
    assert table["Ip:FragCreates"] == "0"
