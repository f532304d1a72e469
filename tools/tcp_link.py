"""A network namespace with a TAP device: the kernel's TCP at one end, an image at the other.

Needs root, iproute2 and unshare (util-linux). `in_namespace` runs this Python again inside.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from gloamtool.failure import ToolError
from tools.guests import Running, running_command

TAP = "tap0"
LINUX = "10.9.0.1"
GUEST = "10.9.0.2"
INSIDE = "GLOAM_INSIDE_NAMESPACE"
START_TIMEOUT_S = 60


def in_namespace(module: str, arguments: Sequence[str]) -> int | None:
    """Run `python -m MODULE ARGUMENTS` in a new namespace; None if this is that run already."""
    if os.environ.get(INSIDE):
        return None
    command = ["unshare", "--net", sys.executable, "-m", module, *arguments]
    return subprocess.run(command, env={**os.environ, INSIDE: "1"}, check=False).returncode


def make_tap() -> None:
    """The kernel is LINUX at its end of the TAP device."""
    for command in (
        "link set lo up",
        f"tuntap add dev {TAP} mode tap",
        f"link set {TAP} address 02:00:00:00:00:01",
        f"addr add {LINUX}/24 dev {TAP}",
        f"link set {TAP} up",
    ):
        subprocess.run(["ip", *command.split()], check=True)
    # Ports of closed connections stay taken for a minute, and the tests make 30,000.
    Path("/proc/sys/net/ipv4/ip_local_port_range").write_text("1025 65535")


@contextmanager
def serving(
    image: Path, target: str, argv: Sequence[str] = (), line: str = "peer: serving"
) -> Iterator[Running]:
    """The image on the TAP device at address GUEST, from when it has printed `line`."""
    options = ["--target", target] if target == "process" else ["--machine", target]
    command = ["run", *options, "--tap", TAP, "--ip", f"{GUEST}/24,{LINUX}", str(image), *argv]
    with running_command(command) as guest:
        limit = time.monotonic() + START_TIMEOUT_S
        while line.encode() not in guest.console:
            if not guest.is_alive() or time.monotonic() > limit:
                raise ToolError(f"{target}: {guest.console.decode()}")
            time.sleep(0.01)
        yield guest
