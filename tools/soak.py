"""`make soak`: 100,000 paced datagrams through the process and through the virtual machine.

Each answer is compared with what was sent; anything lost or wrong fails the run.
"""

import sys
import tempfile
from pathlib import Path

from gloamtool.launch import qemu
from gloamtool.launch.accelerator import choose_accelerator
from tools.echo_client import Exchange, exchange, first_answer, free_udp_port
from tools.guests import ECHO_PORT, UDP_ECHO, built, running_command, running_vm

DATAGRAMS = 100_000
WINDOW = 16


def soak() -> bool:
    """Run both; whether nothing was lost."""
    with tempfile.TemporaryDirectory() as directory:
        process = built(UDP_ECHO, "process", Path(directory) / "process")
        vm = built(UDP_ECHO, "vm", Path(directory) / "vm")
        results = [_process(process)]
        results += [_vm(vm, name) for name in qemu.MACHINES]
    return all(results)


def _process(image: Path) -> bool:
    port = free_udp_port()
    arguments = ["run", "--target", "process", "-p", f"{port}:{ECHO_PORT}/udp", str(image)]
    with running_command(arguments) as guest:
        first_answer(port, guest.is_alive)
        return _report("process", exchange(port, DATAGRAMS, window=WINDOW))


def _vm(image: Path, name: str) -> bool:
    machine = qemu.MACHINES[name]
    accelerator = choose_accelerator(machine).accelerator
    port = free_udp_port()
    with running_vm(image, port, machine, accelerator) as guest:
        first_answer(port, guest.is_alive)
        result = exchange(port, DATAGRAMS, window=WINDOW)
    return _report(f"vm, {name}, {accelerator.value}", result)


def _report(name: str, result: Exchange) -> bool:
    print(
        f"{name}: {result.answered:,} of {result.sent:,} answered, {result.wrong} wrong, "
        f"{result.elapsed_s:.1f} s, round trip median {1e6 * result.median_s:.0f} us, "
        f"worst {1e3 * result.worst_s:.1f} ms",
        flush=True,
    )
    return result.answered == result.sent and result.wrong == 0


if __name__ == "__main__":
    sys.exit(0 if soak() else 1)
