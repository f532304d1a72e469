"""A short run of the fuzzers; `make fuzz` and the programs themselves are the long one."""

import subprocess
import sys
from pathlib import Path

import pytest

FUZZ = Path(__file__).parents[3] / "fuzz"


@pytest.mark.parametrize(
    ("name", "rounds", "fed"),
    [
        ("fuzz_stack", 25, "10000 frames"),
        ("fuzz_ip6", 30, "9000 frames"),
        ("fuzz_tcp", 25, "10000 segments"),
    ],
)
def test_the_promise_is_kept_for_a_while(name: str, rounds: int, fed: str) -> None:
    command = [sys.executable, str(FUZZ / f"{name}.py"), "--seed", "1", "--rounds", str(rounds)]
    run = subprocess.run(command, capture_output=True, text=True, timeout=100)
    assert run.returncode == 0, run.stdout + run.stderr
    assert run.stdout.startswith(f"{name}: {fed} from seed 1 in ")
    assert run.stdout.endswith(" s, promise kept\n")
