"""`make tcp-loss`: an image over links that lose, delay and reorder, beside the kernel on the same.

The peer is always this kernel, with CUBIC; so is the TCP that the image is compared with. The ends
of the link are a TAP device and, for the image, a socket pair: nobody offloads. Needs root.
"""

import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import click

from gloamtool.cli import exit_status
from gloamtool.failure import ToolError
from gloamtool.launch.sandbox import TAP_FD, Sandbox, enter
from gloamtool.launch.tap import open_tap
from tools.guests import built
from tools.impaired_link import Impairment, carry
from tools.tcp_interop import PROGRAM, SINK_PORT, SOURCE_PORT
from tools.tcp_link import GUEST, LINUX, in_namespace

BLOCK = bytes(65_536)
BUDGET = 0.7
CONDITIONS = {
    "clean": Impairment(),
    "1 % loss": Impairment(loss=0.01),
    "5 % loss": Impairment(loss=0.05),
    "50 ms": Impairment(delay_ms=50),
    "10 ms, 1 % loss": Impairment(delay_ms=10, loss=0.01),
    "10 ms, 5 % loss": Impairment(delay_ms=10, loss=0.05),
    "50 ms, 1 % loss": Impairment(delay_ms=50, loss=0.01),
    "10 ms, 25 % reordered": Impairment(delay_ms=10, reorder=0.25),
    "10 ms, 1 % loss, 5 % reordered": Impairment(delay_ms=10, loss=0.01, reorder=0.05),
}
TCP_CONGESTION = 13
"""linux/tcp.h; the socket module has it on Linux only."""
CUBIC_PROGRAM = f"""\
import runpy, socket, sys
def listen(self, *arguments):
    self.setsockopt(socket.IPPROTO_TCP, {TCP_CONGESTION}, b"cubic")
    plain(self, *arguments)
plain, socket.socket.listen = socket.socket.listen, listen
runpy.run_path(sys.argv[1], run_name="__main__")
"""


def send_rate(seconds: float) -> float:
    """Megabits per second into the peer's sink, from the first byte to its answer."""
    with socket.create_connection((GUEST, SINK_PORT), timeout=60) as client:
        client.setsockopt(socket.IPPROTO_TCP, TCP_CONGESTION, b"cubic")
        start = time.monotonic()
        client.sendall(b"n")
        sent = 0
        while time.monotonic() < start + seconds:
            sent += client.send(BLOCK)
        client.shutdown(socket.SHUT_WR)
        answer = client.makefile("rb").read()
        taken = time.monotonic() - start
    if not answer.startswith(b"%d " % sent):
        raise ToolError(f"the sink took {answer!r} of {sent}")
    return sent * 8 / taken / 1e6


def receive_rate(seconds: float) -> float:
    """Megabits per second out of the peer's source, until we hang up."""
    with socket.create_connection((GUEST, SOURCE_PORT), timeout=60) as client:
        start = time.monotonic()
        client.sendall(b"%d\n" % (1 << 40))
        received = 0
        while time.monotonic() < start + seconds:
            received += len(client.recv(1 << 18))
        taken = time.monotonic() - start
    return received * 8 / taken / 1e6


@contextmanager
def link(far: int, impairment: Impairment, seed: int) -> Iterator[None]:
    """`far` joined to a TAP device of this namespace, where the kernel is LINUX."""
    near = open_tap("near", offloads=False)
    try:
        for command in (
            ("addr", "add", f"{LINUX}/24", "dev", "near"),
            ("link", "set", "near", "up"),
            # What the link before was like says nothing about this one.
            ("tcp_metrics", "flush", "all"),
        ):
            subprocess.run(["ip", *command], check=True)
        pid = os.fork()
        if pid == 0:
            with suppress(KeyboardInterrupt):
                carry(near, far, impairment, seed)
            os._exit(0)
        try:
            yield
        finally:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
    finally:
        os.close(near)


@contextmanager
def kernel_peer() -> Iterator[int]:
    """The program on CPython in a namespace of its own; the frames of its one interface."""
    far = open_tap("far", offloads=False)
    process = subprocess.Popen(
        ["unshare", "--net", sys.executable, "-c", CUBIC_PROGRAM, str(PROGRAM)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    assert process.stdout is not None
    try:
        if process.stdout.readline() != "peer: serving\n":
            raise ToolError("the peer on CPython did not start")
        inside = ["nsenter", "--net", "--target", str(process.pid)]
        for command in (
            ["ip", "link", "set", "far", "netns", str(process.pid)],
            [*inside, "ip", "addr", "add", f"{GUEST}/24", "dev", "far"],
            [*inside, "ip", "link", "set", "far", "up"],
        ):
            subprocess.run(command, check=True)
        yield far
    finally:
        process.terminate()
        process.wait()
        os.close(far)


@contextmanager
def image_peer(image: Path) -> Iterator[int]:
    """The same program as an image."""
    far, program = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    for end in (far, program):
        end.setblocking(False)
        end.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4 << 20)
    image_fd = os.open(image, os.O_RDONLY | os.O_CLOEXEC)
    report_rx, report_tx = os.pipe()
    out_rx, out_tx = os.pipe()
    environment = [f"GLOAM_NET=tap:{TAP_FD}", f"GLOAM_IP={GUEST}/24,{LINUX}", "GLOAM_IP6=off"]
    pid = os.fork()
    if pid == 0:
        try:
            os.dup2(out_tx, 1)
            enter(
                Sandbox(
                    image_fd=image_fd,
                    argv=(str(image),),
                    environment=environment,
                    report_fd=report_tx,
                    tap_fd=program.fileno(),
                    socket_fds=[],
                    listener_fds=[],
                )
            )
        finally:
            os._exit(1)
    os.close(report_tx)
    os.close(out_tx)
    program.close()
    try:
        with os.fdopen(out_rx) as output:
            if output.readline() != "peer: serving\n":
                raise ToolError("the image did not start")
            yield far.fileno()
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        os.close(report_rx)
        os.close(image_fd)
        far.close()


def measured(far: int, impairment: Impairment, seconds: float, rounds: int) -> tuple[float, float]:
    """Median rates in and out over links with different seeds."""
    rates = []
    for seed in range(rounds):
        with link(far, impairment, 100 * seed):
            rates.append((send_rate(seconds), receive_rate(seconds)))
    into, out = zip(*rates, strict=True)
    return statistics.median(into), statistics.median(out)


def check_budget(rows: list[tuple[str, float]]) -> None:
    missed = [f"{name}: {ratio:.2f}" for name, ratio in rows if ratio < BUDGET]
    if missed:
        raise ToolError(f"below {BUDGET} of the kernel: {'; '.join(missed)}")


@click.command()
@click.option("--seconds", default=8.0, show_default=True, help="Of each transfer.")
@click.option(
    "--rounds", default=3, show_default=True, help="Transfers each way; medians are told."
)
@click.option("--only", default="", help="Conditions with this in their name.")
def command(seconds: float, rounds: int, only: str) -> None:
    """Measure, and fail below the budget."""
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    print(
        "| link of 100 Mbit/s | in, kernel | in, image | ratio | out, kernel | out, image | ratio |"
    )
    print("|---|---|---|---|---|---|---|")
    ratios = []
    with tempfile.TemporaryDirectory() as directory:
        image = built(PROGRAM, "process", Path(directory) / "tcp_peer")
        for name, impairment in CONDITIONS.items():
            if only not in name:
                continue
            with kernel_peer() as far:
                kernel = measured(far, impairment, seconds, rounds)
            with image_peer(image) as far:
                ours = measured(far, impairment, seconds, rounds)
            cells = [name]
            for way, before, after in zip(("in", "out"), kernel, ours, strict=True):
                cells += [f"{before:.1f}", f"{after:.1f}", f"{after / before:.2f}"]
                ratios.append((f"{name}, {way}", after / before))
            print("| " + " | ".join(cells) + " |", flush=True)
    check_budget(ratios)


if __name__ == "__main__":
    code = in_namespace("tools.tcp_loss", sys.argv[1:])
    if code is not None:
        sys.exit(code)
    sys.exit(exit_status(lambda: command.main(prog_name="tcp_loss", standalone_mode=False)))
