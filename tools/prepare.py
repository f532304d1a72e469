"""Make the virtual environment that `make` uses; run by the system's python3, before anything else.

Needs nothing but Python 3.11 and a network. What Debian keeps in packages of its own (python3-venv,
QEMU) is installed with apt when that is possible, and otherwise named.
"""

import importlib.util
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Sequence
from pathlib import Path

QEMU = "qemu-system-x86_64"
VERSION_MIN = (3, 11)
STAMP = "ready"


def main(args: Sequence[str]) -> None:
    """Prepare the environment in directory `args[0]`; leave a stamp file there when it is whole."""
    directory = Path(args[0])
    if sys.version_info < VERSION_MIN:
        found = ".".join(map(str, sys.version_info[:3]))
        sys.exit(
            f"gloam needs Python 3.11 or newer, and this is {found}.\n"
            "Name another one: make PYTHON=/path/to/python3.11"
        )
    (directory / STAMP).unlink(missing_ok=True)
    if importlib.util.find_spec("ensurepip") is None and not install("python3-venv"):
        sys.exit(
            "This Python cannot make virtual environments (ensurepip is missing).\n"
            "On Debian or Ubuntu: sudo apt-get install python3-venv"
        )
    say(f"making {directory}")
    venv.create(directory, with_pip=False, clear=True, symlinks=True)
    python = directory / "bin" / "python"
    run([python, "-m", "ensurepip", "--upgrade", "--default-pip"], quiet=True)
    say("installing gloam and what it uses (mypy, ziglang, ...): about 200 MB the first time")
    run([python, "-m", "pip", "install", "--quiet", "--editable", ".[dev]"])
    if shutil.which(QEMU) is None and not install("qemu-system-x86"):
        say(f"{QEMU} is missing, so no virtual machine can be booted here.")
        say("On Debian or Ubuntu: sudo apt-get install qemu-system-x86")
    (directory / STAMP).touch()


def install(package: str) -> bool:
    """Install a Debian package if this is root on a Debian; whether it worked."""
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        return False
    say(f"installing {package} with apt-get")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    apt = ["apt-get", "-q", "-o", "DPkg::Lock::Timeout=300"]
    for words in (["update"], ["install", "-y", "--no-install-recommends", package]):
        finished = subprocess.run(
            [*apt, *words],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        # A stale list of another repository is no reason to stop: the install tells.
        if finished.returncode != 0 and words[0] == "install":
            print(finished.stdout, file=sys.stderr)
            return False
    return True


def run(command: Sequence[str | Path], quiet: bool = False) -> None:
    """Run a step that has to work; end with its status if it does not."""
    finished = subprocess.run(
        list(map(str, command)),
        stdout=subprocess.PIPE if quiet else None,
        stderr=subprocess.STDOUT if quiet else None,
        check=False,
    )
    if finished.returncode != 0:
        if quiet:
            sys.stderr.buffer.write(finished.stdout)
        sys.exit(f"prepare: {' '.join(map(str, command))} failed")


def say(what: str) -> None:
    """Tell the user what takes so long."""
    print(f"prepare: {what}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
