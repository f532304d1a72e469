"""`make bench-boot`: the appliances beside Linux with CPython and the same source, and with NSD.

From starting QEMU to the first answer: wall time, instructions of the guest, resident memory of
the whole QEMU; and the least memory with which a guest serves. On microvm and q35, under TCG; ours
under KVM too where that is the faster. (A KVM inside of a virtual machine may not bring Linux up.)
"""

import re
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import click

from gloam.dns import code, message
from gloam.dns.name import parse_name
from gloamtool.cli import exit_status
from gloamtool.failure import ToolError
from gloamtool.launch.accelerator import choose_accelerator
from gloamtool.launch.ports import PortForward, Transport
from gloamtool.launch.qemu import MACHINES, Accelerator
from tools import linux_guest
from tools.boot_time import (
    LINUX_TRIES,
    Boot,
    Service,
    await_answer,
    image_boot,
    interleaved,
    linux_boot,
    running_linux,
)
from tools.echo_client import free_udp_port
from tools.guests import ROOT, Running, built, running_vm
from tools.instructions import counting_plugin

BOOT_MACHINES = ("microvm", "q35")
EXAMPLES = ROOT / "examples"
QUESTION = message.emit(message.query(1, parse_name("www.example.org."), code.A))
DNS = Service(5300, Transport.UDP, QUESTION)
WEB = Service(
    8080, Transport.TCP, b"GET /hello/you HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
)
LINUX_MEMORY_MIB = (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 256)
_END = re.compile(r"^end total=(\d+) ", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Contender:
    """A guest: an image of ours, or Linux."""

    name: str
    service: Service
    guest: Path | linux_guest.LinuxGuest

    def boot(self, machine: str, accelerator: Accelerator) -> Boot:
        if isinstance(self.guest, Path):
            return image_boot(self.guest, self.service, machine, accelerator)
        return linux_boot(self.guest, self.service, machine, accelerator)

    @contextmanager
    def running(
        self, machine: str, accelerator: Accelerator, mib: int, extra: tuple[str, ...] = ()
    ) -> Iterator[Running]:
        """Leaves when it has answered."""
        forward = PortForward(free_udp_port(), self.service.port, self.service.transport)
        if isinstance(self.guest, Path):
            started = running_vm(
                self.guest,
                0,
                MACHINES[machine],
                accelerator,
                forward=forward,
                memory_bytes=mib << 20,
                extra=extra,
            )
        else:
            started = running_linux(
                self.guest, machine, accelerator, forward, memory=f"{mib}M", extra=extra
            )
        with started as guest:
            await_answer(self.service, forward.host, guest.is_alive)
            yield guest


def contenders(folder: Path) -> Iterator[Contender]:
    for name, service in (("dns_server", DNS), ("web_server", WEB)):
        source = EXAMPLES / name / "main.py"
        yield Contender(f"{name}, gloam", service, built(source, "vm", folder / name))
        program = linux_guest.python_program(source)
        yield Contender(f"{name}, Linux + CPython", service, linux_guest.prepare(program))
    zone = EXAMPLES / "dns_server" / "example.org.zone"
    program = linux_guest.nsd_program(zone, "example.org.", DNS.port)
    yield Contender("the same zone, Linux + NSD", DNS, linux_guest.prepare(program))


def instructions(contender: Contender, machine: str) -> int:
    """Of the guest and its firmware, until the first answer has come. Linux gets several tries."""
    for _ in range(LINUX_TRIES - 1):
        with suppress(ToolError):
            return _instructions(contender, machine)
    return _instructions(contender, machine)


def _instructions(contender: Contender, machine: str) -> int:
    with tempfile.TemporaryDirectory() as directory:
        out = Path(directory) / "count"
        extra = ("-plugin", f"{counting_plugin()},out={out}")
        with contender.running(machine, Accelerator.TCG, 256, extra):
            pass
        match = _END.search(out.read_text())
    if match is None:
        raise ToolError(f"{contender.name} on {machine}: QEMU did not say how far it came")
    return int(match[1])


def least_mib(contender: Contender, machine: str) -> int | None:
    """The least memory with which it answers."""
    sizes = range(2, 32) if isinstance(contender.guest, Path) else LINUX_MEMORY_MIB
    for mib in sizes:
        try:
            with contender.running(machine, Accelerator.TCG, mib):
                return mib
        except (ToolError, ConnectionError, TimeoutError):
            continue
    return None


@click.command()
@click.option("--runs", default=5, show_default=True, help="Boots of each kind.")
@click.option("--memory/--no-memory", default=True, help="Look for the least memory too.")
@click.option(
    "--machine",
    "machines",
    multiple=True,
    type=click.Choice(BOOT_MACHINES),
    default=BOOT_MACHINES,
    show_default=True,
)
def command(runs: int, machines: tuple[str, ...], *, memory: bool) -> None:
    """Measure all of them."""
    print("| server | machine | to the first answer | instructions | resident | least memory |")
    print("|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as directory:
        found = list(contenders(Path(directory)))
        for machine in machines:
            accelerators = {Accelerator.TCG, choose_accelerator(MACHINES[machine]).accelerator}
            boots = dict[str, Callable[[], Boot]]()
            for accelerator in sorted(accelerators, key=lambda kind: kind.value):
                for contender in found:
                    if accelerator is Accelerator.KVM and not isinstance(contender.guest, Path):
                        continue
                    name = f"{contender.name} | {machine}, {accelerator.value.upper()}"
                    boots[name] = partial(contender.boot, machine, accelerator)
            times = interleaved(boots, runs)
            for contender in found:
                count = instructions(contender, machine)
                mib = least_mib(contender, machine) if memory else None
                least = f"{mib} MiB" if mib is not None else ""
                for name, done in times.items():
                    if name.startswith(f"{contender.name} |"):
                        print(
                            f"| {name} | {done.median:,.0f} ms ({done.least:,.0f} to "
                            f"{done.most:,.0f}) | {count:,} | {done.resident / (1 << 20):.0f} MiB "
                            f"| {least} |",
                            flush=True,
                        )


if __name__ == "__main__":
    sys.exit(exit_status(lambda: command.main(prog_name="bench-boot", standalone_mode=False)))
