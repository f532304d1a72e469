"""Wall time from starting QEMU to the first answer of the UDP echo server: ours, and Linux's.

Both run the same source under the same QEMU. Runs are interleaved, so that whatever else the host
does falls on both.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from gloamtool.failure import ToolError
from gloamtool.launch.qemu import MACHINES, Accelerator, find_qemu
from tools import linux_guest
from tools.echo_client import first_answer, free_udp_port
from tools.guests import ECHO_PORT, running_vm

LINUX_TIMEOUT_S = 60.0
LINUX_TRIES = 3
LINUX_KNOCK_S = 0.01


@dataclass(frozen=True, slots=True)
class Times:
    """Milliseconds over some runs."""

    least: float
    median: float
    most: float


def interleaved(boots: Mapping[str, Callable[[], float]], runs: int) -> dict[str, Times]:
    """Do every boot `runs` times in turn; what each took, by name."""
    results: dict[str, list[float]] = {name: [] for name in boots}
    for _ in range(runs):
        for name, boot in boots.items():
            results[name].append(boot())
    return {
        name: Times(min(times), statistics.median(times), max(times))
        for name, times in results.items()
    }


def image_boot_ms(image: Path, machine: str, accelerator: Accelerator) -> float:
    """Boot our image once."""
    port = free_udp_port()
    with running_vm(image, port, MACHINES[machine], accelerator) as guest:
        first_answer(port, guest.is_alive)
        return 1000 * (time.monotonic() - guest.started_s)


def linux_boot_ms(guest: linux_guest.LinuxGuest, machine: str, accelerator: Accelerator) -> float:
    """Boot Linux and CPython once.

    Now and then its kernel hangs under emulation before it has said anything. Such a boot is
    reported on stderr and repeated; ToolError if that happens each time.
    """
    for _ in range(LINUX_TRIES):
        try:
            return _linux_boot_ms(guest, machine, accelerator)
        except ToolError as error:
            print(f"{error}\nonce more", file=sys.stderr)
    raise ToolError(f"the Linux guest on {machine} hung {LINUX_TRIES} times")


def _linux_boot_ms(guest: linux_guest.LinuxGuest, machine: str, accelerator: Accelerator) -> float:
    port = free_udp_port()
    arguments = linux_guest.qemu_arguments(guest, machine, accelerator, port, ECHO_PORT)
    with tempfile.TemporaryFile() as console:
        start = time.monotonic()
        process = subprocess.Popen(
            [find_qemu(), *arguments],
            stdin=subprocess.DEVNULL,
            stdout=console,
            stderr=subprocess.STDOUT,
        )
        try:
            # A faster knocking fills QEMU's queue long before the guest has a network.
            first_answer(
                port,
                lambda: process.poll() is None,
                timeout_s=LINUX_TIMEOUT_S,
                interval_s=LINUX_KNOCK_S,
            )
            return 1000 * (time.monotonic() - start)
        except (TimeoutError, ConnectionError) as error:
            console.seek(0)
            words = console.read().decode(errors="replace")
            raise ToolError(f"the Linux guest on {machine}: {error}\n{words}") from None
        finally:
            process.kill()
            process.wait()
