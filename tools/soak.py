"""`make soak`: 100,000 paced datagrams through the process and through each virtual machine.

The sender keeps a bounded number unanswered, so that no queue on the way may overflow; whatever is
lost then was lost by us. Each answer is compared with what was sent; anything lost or wrong fails
the run.
"""

import sys
import tempfile
from pathlib import Path

import click

from gloamtool.cli import exit_status
from gloamtool.failure import ToolError
from gloamtool.launch import qemu
from gloamtool.launch.accelerator import choose_accelerator
from tools.echo_client import exchange, first_answer, free_udp_port
from tools.guests import ECHO_PORT, UDP_ECHO, Running, built, running_command, running_vm

DATAGRAMS = 100_000
WINDOW = 16


def process_soak(image: Path, count: int) -> None:
    """Through the sandboxed process."""
    port = free_udp_port()
    arguments = ["run", "--target", "process", "-p", f"{port}:{ECHO_PORT}/udp", str(image)]
    with running_command(arguments) as guest:
        _soak("process", guest, port, count)


def vm_soak(image: Path, machine_name: str, count: int) -> None:
    """Through a virtual machine."""
    machine = qemu.MACHINES[machine_name]
    accelerator = choose_accelerator(machine).accelerator
    port = free_udp_port()
    with running_vm(image, port, machine, accelerator) as guest:
        _soak(f"vm, {machine_name}, {accelerator.value}", guest, port, count)


def _soak(name: str, guest: Running, port: int, count: int) -> None:
    first_answer(port, guest.is_alive)
    before = resident_bytes(guest.pid)
    result = exchange(port, count, window=WINDOW)
    after = resident_bytes(guest.pid)
    print(
        f"{name}: {result.answered:,} of {result.sent:,} answered, {result.wrong} wrong, "
        f"{result.answered / result.elapsed_s:,.0f}/s, "
        f"round trip median {1e6 * result.median_s:.0f} us, worst {1e3 * result.worst_s:.1f} ms, "
        f"resident {before >> 10:,} KiB, then {after >> 10:,} KiB",
        flush=True,
    )
    if not guest.is_alive():
        raise ToolError(f"{name}: the server ended:\n{guest.console.decode(errors='replace')}")
    if result.answered != result.sent or result.wrong:
        raise ToolError(f"{name}: datagrams were lost or changed")


def resident_bytes(pid: int) -> int:
    """Memory of the process or, if it is a launcher, of its child; 0 where that is unknown."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        status = Path(f"/proc/{children[0] if children else pid}/status").read_text()
    except OSError:
        return 0
    line = next((line for line in status.splitlines() if line.startswith("VmRSS:")), "VmRSS: 0")
    return int(line.split()[1]) << 10


@click.command()
@click.option("--count", default=DATAGRAMS, show_default=True)
def command(count: int) -> None:
    """Soak the process target and every machine."""
    with tempfile.TemporaryDirectory() as directory:
        process_soak(built(UDP_ECHO, "process", Path(directory) / "process"), count)
        image = built(UDP_ECHO, "vm", Path(directory) / "vm")
        for name in qemu.MACHINES:
            vm_soak(image, name, count)


if __name__ == "__main__":
    sys.exit(exit_status(lambda: command.main(prog_name="soak", standalone_mode=False)))
