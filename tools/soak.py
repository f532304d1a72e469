"""`make soak`: 100,000 numbered datagrams through the vm and the process target, none lost.

The sender keeps a bounded number unanswered, so that no queue on the way may overflow; whatever is
lost then was lost by us.
"""

import sys
import tempfile
import time
from pathlib import Path

import click

from gloamtool.cli import exit_status
from gloamtool.failure import ToolError
from tools.echo_client import Exchange, exchange, first_answer, free_udp_port
from tools.guests import ECHO_PORT, UDP_ECHO, built, running_command

COUNT = 100_000
WINDOW = 16


def soak(target: str, image: Path, count: int) -> Exchange:
    """Echo `count` datagrams through `image`; ToolError if one is lost or changed."""
    port = free_udp_port()
    arguments = ["run", "-p", f"{port}:{ECHO_PORT}/udp", str(image), str(ECHO_PORT)]
    with running_command(arguments) as server:
        first_answer(port, server.is_alive)
        result = exchange(port, count, window=WINDOW)
        if not server.is_alive():
            raise ToolError(f"{target}: the server ended:\n{server.console.decode()}")
        memory = resident_bytes(server.pid)
    rate = result.answered / result.elapsed_s
    print(
        f"{target}: {result.answered:,} of {result.sent:,} answered, {result.wrong} wrong, "
        f"{rate:,.0f}/s, median round trip {1e6 * result.median_s:.0f} us, "
        f"worst {1e3 * result.worst_s:.1f} ms, resident {memory >> 10:,} KiB",
        flush=True,
    )
    if result.answered != result.sent or result.wrong:
        raise ToolError(f"{target}: datagrams were lost or changed")
    return result


def resident_bytes(launcher: int) -> int:
    """Memory of the launcher's child, which is the program or its QEMU; 0 where unknown."""
    try:
        children = Path(f"/proc/{launcher}/task/{launcher}/children").read_text().split()
        status = Path(f"/proc/{children[0]}/status").read_text()
    except (OSError, IndexError):
        return 0
    line = next((line for line in status.splitlines() if line.startswith("VmRSS:")), "VmRSS: 0")
    return int(line.split()[1]) << 10


@click.command()
@click.option("--count", default=COUNT, show_default=True)
@click.option("--target", "targets", multiple=True, default=("process", "vm"), show_default=True)
def command(count: int, targets: tuple[str, ...]) -> None:
    """Soak each target."""
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as directory:
        for target in targets:
            soak(target, built(UDP_ECHO, target, Path(directory) / target), count)
    print(f"soak: {time.monotonic() - start:.0f} s in all")


if __name__ == "__main__":
    sys.exit(exit_status(lambda: command.main(prog_name="soak", standalone_mode=False)))
