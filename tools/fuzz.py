"""`make fuzz`: malformed and random frames at a booted image, on both machine types.

The promise: whatever arrives is answered, learned from, or counted under one cause; the guest goes
on answering right datagrams, and its memory does not grow.
"""

import random
import sys
import tempfile
from collections import Counter
from pathlib import Path

import click

from gloamtool.cli import exit_status
from gloamtool.failure import ToolError
from gloamtool.launch.qemu import MACHINES, Accelerator
from tools import hostile_frames
from tools.guests import ROOT, built, running_vm

GUEST = ROOT / "tools" / "guest" / "counting_echo.py"
FRAMES = 20_000


def fuzz(image: Path, machine: str, count: int, seed: int) -> Counter[str]:
    """Half of `count` frames malformed in known ways, half random; the guest's drops by cause.

    Raises ToolError if a count is not what it has to be.
    """
    rng = random.Random(seed)
    wire = hostile_frames.Wire()
    with running_vm(
        image,
        0,
        MACHINES[machine],
        Accelerator.TCG,
        netdev=wire.netdev(),
        address=hostile_frames.ADDRESS,
    ) as guest:
        try:
            hostile_frames.wait_until_up(wire, guest.is_alive)
            start = hostile_frames.counters(wire)
            expected = hostile_frames.send_malformed(wire, count // 2, rng)
            middle = hostile_frames.counters(wire)
            sent = wire.sent
            hostile_frames.send_random(wire, count // 2, rng)
            end = hostile_frames.counters(wire)
            sent = wire.sent - sent
        except ToolError as error:
            raise ToolError(f"{machine}, seed {seed}: {error}\n{guest.console.decode()}") from None
        finally:
            wire.close()
    found = hostile_frames.drops(middle) - hostile_frames.drops(start)
    if found != expected:
        raise ToolError(f"{machine}, seed {seed}: counted {found}\nexpected {expected}")
    # The device refuses what can be no frame before the stack sees it.
    received = sum(end[name] - middle[name] for name in ("frames received", "frame size"))
    if received != sent:
        raise ToolError(f"{machine}, seed {seed}: {sent} frames sent, {received} received")
    return hostile_frames.drops(end)


@click.command()
@click.option("--count", default=FRAMES, show_default=True, help="Frames for each machine.")
@click.option("--seed", default=1, show_default=True)
def command(count: int, seed: int) -> None:
    """Fuzz every machine."""
    with tempfile.TemporaryDirectory() as directory:
        image = built(GUEST, "vm", Path(directory) / "counting_echo")
        for machine in MACHINES:
            drops = fuzz(image, machine, count, seed)
            print(f"{machine}: {count:,} frames survived, {drops.total():,} counted:", flush=True)
            for cause, number in drops.most_common():
                print(f"  {number:8,}  {cause}")


if __name__ == "__main__":
    sys.exit(exit_status(lambda: command.main(prog_name="fuzz", standalone_mode=False)))
