"""The least memory with which a machine serves, in MiB: `python -m tools.least_memory`.

Each server is booted with one MiB more until it answers. QEMU takes whole MiB only.
"""

import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from gloamtool.launch.accelerator import choose_accelerator
from gloamtool.launch.ports import PortForward, Transport
from gloamtool.launch.qemu import MACHINES
from tools.echo_client import first_answer, free_udp_port
from tools.guests import ECHO_PORT, ROOT, UDP_ECHO, built, running_vm

DNS_SERVER = ROOT / "examples" / "dns_server" / "main.py"
DNS_PORT = 5300
MACHINE_NAMES = ("microvm", "q35")
MIB_MAX = 64
ANSWER_TIMEOUT_S = 5.0
QUESTION = (
    b"\x00\x01\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00"  # RFC 1035, 4.1.1: one question
    b"\x07example\x03org\x00\x00\x06\x00\x01"  # SOA, IN
)


@dataclass(frozen=True, slots=True)
class Server:
    """`question` is a datagram that it answers."""

    source: Path
    port: int
    question: bytes


SERVERS = (Server(UDP_ECHO, ECHO_PORT, b"knock"), Server(DNS_SERVER, DNS_PORT, QUESTION))


def serves(server: Server, image: Path, machine_name: str, mib: int) -> bool:
    """Whether a machine with this much memory answers."""
    machine = MACHINES[machine_name]
    port = free_udp_port()
    with running_vm(
        image,
        port,
        machine,
        choose_accelerator(machine).accelerator,
        forward=PortForward(port, server.port, Transport.UDP),
        memory_bytes=mib << 20,
    ) as guest:
        try:
            first_answer(port, guest.is_alive, question=server.question, timeout_s=ANSWER_TIMEOUT_S)
        except (TimeoutError, ConnectionError):
            return False
        return True


def main() -> int:
    """Print a line for each server and machine."""
    with tempfile.TemporaryDirectory() as directory:
        for server in SERVERS:
            image = built(server.source, "vm", Path(directory) / "image")
            for name in MACHINE_NAMES:
                sizes = range(1, MIB_MAX)
                least = next((mib for mib in sizes if serves(server, image, name, mib)), None)
                print(f"{server.source.parent.name} {name}: {least} MiB", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
