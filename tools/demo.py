"""`make demo`: compile a web server and a UDP echo server, boot them, ask them, say what came back.

Uses the virtual machine if QEMU is there; the sandboxed process, which needs a TAP device for TCP,
shows the UDP echo only.
"""

import shutil
import socket
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from gloamtool.cli import exit_status
from gloamtool.failure import ToolError
from gloamtool.launch import qemu
from gloamtool.launch.accelerator import choose_accelerator
from gloamtool.launch.ports import PortForward, Transport
from tools.echo_client import connected, first_answer, free_udp_port
from tools.guests import (
    ECHO_PORT,
    ROOT,
    UDP_ECHO,
    Running,
    built,
    running_command,
    running_vm,
)

MACHINE = "microvm"
WEB_SERVER = ROOT / "examples" / "web_server" / "main.py"
WEB_PORT = 8080
GREETING = b"hello from the host"
ANSWER_TIMEOUT_S = 10.0


def demo() -> None:
    """Build, boot, ask, report."""
    target = "vm" if shutil.which(qemu.QEMU) else "process"
    if target == "process":
        print(f"{qemu.QEMU} is not here, so this is the sandboxed process, not a virtual machine.")
    with tempfile.TemporaryDirectory() as directory:
        if target == "vm":
            _show_web(_compiled(WEB_SERVER, target, Path(directory) / "web_server"))
            _show_vm(_compiled(UDP_ECHO, target, Path(directory) / "udp_echo"))
        else:
            _show_process(_compiled(UDP_ECHO, target, Path(directory) / "udp_echo"))


def _compiled(source: Path, target: str, output: Path) -> Path:
    print(f"compiling {source.relative_to(ROOT)} for the target {target} ...", flush=True)
    start = time.monotonic()
    image = built(source, target, output)
    print(f"  {image.stat().st_size:,} bytes, in {time.monotonic() - start:.2f} s")
    return image


def _show_web(image: Path) -> None:
    """Boot it and fetch a page, as any HTTP client does."""
    machine = qemu.MACHINES[MACHINE]
    choice = choose_accelerator(machine)
    port = free_tcp_port()
    print(f"booting it: {MACHINE} under {choice.accelerator.value.upper()} ({choice.reason}) ...")
    forward = PortForward(port, WEB_PORT, Transport.TCP)
    with running_vm(image, port, machine, choice.accelerator, forward=forward) as guest:
        url = f"http://127.0.0.1:{port}/hello/host"
        text = _fetched(url, guest)
        boot_ms = 1000 * (time.monotonic() - guest.started_s)
        print(f"  GET {url}: {text!r}")
        print(f"  boot to the answer: {boot_ms:.0f} ms, from starting QEMU")
        print("  console:", *guest.console.decode(errors="replace").splitlines(), sep="\n    ")


def _fetched(url: str, guest: Running) -> str:
    end = time.monotonic() + ANSWER_TIMEOUT_S
    while guest.is_alive() and time.monotonic() < end:
        try:
            with urllib.request.urlopen(url, timeout=ANSWER_TIMEOUT_S) as answer:
                return str(answer.read().decode())
        except OSError:
            time.sleep(0.01)
    raise ToolError(f"no answer from {url}")


def free_tcp_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _show_vm(image: Path) -> None:
    machine = qemu.MACHINES[MACHINE]
    choice = choose_accelerator(machine)
    port = free_udp_port()
    print(f"booting it: {MACHINE} under {choice.accelerator.value.upper()} ({choice.reason}) ...")
    with running_vm(image, port, machine, choice.accelerator) as guest:
        first_answer(port, guest.is_alive)
        boot_ms = 1000 * (time.monotonic() - guest.started_s)
        _ask(port)
        print(f"  boot to first answer: {boot_ms:.0f} ms, from starting QEMU")
        print(f"  console: {guest.console.decode(errors='replace').strip()}")


def _show_process(image: Path) -> None:
    port = free_udp_port()
    arguments = ["run", "--target", "process", "-p", f"{port}:{ECHO_PORT}/udp", str(image)]
    print("starting it in its sandbox ...")
    with running_command(arguments) as guest:
        first_answer(port, guest.is_alive)
        start_ms = 1000 * (time.monotonic() - guest.started_s)
        _ask(port)
        print(f"  start to first answer: {start_ms:.0f} ms, launcher included")


def _ask(port: int) -> None:
    with connected(port) as client:
        client.settimeout(ANSWER_TIMEOUT_S)
        client.send(GREETING)
        try:
            # Answers to the knocking may come first, on another socket; this one is new.
            answer = client.recv(2048)
        except OSError as error:
            raise ToolError(f"no answer to the datagram: {error}") from None
    print(f"  sent     {GREETING!r} to UDP port {port} of this machine")
    print(f"  received {answer!r}")
    if answer != GREETING:
        raise ToolError("the answer is not what was sent")


if __name__ == "__main__":
    sys.exit(exit_status(demo))
