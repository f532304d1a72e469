"""Servers side by side: each behind a link of its own with the kernel at the other end.

Ours are on TAP devices, the others in network namespaces behind veth pairs. CPU time is what the
kernel books on a server's process and its threads, a machine's whole QEMU included. Needs root.
"""

import os
import re
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from gloamtool.failure import ToolError
from tools.guests import ROOT

READY_S = 120
PAUSE_S = 0.1


@dataclass(frozen=True, slots=True)
class Server:
    name: str
    address: str
    pid: int


def ip(command: str) -> None:
    subprocess.run(["ip", *command.split()], check=True)


@contextmanager
def tap(name: str, host: str) -> Iterator[None]:
    """A device of that name; one that a killed run has left, and nobody uses, makes room."""
    if _is_abandoned(name):
        ip(f"link del {name}")
    ip(f"tuntap add dev {name} mode tap")
    try:
        ip(f"addr add {host}/24 dev {name}")
        ip(f"link set {name} up")
        yield
    finally:
        ip(f"link del {name}")


def _is_abandoned(name: str) -> bool:
    """Whether there is such a TAP device and no program holds it: then it has no carrier."""
    state = Path(f"/sys/class/net/{name}/operstate")
    return state.exists() and state.read_text().strip() == "down"


@contextmanager
def namespace(name: str, host: str, guest: str) -> Iterator[None]:
    """The same for a network namespace and the way into it."""
    if Path(f"/run/netns/{name}").exists():
        pids = subprocess.run(["ip", "netns", "pids", name], capture_output=True, check=True)
        if not pids.stdout.strip():
            ip(f"netns del {name}")
    ip(f"netns add {name}")
    try:
        ip(f"link add {name}a type veth peer name {name}b netns {name}")
        ip(f"addr add {host}/24 dev {name}a")
        ip(f"link set {name}a up")
        ip(f"-n {name} addr add {guest}/24 dev {name}b")
        ip(f"-n {name} link set {name}b up")
        yield
    finally:
        ip(f"netns del {name}")


@contextmanager
def running(command: list[str], folder: Path, is_ready: Callable[[], bool]) -> Iterator[int]:
    """A server, whose output goes into `folder`, once it is ready: its process, below launchers."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    path = folder / "output"
    with path.open("wb") as output:
        child = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, env=environment
        )
        try:
            end = time.monotonic() + READY_S
            while not is_ready():
                if time.monotonic() > end or child.poll() is not None:
                    raise ToolError(f"no answer from {folder.name}:\n{path.read_text()}")
                time.sleep(PAUSE_S)
            yield leaf(child.pid)
        finally:
            child.terminate()
            child.wait()


def leaf(pid: int) -> int:
    """The youngest descendant that has no child of its own."""
    while children := Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
        pid = int(children[-1])
    return pid


def cpu_s(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def resident_bytes(pid: int) -> int:
    text = Path(f"/proc/{pid}/status").read_text()
    found = re.search(r"VmRSS:\s*(\d+)", text)
    return int(found[1]) << 10 if found else 0
