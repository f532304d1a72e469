"""`make fuzz-servers`: millions of malformed DNS messages and HTTP requests for the engines.

`fuzz/fuzz_servers.py`, compiled, in the sandbox: memory is the 32 MB of its heap. A shorter run
under CPython must print the same.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import click

from gloamtool.cli import exit_status
from gloamtool.failure import ToolError
from tools.guests import ROOT, built

SOURCE = ROOT / "fuzz" / "fuzz_servers.py"
COMPARED = 20_000


def output(command: list[str], kind: str, seed: int, count: int) -> str:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    asked = [*command, kind, str(seed), str(count)]
    done = subprocess.run(asked, check=False, capture_output=True, text=True, env=environment)
    if done.returncode != 0 or not done.stdout.endswith("promise kept\n"):
        raise ToolError(f"{kind}, seed {seed}:\n{done.stdout}{done.stderr}")
    return done.stdout


@click.command()
@click.option("--dns", default=5_000_000, show_default=True)
@click.option("--http", default=2_000_000, show_default=True)
@click.option("--seed", default=1, show_default=True)
def command(dns: int, http: int, seed: int) -> None:
    """Feed both engines."""
    with tempfile.TemporaryDirectory() as directory:
        image = built(SOURCE, "process", Path(directory) / "image", for_speed=True)
        compiled = [sys.executable, "-m", "gloamtool", "run", "--target", "process", str(image)]
        for kind, count in (("dns", dns), ("http", http)):
            short = min(count, COMPARED)
            if output(compiled, kind, seed, short) != output(
                [sys.executable, str(SOURCE)], kind, seed, short
            ):
                raise ToolError(f"{kind}, seed {seed}: CPython prints something else")
            started = time.monotonic()
            text = output(compiled, kind, seed, count)
            print(f"{kind}: {time.monotonic() - started:.0f} s\n{text}", end="", flush=True)


if __name__ == "__main__":
    sys.exit(exit_status(lambda: command.main(prog_name="fuzz-servers", standalone_mode=False)))
