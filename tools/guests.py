"""Guests for measuring: images of the examples, started with a clock running."""

import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from gloamtool.image.builder import ImageOrder, build_image
from gloamtool.launch.ports import PortForward, Transport
from gloamtool.launch.qemu import Accelerator, Guest, Machine
from gloamtool.launch.request import LaunchRequest

ROOT = Path(__file__).resolve().parents[1]
UDP_ECHO = ROOT / "examples" / "udp_echo" / "main.py"
HELLO = ROOT / "examples" / "01_hello" / "main.py"
ECHO_PORT = 7000
MEMORY_BYTES = 32 << 20


@dataclass(slots=True)
class Running:
    """A started server: when it was started, whether it lives, what it has printed so far."""

    started_s: float
    is_alive: Callable[[], bool]
    console: bytearray
    pid: int
    stop: Callable[[], None]


def built(source: Path, target: str, output: Path, *, for_speed: bool = False) -> Path:
    """The image of `source` in file `output`."""
    order = ImageOrder(source=source, target=target, memory_bytes=MEMORY_BYTES, for_speed=for_speed)
    build_image(order, output)
    return output


@contextmanager
def running_vm(
    image: Path,
    port: int,
    machine: Machine,
    accelerator: Accelerator,
    *,
    argv: Sequence[str] = ("main.py",),
    netdev: str | None = None,
    address: str | None = None,
    extra: Sequence[str] = (),
    forward: PortForward | None = None,
    memory_bytes: int = MEMORY_BYTES,
) -> Iterator[Running]:
    """A virtual machine whose ECHO_PORT is `port` of this host, or that is on `netdev`.

    `forward` is for another server than the UDP echo.
    """
    if forward is None:
        forward = PortForward(port, ECHO_PORT, Transport.UDP)
    request = LaunchRequest(
        program=image,
        argv=tuple(argv),
        forwards=() if netdev else (forward,),
        memory_bytes=memory_bytes,
        address=address,
    )
    started_s = time.monotonic()
    with Guest(request, machine, accelerator, netdev=netdev, extra=extra) as guest:
        console = bytearray()
        reader = threading.Thread(target=_collect, args=(guest.output, console), daemon=True)
        reader.start()
        try:
            yield Running(
                started_s, _liveness(guest.process), console, guest.process.pid, guest.stop
            )
        finally:
            guest.stop()
            reader.join()


@contextmanager
def running_command(arguments: Sequence[str]) -> Iterator[Running]:
    """`gloam ARGUMENTS` as a child, ended on leaving."""
    started_s = time.monotonic()
    with tempfile.TemporaryFile() as errors:
        child = subprocess.Popen(
            [sys.executable, "-m", "gloamtool", *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=errors,
            bufsize=0,
        )
        assert child.stdout is not None
        console = bytearray()
        reader = threading.Thread(target=_collect, args=(child.stdout, console), daemon=True)
        reader.start()
        try:
            yield Running(started_s, _liveness(child), console, child.pid, child.terminate)
        finally:
            child.terminate()
            child.wait()
            reader.join()
            errors.seek(0)
            console += errors.read()


def _liveness(process: subprocess.Popen[bytes]) -> Callable[[], bool]:
    return lambda: process.poll() is None


def _collect(stream: IO[bytes], console: bytearray) -> None:
    while data := stream.read(65536):
        console += data
