"""The name server example as a virtual machine, asked over UDP and TCP."""

import socket
import threading
import time
from pathlib import Path

import pytest
from tools.echo_client import free_udp_port

from gloam.dns import code, message
from gloam.dns.edns import Edns
from gloam.dns.message import Message
from gloam.dns.name import name_text, parse_name
from gloamtool.image.builder import ImageOrder, build_image
from gloamtool.launch.ports import PortForward, Transport
from gloamtool.launch.qemu import MACHINES, Accelerator, Guest
from gloamtool.launch.request import LaunchRequest
from support.qemu import QEMU

pytestmark = [
    pytest.mark.image,
    pytest.mark.skipif(QEMU is None, reason="qemu-system-x86_64 is not installed"),
]

EXAMPLE = Path(__file__).parents[2] / "examples" / "dns_server"
PORT = 5300
QUERIES = 205
TIMEOUT_S = 90


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("dns") / "dns"
    source = EXAMPLE / "main.py"
    build_image(ImageOrder(source=source, target="vm", memory_bytes=32 << 20), target)
    return target


def parsed(data: bytes) -> Message:
    found = message.parse(data)
    assert isinstance(found, Message), found
    return found


class Client:
    def __init__(self, port: int) -> None:
        self.port = port
        self.socket = socket.socket(type=socket.SOCK_DGRAM)
        self.socket.connect(("127.0.0.1", port))
        self.socket.settimeout(TIMEOUT_S)

    def ask(self, name: str, record_type: int = code.A, edns: Edns | None = None) -> Message:
        self.socket.send(message.emit(message.query(1, parse_name(name), record_type, edns=edns)))
        return parsed(self.socket.recv(65_535))

    def data(self, name: str, record_type: int = code.A) -> list[bytes]:
        return [record.data for record in self.ask(name, record_type).answers]

    def pipeline(self, count: int) -> list[Message]:
        """That many queries at once on a connection."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=TIMEOUT_S) as connection:
            for number in range(count):
                name = parse_name(f"host{number % 100 + 1}.example.org.")
                query = message.emit(message.query(number, name, code.A))
                connection.sendall(len(query).to_bytes(2, "big") + query)
            file = connection.makefile("rb")
            sizes = (int.from_bytes(file.read(2), "big") for _ in range(count))
            return [parsed(file.read(size)) for size in sizes]


@pytest.mark.parametrize("machine", MACHINES)
def test_the_name_server_serves_as_a_machine(image: Path, machine: str, tmp_path: Path) -> None:
    port = free_udp_port()
    request = LaunchRequest(
        program=image,
        argv=("main.py", str(PORT), str(QUERIES)),
        forwards=tuple(PortForward(port, PORT, transport) for transport in Transport),
    )
    statuses: list[int] = []
    console = tmp_path / "console"
    with Guest(request, MACHINES[machine], Accelerator.TCG) as guest, console.open("wb") as sink:
        pump = threading.Thread(target=lambda: statuses.append(guest.pump(sink, TIMEOUT_S)))
        pump.start()
        while (EXAMPLE / "expected.txt").read_text() not in console.read_text():
            assert pump.is_alive()
            time.sleep(0.02)
        client = Client(port)
        assert client.data("www.example.org.") == [parse_name("example.org."), b"\xc0\0\2\x50"]
        assert client.data("any.users.example.org.") == [b"\xc0\0\2\x51"]
        referral = client.ask("x.lab.example.org.", edns=Edns())
        assert not referral.flags & code.FLAG_AA
        assert [name_text(record.name) for record in referral.additionals] == [
            "ns.lab.example.org."
        ]
        assert client.ask("nothing.example.org.").rcode == code.NXDOMAIN
        assert client.ask("example.com.").rcode == code.REFUSED
        answers = client.pipeline(200)
        assert [answer.id for answer in answers] == list(range(200))
        assert answers[-1].answers[0].data == b"\xc6\x33\x64\x64"
        pump.join(TIMEOUT_S)
    assert statuses == [0]
    lines = console.read_text().splitlines()
    assert lines[-1] == f"dns: answered {QUERIES} queries"
    assert len(lines) == QUERIES + 2
