"""`make bench`: the figures of docs/numbers.md, in one run.

Image sizes, build times, guest instructions from entry to serving, and boot times beside a Linux
guest that runs the same source. Wall times depend on the host and on what else it does; sizes and
instruction counts do not.
"""

import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import click

from gloamtool.cli import exit_status
from gloamtool.failure import ToolError, UserError
from gloamtool.launch.accelerator import choose_accelerator
from gloamtool.launch.qemu import MACHINES, Accelerator, find_qemu
from tools import linux_guest
from tools.boot_time import ECHO, image_boot, interleaved, linux_boot
from tools.guests import HELLO, ROOT, UDP_ECHO, built
from tools.instructions import instructions_to_serving

BOOT_MACHINES = ("microvm", "q35")


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command took: on the clock, and of the processors (its children's included)."""

    wall_s: float
    cpu_s: float


def host() -> str:
    """What the figures were taken on."""
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    model = next((line.partition(": ")[2] for line in lines if line.startswith("model name")), "?")
    qemu = subprocess.run([find_qemu(), "--version"], capture_output=True, text=True, check=True)
    version = qemu.stdout.splitlines()[0].partition("version ")[2].split()[0]
    return (
        f"{os.cpu_count()} x {model.strip()}, Linux {platform.release()}, "
        f"QEMU {version}, CPython {platform.python_version()}"
    )


def build_cost(source: Path, cache: Path) -> Cost:
    """`gloam build` for the vm, with everything that is not in `cache` to be made."""
    start, before = time.monotonic(), _children_cpu_s()
    with tempfile.TemporaryDirectory() as directory:
        finished = subprocess.run(
            [sys.executable, "-m", "gloamtool", "build", "--target", "vm", str(source)]
            + ["-o", str(Path(directory) / "image")],
            env={**os.environ, "GLOAM_CACHE": str(cache)},
            check=False,
        )
    if finished.returncode != 0:
        raise ToolError(f"{source} does not build")
    return Cost(time.monotonic() - start, _children_cpu_s() - before)


def _children_cpu_s() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def show_builds() -> None:
    """Cold and unchanged, for both examples."""
    for source in (HELLO, UDP_ECHO):
        name = source.parent.name
        with tempfile.TemporaryDirectory() as cache:
            for state in ("cold", "unchanged"):
                cost = build_cost(source, Path(cache))
                print(f"build {name}, {state}: {cost.wall_s:.2f} s wall, {cost.cpu_s:.2f} s CPU")


def show_instructions(echo: Path) -> None:
    """From entry to serving, on every machine."""
    for machine in MACHINES:
        count = instructions_to_serving(echo, machine)
        print(
            f"udp_echo, {machine}: {count.image:,} guest instructions from entry to serving, "
            f"firmware before them {count.firmware:,}"
        )


def show_boots(echo: Path, runs: int, with_linux: bool) -> None:
    """Exec of QEMU to the first answer, ours and Linux's in turn."""
    linux = linux_guest.prepare(linux_guest.python_program(UDP_ECHO)) if with_linux else None
    for machine in BOOT_MACHINES:
        boots = {"gloam, tcg": partial(image_boot, echo, ECHO, machine, Accelerator.TCG)}
        if linux is not None:
            boots["linux + cpython, tcg"] = partial(
                linux_boot, linux, ECHO, machine, Accelerator.TCG
            )
        if choose_accelerator(MACHINES[machine]).accelerator is Accelerator.KVM:
            boots["gloam, kvm"] = partial(image_boot, echo, ECHO, machine, Accelerator.KVM)
        for name, times in interleaved(boots, runs).items():
            print(
                f"boot to first answer, {machine}, {name}: median {times.median:,.0f} ms "
                f"({times.least:,.0f} to {times.most:,.0f}, {runs} runs)",
                flush=True,
            )


@click.command()
@click.option("--runs", default=7, show_default=True, help="Boots of each kind.")
@click.option("--linux/--no-linux", "with_linux", default=True, help="Boot the Linux guest too.")
def command(runs: int, with_linux: bool) -> None:
    """Measure everything."""
    if runs < 1:
        raise UserError("--runs must be at least 1")
    print(f"host: {host()}")
    with tempfile.TemporaryDirectory() as directory:
        for source in (HELLO, UDP_ECHO):
            for target in ("vm", "process"):
                image = built(source, target, Path(directory) / f"{source.parent.name}.{target}")
                print(
                    f"{source.parent.relative_to(ROOT)}, {target}: {image.stat().st_size:,} bytes"
                )
        echo = Path(directory) / f"{UDP_ECHO.parent.name}.vm"
        show_instructions(echo)
        show_builds()
        show_boots(echo, runs, with_linux)


if __name__ == "__main__":
    sys.exit(exit_status(lambda: command.main(prog_name="bench", standalone_mode=False)))
