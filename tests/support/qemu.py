"""Run an image in QEMU and report what came out: for tests below the command line tool."""

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

QEMU = shutil.which("qemu-system-x86_64")
MACHINES = ("microvm", "q35")
TIMEOUT_S = 30


@dataclass(frozen=True, slots=True)
class Outcome:
    """`status` is what the guest said on the debug port, -1 when it said nothing."""

    console: str
    status: int


def run_image(
    image: Path, machine: str, command_line: str, scratch: Path, extra: tuple[str, ...] = ()
) -> Outcome:
    """Boot `image` under emulation until it powers off."""
    assert QEMU is not None
    said = scratch / "exit"
    arguments = [QEMU, "-accel", "tcg", "-M", machine, "-m", "32", "-nodefaults", "-no-reboot"]
    arguments += ["-display", "none", "-serial", "stdio", "-kernel", str(image)]
    arguments += ["-append", command_line, "-device", "isa-debugcon,iobase=0xe9,chardev=exit"]
    arguments += ["-chardev", f"file,id=exit,path={said}", *extra]
    finished = subprocess.run(
        arguments,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=TIMEOUT_S,
        check=True,
    )
    word, _, number = said.read_text().rstrip("\n").partition(":")
    return Outcome(finished.stdout, int(number) if word == "gloam-exit" else -1)
