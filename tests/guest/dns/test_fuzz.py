"""A short run of the fuzzers of messages, zone files, queries and requests."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

FUZZERS = Path(__file__).parents[3] / "fuzz"


@pytest.mark.parametrize(("name", "count"), [("fuzz_dns.py", "3000"), ("fuzz_zone.py", "200")])
def test_the_fuzzers_promise_is_kept_for_a_while(name: str, count: str) -> None:
    command = [sys.executable, str(FUZZERS / name), "--seed", "1", "--count", count]
    run = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert run.returncode == 0, run.stdout + run.stderr
    assert run.stdout.endswith("promise kept\n")


@pytest.mark.parametrize("kind", ["dns", "http"])
def test_the_servers_engines_take_anything(kind: str) -> None:
    command = [sys.executable, str(FUZZERS / "fuzz_servers.py"), kind, "1", "3000"]
    environment = {**os.environ, "PYTHONPATH": str(FUZZERS.parent / "src")}
    run = subprocess.run(command, capture_output=True, text=True, timeout=60, env=environment)
    assert run.returncode == 0, run.stdout + run.stderr
    assert run.stdout.endswith("promise kept\n")
