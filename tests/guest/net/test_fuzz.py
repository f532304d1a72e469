"""A short run of the fuzzer; `make fuzz` is the long one."""

import subprocess
import sys
from pathlib import Path

FUZZER = Path(__file__).parents[3] / "fuzz" / "fuzz_stack.py"


def test_stack_keeps_the_fuzzers_promise_for_a_while() -> None:
    command = [sys.executable, str(FUZZER), "--seed", "1", "--rounds", "25"]
    run = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert run.returncode == 0, run.stdout + run.stderr
    assert run.stdout.startswith("fuzz_stack: 10000 frames from seed 1 in ")
    assert run.stdout.endswith(" s, promise kept\n")
