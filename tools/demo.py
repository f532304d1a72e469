"""`make demo`: compile the UDP echo server, boot it, send it a datagram, say what came back.

Uses the virtual machine if QEMU is there and the sandboxed process if it is not.
"""

import shutil
import sys
import tempfile
import time
from pathlib import Path

from gloamtool.cli import exit_status
from gloamtool.failure import ToolError
from gloamtool.launch import qemu
from gloamtool.launch.accelerator import choose_accelerator
from tools.echo_client import connected, first_answer, free_udp_port
from tools.guests import ECHO_PORT, ROOT, UDP_ECHO, built, running_command, running_vm

MACHINE = "microvm"
GREETING = b"hello from the host"
ANSWER_TIMEOUT_S = 10.0


def demo() -> None:
    """Build, boot, ask, report."""
    target = "vm" if shutil.which(qemu.QEMU) else "process"
    if target == "process":
        print(f"{qemu.QEMU} is not here, so this is the sandboxed process, not a virtual machine.")
    print(f"compiling {UDP_ECHO.relative_to(ROOT)} for the target {target} ...")
    with tempfile.TemporaryDirectory() as directory:
        start = time.monotonic()
        image = built(UDP_ECHO, target, Path(directory) / "udp_echo")
        print(f"  {image.stat().st_size:,} bytes, in {time.monotonic() - start:.2f} s")
        if target == "vm":
            _show_vm(image)
        else:
            _show_process(image)


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
