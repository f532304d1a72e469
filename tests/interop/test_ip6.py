"""IPv6 between this kernel and an image: addresses, pings of every size, datagrams, streams."""

import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from gloamtool.image.builder import ImageOrder, build_image
from support.namespace import TAP, Namespace, missing, namespace

pytestmark = [
    pytest.mark.interop,
    pytest.mark.skipif(missing("ping") != "", reason=missing("ping")),
]

EXAMPLES = Path(__file__).parents[2] / "examples"
TIMEOUT_S = 60
HOST, GUEST = "fd00::1", "fd00::2"
MADE = "fd00:1::5054:ff:fe12:3456"
"""What the image's default hardware address makes of the router's prefix."""
PORT = 7000
PING_SIZES = (0, 1, 56, 1451, 1452, 1453, 2896, 2897, 8000, 32_767, 65_527)
PROGRAM = """\
import asyncio
import sys
from typing import cast


class Echo(asyncio.DatagramProtocol):
    transport: asyncio.DatagramTransport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.DatagramTransport, transport)

    def datagram_received(self, data: bytes, addr: object) -> None:
        print("datagram from", addr)
        assert isinstance(addr, tuple)
        self.transport.sendto(data, addr)


async def echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    print("stream from", writer.get_extra_info("peername")[0])
    data = await reader.read(65536)
    while data:
        writer.write(data)
        await writer.drain()
        data = await reader.read(65536)
    writer.close()


async def main() -> None:
    loop = asyncio.get_running_loop()
    await loop.create_datagram_endpoint(Echo, local_addr=("::", 7000))
    server = await asyncio.start_server(echo, None, 7000)
    print(sorted(socket.getsockname() for socket in server.sockets))
    reader, writer = await asyncio.open_connection(sys.argv[1], 9000)
    print("connected to", writer.get_extra_info("peername"))
    writer.write(b"from the image")
    writer.write_eof()
    print(await reader.read())
    writer.close()
    await writer.wait_closed()
    print("ready")
    await server.serve_forever()


asyncio.run(main())
"""
ANSWER = """\
import socket
listener = socket.create_server(("::", 9000), family=socket.AF_INET6)
peer, address = listener.accept()
data = b""
while block := peer.recv(1000):
    data += block
peer.sendall(b"to " + address[0].encode() + b": " + data)
peer.close()
"""
DATAGRAMS = """\
import random, socket, sys
family = socket.AF_INET6 if ":" in sys.argv[1] else socket.AF_INET
client = socket.socket(family, socket.SOCK_DGRAM)
client.connect((sys.argv[1], 7000))
client.settimeout(5)
rng = random.Random(5)
sizes = [1, 1452, 1453, 2896, 2897, 65507] + [rng.randrange(1, 65508) for _ in range(20)]
for size in sizes:
    data = rng.randbytes(size)
    client.send(data)
    assert client.recv(70000) == data, size
print("all")
"""
STREAM = """\
import random, socket, sys, threading
data = random.Random(6).randbytes(3_000_000)
client = socket.create_connection((sys.argv[1], 7000))
def send():
    client.sendall(data)
    client.shutdown(socket.SHUT_WR)
sender = threading.Thread(target=send)
sender.start()
back = b""
while block := client.recv(1 << 20):
    back += block
assert back == data
print("all")
"""
RADVD = """\
interface tap0 {
    AdvSendAdvert on; MinRtrAdvInterval 3; MaxRtrAdvInterval 4; AdvLinkMTU 1400;
    prefix fd00:1::/64 { AdvOnLink on; AdvAutonomous on; };
};
"""
TARGETS = [
    pytest.param("process", (), id="process"),
    *[
        pytest.param(
            "vm",
            ("--accel", "tcg", "--machine", machine),
            id=machine,
            marks=pytest.mark.skipif(
                shutil.which("qemu-system-x86_64") is None, reason="QEMU is not installed"
            ),
        )
        for machine in ("microvm", "q35")
    ],
]


def wait_for(is_true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + TIMEOUT_S
    while not is_true():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)


def add_address(space: Namespace, address: str) -> None:
    added = space.run("ip", "addr", "add", address, "dev", TAP, "nodad")
    assert added.returncode == 0, added.stderr


def build(source: Path, target: str, folder: Path) -> Path:
    image = folder / "image"
    build_image(ImageOrder(source=source, target=target, memory_bytes=32 << 20), image)
    return image


def check_ping(space: Namespace, address: str, size: int) -> None:
    words = ("ping", "-6", "-c", "3", "-i", "0.01", "-W", "5", "-s", str(size), address)
    finished = space.run(*words)
    assert ", 0% packet loss" in finished.stdout, (size, finished.stdout)


def test_ping_of_every_size(tmp_path: Path) -> None:
    image = build(EXAMPLES / "udp_echo" / "main.py", "process", tmp_path)
    with namespace() as space:
        add_address(space, f"{HOST}/64")
        address = ("--ip", "10.9.0.2/24", "--ip6", f"{GUEST}/64")
        space.gloam("run", "--tap", TAP, *address, image, str(PORT))
        wait_for(lambda: space.run("ping", "-6", "-c", "1", "-W", "1", GUEST).returncode == 0)
        for size in PING_SIZES:
            check_ping(space, GUEST, size)


@pytest.mark.parametrize(("target", "options"), TARGETS)
@pytest.mark.skipif(missing("radvd") != "", reason=missing("radvd"))
def test_image_is_configured_by_radvd_and_serves(
    target: str, options: tuple[str, ...], tmp_path: Path
) -> None:
    source = tmp_path / "program.py"
    source.write_text(PROGRAM)
    image = build(source, target, tmp_path)
    configuration = tmp_path / "radvd.conf"
    configuration.write_text(RADVD)
    with namespace() as space:
        space.run("sysctl", "-qw", "net.ipv6.conf.all.forwarding=1")
        add_address(space, "fd00:1::1/64")
        # It speaks from the kernel's link-local address, which has to be there.
        wait_for(lambda: "tentative" not in space.run("ip", "-6", "addr", "show", TAP).stdout)
        space.start(
            *("radvd", "--nodaemon", "--logmethod=stderr", "-C", configuration),
            *("-p", tmp_path / "radvd.pid"),
        )
        space.start(sys.executable, "-c", ANSWER)
        guest = space.gloam(
            "run", *options, "--tap", TAP, "--ip", "10.9.0.2/24", image, "fd00:1::1"
        )
        assert guest.stdout is not None
        lines: list[str] = []
        while not lines or lines[-1] != "ready\n":
            lines.append(guest.stdout.readline())
            assert lines[-1] != "", lines
        assert lines[-4:] == [
            f"[('0.0.0.0', {PORT}), ('::', {PORT}, 0, 0)]\n",
            "connected to ('fd00:1::1', 9000, 0, 0)\n",
            f"b'to {MADE}: from the image'\n",
            "ready\n",
        ]
        check_ping(space, MADE, 56)
        for address in (MADE, "10.9.0.2"):
            for program in (DATAGRAMS, STREAM):
                asked = space.run(sys.executable, "-c", program, address)
                assert asked.stdout == "all\n", asked.stderr
        guest.terminate()
        rest = guest.stdout.read()
    for peer in ("fd00:1::1", "::ffff:10.9.0.1"):
        assert f"datagram from ('{peer}', " in rest
    for peer in ("fd00:1::1", "10.9.0.1"):
        assert f"stream from {peer}\n" in rest


def test_address_that_the_kernel_has_is_not_used(tmp_path: Path) -> None:
    image = build(EXAMPLES / "udp_echo" / "main.py", "process", tmp_path)
    with namespace() as space:
        add_address(space, f"{GUEST}/64")
        guest = space.gloam(
            *("run", "--tap", TAP, "--ip", "10.9.0.2/24", "--ip6", f"{GUEST}/64"),
            *(image, str(PORT)),
        )
        assert guest.stdout is not None
        lines = {guest.stdout.readline() for _ in range(2)}
        assert f"network: another host has the address {GUEST}: it is not used\n" in lines
