"""Wall time from starting QEMU to the first answer of the UDP echo server."""

import statistics
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from gloamtool.launch.qemu import MACHINES, Accelerator, find_qemu
from tools import linux_guest
from tools.echo_client import first_answer, free_udp_port
from tools.guests import ECHO_PORT, running_vm

LINUX_TIMEOUT_S = 120.0


@dataclass(frozen=True, slots=True)
class Times:
    """Milliseconds over some runs."""

    least: float
    median: float
    most: float


def times_of(runs_ms: list[float]) -> Times:
    """Least, median and most."""
    return Times(min(runs_ms), statistics.median(runs_ms), max(runs_ms))


def image_boot(image: Path, machine: str, accelerator: Accelerator, runs: int) -> Times:
    """Boot our image `runs` times."""
    results = []
    for _ in range(runs):
        port = free_udp_port()
        with running_vm(image, port, MACHINES[machine], accelerator) as guest:
            first_answer(port, guest.is_alive)
            results.append(1000 * (time.monotonic() - guest.started_s))
    return times_of(results)


def linux_boot(
    guest: linux_guest.LinuxGuest, machine: str, accelerator: Accelerator, runs: int
) -> Times:
    """Boot Linux and CPython with the same source `runs` times."""
    results = []
    for _ in range(runs):
        port = free_udp_port()
        arguments = linux_guest.qemu_arguments(guest, machine, accelerator, port, ECHO_PORT)
        start = time.monotonic()
        process = subprocess.Popen(
            [find_qemu(), *arguments], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL
        )
        try:
            first_answer(port, lambda p=process: p.poll() is None, timeout_s=LINUX_TIMEOUT_S)  # type: ignore[misc]
            results.append(1000 * (time.monotonic() - start))
        finally:
            process.kill()
            process.wait()
    return times_of(results)
