"""Images against the TCP of the Linux kernel on a TAP device; `make tcp` is the long run."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from support.qemu import QEMU

ROOT = Path(__file__).parents[2]
TOOLS = ("ip", "unshare")

pytestmark = [
    pytest.mark.interop,
    pytest.mark.skipif(os.geteuid() != 0, reason="a network namespace needs root"),
    pytest.mark.skipif(not os.access("/dev/net/tun", os.R_OK | os.W_OK), reason="no TAP devices"),
    pytest.mark.skipif(not all(map(shutil.which, TOOLS)), reason="no iproute2 or util-linux"),
]


@pytest.mark.parametrize(
    "target",
    [
        "process",
        pytest.param(
            "microvm",
            marks=[
                pytest.mark.image,
                pytest.mark.skipif(QEMU is None, reason="qemu-system-x86_64 is not installed"),
            ],
        ),
    ],
)
def test_transfers_and_connections_both_ways(target: str) -> None:
    command = [sys.executable, "-m", "tools.tcp_interop", "--target", target]
    command += ["--size", "1000000", "--count", "100"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    run = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300
    )
    assert run.returncode == 0, run.stdout + run.stderr
    told = [line.removeprefix(f"{target}: ") for line in run.stdout.splitlines()]
    assert [line for line in told if "one after the other" not in line] == [
        "1,000,000 bytes echoed by the kernel, closed port noticed",
        "1 bytes echoed",
        "1,000,000 bytes echoed",
        "1,000,000 bytes taken",
        "1,000,000 bytes given",
        "closed port refused",
        "reset in the middle survived",
        "100 connections at once",
        "1,000,000 bytes echoed",
    ]
