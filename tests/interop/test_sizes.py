"""Packets of every size between this kernel and an image: whole ones and fragments, both ways."""

import sys
from pathlib import Path

import pytest

from gloamtool.image.builder import ImageOrder, build_image
from support.namespace import TAP, Namespace, missing, namespace

pytestmark = [
    pytest.mark.interop,
    pytest.mark.skipif(missing("ping") != "", reason=missing("ping")),
]

ECHO = Path(__file__).parents[2] / "examples" / "udp_echo" / "main.py"
IP = "10.9.0.2"
PORT = 7000
PING_SIZES = (0, 1, 55, 56, 1471, 1472, 1473, 2959, 2960, 2961, 8000, 32_767, 65_506, 65_507)
ASK = """\
import random, socket, sys
client = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
client.connect((sys.argv[1], int(sys.argv[2])))
client.settimeout(5)
rng = random.Random(5)
sizes = [0, 1, 1472, 1473, 2952, 2953, 65506, 65507] + [rng.randrange(65508) for _ in range(60)]
for size in sizes:
    data = rng.randbytes(size)
    client.send(data)
    # An empty datagram is not echoed: asyncio sends none.
    assert size == 0 or client.recv(70000) == data, size
print("all")
"""


def test_ping_and_datagrams_of_every_size(tmp_path: Path) -> None:
    image = tmp_path / "echo"
    build_image(ImageOrder(source=ECHO, target="process", memory_bytes=32 << 20), image)
    with namespace() as space:
        guest = space.gloam("run", "--tap", TAP, "--ip", f"{IP}/24", image, str(PORT))
        assert guest.stdout is not None
        assert guest.stdout.readline() == f"echo: listening on UDP port {PORT}\n"
        for size in PING_SIZES:
            check_ping(space, size)
        asked = space.run(sys.executable, "-c", ASK, IP, str(PORT))
        assert asked.stdout == "all\n", asked.stderr


def check_ping(space: Namespace, size: int) -> None:
    finished = space.run("ping", "-c", "3", "-i", "0.01", "-W", "5", "-s", str(size), IP)
    assert ", 0% packet loss" in finished.stdout, (size, finished.stdout)
