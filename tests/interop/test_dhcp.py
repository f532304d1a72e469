"""An image without an address gets one from dnsmasq, and keeps it by renewing."""

import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from gloamtool.image.builder import ImageOrder, build_image
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


@pytest.mark.parametrize(("target", "options"), TARGETS)
def test_image_is_configured_by_dnsmasq_and_serves(
    target: str, options: tuple[str, ...], tmp_path: Path
) -> None:
    image = tmp_path / "echo"
    build_image(ImageOrder(source=ECHO, target=target, memory_bytes=32 << 20), image)
    with namespace() as space:
        log = start_server(
            space, tmp_path, "--dhcp-option=option:T1,2", "--dhcp-option=option:T2,60"
        )
        guest = space.gloam("run", *options, "--tap", TAP, image, str(PORT))
        # Not just until the address is there: its announcement lets the kernel send what waits for
        # it, and that may come before the program has bound its port.
        wait_for_line(guest, f"echo: listening on UDP port {PORT}\n")
        ip = (tmp_path / "leases").read_text().split()[2]
        for _ in range(2):
            asked = space.run(sys.executable, "-c", ASK, ip, str(PORT))
            assert asked.stdout == "b'hello'\n", asked.stderr
            wait_for(lambda: log.read_text().count("DHCPACK") > 1)
        assert guest.poll() is None
        text = log.read_text()
    assert ip.startswith("10.9.0.5") or ip == "10.9.0.60"
    assert "DHCPNAK" not in text and "DHCPDECLINE" not in text
    # Renewals are unicast, without a new offer.
    assert text.count("DHCPOFFER") == 1


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
