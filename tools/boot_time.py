"""Wall time from starting QEMU to a server's first answer: our image's, and a Linux guest's.

Runs are interleaved, so that whatever else the host does falls on all.
"""

import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from gloamtool.failure import ToolError
from gloamtool.launch.ports import LOOPBACK, PortForward, Transport
from gloamtool.launch.qemu import MACHINES, Accelerator, find_qemu
from tools import linux_guest
from tools.contest import resident_bytes
from tools.echo_client import first_answer, free_udp_port
from tools.guests import ECHO_PORT, Running, running_vm

TIMEOUT_S = 60.0
LINUX_TRIES = 3
KNOCK_S = 0.01
"""Faster, it fills QEMU's queue long before a guest has a network."""
PATIENCE_S = 0.1
"""For an answer over TCP: the first SYN may have come too early."""


@dataclass(frozen=True, slots=True)
class Service:
    """What a server is asked until it answers."""

    port: int
    transport: Transport
    question: bytes


ECHO = Service(ECHO_PORT, Transport.UDP, b"knock")


@dataclass(frozen=True, slots=True)
class Boot:
    """Of one boot, at the first answer; `resident` is the whole QEMU's."""

    milliseconds: float
    resident: int


@dataclass(frozen=True, slots=True)
class Times:
    """Milliseconds over some runs, and the median of the resident octets."""

    least: float
    median: float
    most: float
    resident: float


def interleaved(boots: Mapping[str, Callable[[], Boot]], runs: int) -> dict[str, Times]:
    """Do every boot `runs` times in turn; what each took, by name."""
    results: dict[str, list[Boot]] = {name: [] for name in boots}
    for _ in range(runs):
        for name, boot in boots.items():
            results[name].append(boot())
    found = dict[str, Times]()
    for name, done in results.items():
        times = [boot.milliseconds for boot in done]
        resident = statistics.median(boot.resident for boot in done)
        found[name] = Times(min(times), statistics.median(times), max(times), resident)
    return found


def image_boot(image: Path, service: Service, machine: str, accelerator: Accelerator) -> Boot:
    """Boot our image once."""
    forward = _forward(service)
    with running_vm(image, 0, MACHINES[machine], accelerator, forward=forward) as guest:
        return _answered(guest, service, forward.host)


def linux_boot(
    guest: linux_guest.LinuxGuest, service: Service, machine: str, accelerator: Accelerator
) -> Boot:
    """Boot Linux once.

    Now and then its kernel hangs under emulation before it has said anything. Such a boot is
    reported on stderr and repeated; ToolError if that happens each time.
    """
    for _ in range(LINUX_TRIES):
        try:
            forward = _forward(service)
            with running_linux(guest, machine, accelerator, forward) as running:
                return _answered(running, service, forward.host)
        except ToolError as error:
            print(f"{error}\nonce more", file=sys.stderr)
    raise ToolError(f"the Linux guest on {machine} hung {LINUX_TRIES} times")


@contextmanager
def running_linux(
    guest: linux_guest.LinuxGuest,
    machine: str,
    accelerator: Accelerator,
    forward: PortForward,
    *,
    memory: str = linux_guest.MEMORY,
    extra: Sequence[str] = (),
) -> Iterator[Running]:
    """ToolError with what its console says if it does not answer in time."""
    arguments = linux_guest.qemu_arguments(guest, machine, accelerator, forward, memory)
    with tempfile.TemporaryFile() as console:
        start = time.monotonic()
        process = subprocess.Popen(
            [find_qemu(), *arguments, *extra],
            stdin=subprocess.DEVNULL,
            stdout=console,
            stderr=subprocess.STDOUT,
        )
        words = bytearray()
        try:
            yield Running(start, lambda: process.poll() is None, words, process.pid, process.kill)
        except (TimeoutError, ConnectionError) as error:
            console.seek(0)
            text = console.read().decode(errors="replace")
            raise ToolError(f"the Linux guest on {machine}: {error}\n{text}") from None
        finally:
            process.terminate()
            process.wait()


def await_answer(service: Service, port: int, is_alive: Callable[[], bool]) -> None:
    """Raises TimeoutError, or ConnectionError if the server is gone."""
    if service.transport is Transport.UDP:
        first_answer(
            port,
            is_alive,
            question=service.question,
            timeout_s=TIMEOUT_S,
            interval_s=KNOCK_S,
        )
        return
    end = time.monotonic() + TIMEOUT_S
    while not _has_answered(service.question, port):
        if not is_alive():
            raise ConnectionError("the server ended before it answered")
        if time.monotonic() > end:
            raise TimeoutError(f"no answer on port {port} within {TIMEOUT_S} s")
        time.sleep(KNOCK_S)


def _has_answered(question: bytes, port: int) -> bool:
    try:
        with socket.create_connection((LOOPBACK, port), PATIENCE_S) as client:
            client.sendall(question)
            return client.recv(1) != b""
    except OSError:
        return False


def _forward(service: Service) -> PortForward:
    return PortForward(free_udp_port(), service.port, service.transport)


def _answered(guest: Running, service: Service, port: int) -> Boot:
    await_answer(service, port, guest.is_alive)
    return Boot(1000 * (time.monotonic() - guest.started_s), resident_bytes(guest.pid))
