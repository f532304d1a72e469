"""An image without an address gets one from dnsmasq, and keeps a short lease by renewing."""

import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from gloamtool.image.builder import ImageOrder, build_image
from support import dhcp_grants
from support.namespace import HOST_ADDRESS, TAP, Namespace, missing, namespace

pytestmark = [
    pytest.mark.interop,
    pytest.mark.skipif(missing("dnsmasq") != "", reason=missing("dnsmasq")),
]

ECHO = Path(__file__).parents[2] / "examples" / "udp_echo" / "main.py"
PORT = 7000
TIMEOUT_S = 60
ASK = """\
import socket, sys
client = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
client.bind((sys.argv[3], 0))
client.settimeout(2)
for attempt in range(10):  # a datagram may be lost
    client.sendto(b"hello", (sys.argv[1], int(sys.argv[2])))
    try:
        print(client.recv(100))
        break
    except TimeoutError:
        print("no answer", file=sys.stderr)
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


def start_server(space: Namespace, folder: Path, *options: str) -> Path:
    """dnsmasq on the TAP device; the file that tells its leases."""
    leases, log = folder / "leases", folder / "log"
    space.start(
        *("dnsmasq", "--no-daemon", "--conf-file=/dev/null", "--port=0", "--no-ping"),
        *(f"--interface={TAP}", "--bind-interfaces", "--log-dhcp", f"--log-facility={log}"),
        *("--dhcp-range=10.9.0.50,10.9.0.60,255.255.255.0,2m", f"--dhcp-leasefile={leases}"),
        *options,
    )
    wait_for(lambda: log.exists() and "sockets bound" in log.read_text())
    return log


def wait_for(is_true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + TIMEOUT_S
    while not is_true():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)


def wait_for_line(guest: subprocess.Popen[str], line: str) -> None:
    assert guest.stdout is not None
    while (read := guest.stdout.readline()) != line:
        assert read != "", "the guest ended"


def check_echo(space: Namespace, ip: str, source: str = HOST_ADDRESS) -> None:
    asked = space.run(sys.executable, "-c", ASK, ip, str(PORT), source)
    assert asked.stdout == "b'hello'\n", asked.stderr


@pytest.mark.parametrize(("target", "options"), TARGETS)
def test_image_is_configured_and_serves_while_it_renews(
    target: str, options: tuple[str, ...], tmp_path: Path
) -> None:
    """By dnsmasq, and then by a server that has leases renewed every second: dnsmasq grants none
    for less than two minutes, and heeds no other T1."""
    image = tmp_path / "echo"
    build_image(ImageOrder(source=ECHO, target=target, memory_bytes=32 << 20), image)
    with namespace() as space:
        log = start_server(space, tmp_path)
        guest = space.gloam("run", *options, "--tap", TAP, image, str(PORT))
        # Not just until the address is there: its announcement lets the kernel send what waits for
        # it, and that may come before the program has bound its port.
        wait_for_line(guest, f"echo: listening on UDP port {PORT}\n")
        ip = (tmp_path / "leases").read_text().split()[2]
        check_echo(space, ip)
        text = log.read_text()
        space.stop_all()
        assert ip.startswith("10.9.0.5") or ip == "10.9.0.60"
        assert "DHCPNAK" not in text and "DHCPDECLINE" not in text
        assert text.count("DHCPOFFER") == 1
        check_renewals(space, ("run", *options, "--tap", TAP, str(image), str(PORT)))


def check_renewals(space: Namespace, command: tuple[str, ...]) -> None:
    space.run("ip", "addr", "add", f"{dhcp_grants.ROUTED}/32", "dev", "lo")
    path = f"PYTHONPATH={Path(__file__).parents[1]}"
    server = space.start("env", path, sys.executable, "-m", "support.dhcp_grants", TAP)
    assert server.stdout is not None
    assert server.stdout.readline() == "serving\n"
    guest = space.gloam(*command)
    wait_for_line(guest, f"echo: listening on UDP port {PORT}\n")
    told = [server.stdout.readline() for _ in range(2)]
    for _ in range(3):
        told.append(server.stdout.readline())
        check_echo(space, dhcp_grants.GRANTED)
        check_echo(space, dhcp_grants.GRANTED, dhcp_grants.ROUTED)
    assert guest.poll() is None
    # Renewals are unicast, without a new offer (RFC 2131, 4.4.5).
    assert told == ["1 broadcast\n", "3 broadcast\n"] + [f"3 {HOST_ADDRESS}\n"] * 3


def test_address_that_the_kernel_has_is_declined(tmp_path: Path) -> None:
    """The server does not look first (--no-ping), so that the client has to."""
    image = tmp_path / "echo"
    build_image(ImageOrder(source=ECHO, target="process", memory_bytes=32 << 20), image)
    with namespace() as space:
        log = start_server(space, tmp_path, "--dhcp-host=52:54:00:12:34:56,10.9.0.55")
        space.run("ip", "addr", "add", "10.9.0.55/24", "dev", TAP)
        space.gloam("run", "--tap", TAP, image)
        wait_for(lambda: "DHCPDECLINE" in log.read_text())
        space.run("ip", "addr", "delete", "10.9.0.55/24", "dev", TAP)
        wait_for(lambda: log.read_text().count("DHCPACK") >= 2)
        assert f"DHCPDECLINE({TAP}) 10.9.0.55" in log.read_text()
        assert HOST_ADDRESS not in (tmp_path / "leases").read_text()
