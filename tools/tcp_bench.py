"""`make tcp`: bulk throughput of an image against the kernel, beside kernel against kernel.

The kernel's own figure is taken between two namespaces on a veth pair, with the same programs at
both ends on CPython: once as it is, and once with segmentation and receive offload held to single
frames, which is what a TAP device without offload gets. Needs root.
"""

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from gloamtool.cli import exit_status
from gloamtool.failure import ToolError
from tools.guests import built
from tools.tcp_interop import PROGRAM, SINK_PORT, SOURCE_PORT, TARGETS
from tools.tcp_link import GUEST, in_namespace, make_tap, serving

BLOCK = bytes(65_536)
PING_PORT = 7000
PEER_NAMESPACE_TIMEOUT_S = 20


def send_rate(address: tuple[str, int], size: int) -> float:
    """Megabytes per second into a sink, to its answer."""
    with socket.create_connection(address, timeout=60) as client:
        start = time.monotonic()
        client.sendall(b"n")
        left = size
        while left > 0:
            client.sendall(BLOCK if left >= len(BLOCK) else BLOCK[:left])
            left -= len(BLOCK)
        client.shutdown(socket.SHUT_WR)
        answer = client.makefile("rb").read()
        seconds = time.monotonic() - start
    if not answer.startswith(b"%d " % size):
        raise ToolError(f"the sink took {answer!r} of {size}")
    return size / seconds / 1e6


def receive_rate(address: tuple[str, int], size: int) -> float:
    """Megabytes per second out of a source, from asking."""
    with socket.create_connection(address, timeout=60) as client:
        start = time.monotonic()
        client.sendall(b"%d\n" % size)
        left = size
        while block := client.recv(1 << 18):
            left -= len(block)
        seconds = time.monotonic() - start
    if left != 0:
        raise ToolError(f"the source was {left} bytes short")
    return size / seconds / 1e6


def connection_rate(address: tuple[str, int], count: int) -> float:
    """Connections per second, one after the other, with one byte echoed on each."""
    start = time.monotonic()
    for _ in range(count):
        with socket.create_connection(address, timeout=60) as client:
            client.sendall(b"x")
            client.shutdown(socket.SHUT_WR)
            while client.recv(100):
                pass
    return count / (time.monotonic() - start)


def cpu_seconds(launcher: int) -> float:
    """What the launcher's child has used: the image itself, or the machine around it."""
    child = Path(f"/proc/{launcher}/task/{launcher}/children").read_text().split()[0]
    fields = Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split()
    ticks: float = int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def report(name: str, host: str, size: int, count: int, launcher: int | None = None) -> None:
    """One row; what a processor second moves is known for images only, and hardly depends on what
    else the host does."""

    def used() -> float:
        return 0.0 if launcher is None else cpu_seconds(launcher)

    def per_second(seconds: float) -> str:
        return f"{size / seconds / 1e6:,.0f}" if seconds > 0 else ""

    start = used()
    into = send_rate((host, SINK_PORT), size)
    middle = used()
    out = receive_rate((host, SOURCE_PORT), size)
    end = used()
    rate = connection_rate((host, PING_PORT), count)
    cells = [name, f"{into:,.0f}", per_second(middle - start), f"{out:,.0f}"]
    cells += [per_second(end - middle), f"{rate:,.0f}"]
    print("| " + " | ".join(cells) + " |", flush=True)


@contextmanager
def kernel_peer(has_offload: bool) -> Iterator[str]:
    """The program on CPython in a namespace of its own, at the other end of a veth pair."""
    process = subprocess.Popen(
        ["unshare", "--net", sys.executable, str(PROGRAM)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    assert process.stdout is not None
    try:
        if process.stdout.readline() != "peer: serving\n":
            raise ToolError("the peer on CPython did not start")
        limits = [] if has_offload else ["gso_max_segs", "1", "gro_max_size", "1514"]
        inside = ["nsenter", "--net", "--target", str(process.pid)]
        for command in (
            ["ip", "link", "add", "veth0", "type", "veth", "peer", "veth1"],
            ["ip", "link", "set", "veth1", "netns", str(process.pid)],
            ["ip", "addr", "add", "10.8.0.1/24", "dev", "veth0"],
            ["ip", "link", "set", "veth0", "up", *limits],
            [*inside, "ip", "addr", "add", "10.8.0.2/24", "dev", "veth1"],
            [*inside, "ip", "link", "set", "veth1", "up", *limits],
        ):
            subprocess.run(command, check=True)
        yield "10.8.0.2"
    finally:
        process.terminate()
        process.wait(PEER_NAMESPACE_TIMEOUT_S)
        subprocess.run(["ip", "link", "del", "veth0"], check=False, stderr=subprocess.DEVNULL)


@click.command()
@click.option("--target", "targets", multiple=True, type=click.Choice(TARGETS), default=TARGETS)
@click.option("--size", default=256 << 20, show_default=True, help="Bytes of each transfer.")
@click.option("--count", default=2_000, show_default=True, help="Connections.")
def command(targets: tuple[str, ...], size: int, count: int) -> None:
    """Measure."""
    make_tap()
    print("| peer of the kernel | in MB/s | per CPU s | out MB/s | per CPU s | connections/s |")
    print("|---|---|---|---|---|---|")
    with kernel_peer(has_offload=True) as host:
        report("kernel and CPython, veth with offload", host, size, count)
    with kernel_peer(has_offload=False) as host:
        report("kernel and CPython, veth frame by frame", host, size, count)
    for target in targets:
        with tempfile.TemporaryDirectory() as directory:
            kind = "process" if target == "process" else "vm"
            image = built(PROGRAM, kind, Path(directory) / "tcp_peer")
            with serving(image, target) as guest:
                report(f"image, {target}", GUEST, size, count, guest.pid)


if __name__ == "__main__":
    code = in_namespace("tools.tcp_bench", sys.argv[1:])
    if code is not None:
        sys.exit(code)
    sys.exit(exit_status(lambda: command.main(prog_name="tcp_bench", standalone_mode=False)))
