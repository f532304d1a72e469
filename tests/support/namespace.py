"""A network namespace with a TAP device: this host's kernel and daemons as peers of an image.

Needs root, iproute2 and util-linux. The kernel is 10.9.0.1/24 at its end of `tap0`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

TAP = "tap0"
HOST_ADDRESS = "10.9.0.1"
NEEDS = ("ip", "nsenter")


def missing(*commands: str) -> str:
    """Why a test that also needs these commands cannot run here; "" if it can."""
    if os.geteuid() != 0:
        return "needs root"
    absent = [name for name in (*NEEDS, *commands) if shutil.which(name) is None]
    if not Path("/dev/net/tun").exists():
        absent.append("/dev/net/tun")
    return f"not installed: {', '.join(absent)}" if absent else ""


class Namespace:
    def __init__(self, name: str) -> None:
        self.name = name
        self._children: list[subprocess.Popen[str]] = []

    def command(self, words: Sequence[str | Path]) -> list[str]:
        """`words` as a command inside of the namespace."""
        return ["nsenter", f"--net=/run/netns/{self.name}", *map(str, words)]

    def run(self, *words: str | Path, timeout_s: float = 60) -> subprocess.CompletedProcess[str]:
        """Run a command to its end; its status is the caller's to judge."""
        return subprocess.run(
            self.command(words),
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=timeout_s,
            check=False,
        )

    def start(self, *words: str | Path, has_input: bool = False) -> subprocess.Popen[str]:
        """Start a command that leaving the namespace ends."""
        child = subprocess.Popen(
            self.command(words),
            stdin=subprocess.PIPE if has_input else None,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self._children.append(child)
        return child

    def gloam(self, *arguments: str | Path) -> subprocess.Popen[str]:
        """Start `gloam` with these arguments."""
        return self.start(sys.executable, "-P", "-m", "gloamtool", *arguments)

    def stop_all(self) -> None:
        """End everything that was started."""
        for child in self._children:
            child.terminate()
        for child in self._children:
            try:
                child.wait(10)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
            if child.stdout is not None:
                child.stdout.close()
        self._children = []


@contextmanager
def namespace(*, address: str = f"{HOST_ADDRESS}/24") -> Iterator[Namespace]:
    """A new namespace, gone with all that was started in it on leaving."""
    name = f"gloam-test-{os.getpid()}"
    subprocess.run(["ip", "netns", "add", name], check=True)
    space = Namespace(name)
    try:
        for words in (
            ("ip", "link", "set", "lo", "up"),
            ("ip", "tuntap", "add", "dev", TAP, "mode", "tap"),
            ("ip", "addr", "add", address, "dev", TAP),
            ("ip", "link", "set", TAP, "up"),
        ):
            finished = space.run(*words)
            assert finished.returncode == 0, finished.stderr
        yield space
    finally:
        space.stop_all()
        subprocess.run(["ip", "netns", "delete", name], check=True)
