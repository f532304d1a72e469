"""A short run of the fuzzer of messages."""

import subprocess
import sys
from pathlib import Path

FUZZER = Path(__file__).parents[3] / "fuzz" / "fuzz_dns.py"


def test_the_codec_keeps_the_fuzzers_promise_for_a_while() -> None:
    command = [sys.executable, str(FUZZER), "--seed", "1", "--count", "3000"]
    run = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert run.returncode == 0, run.stdout + run.stderr
    assert run.stdout.endswith("promise kept\n")
