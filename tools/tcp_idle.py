"""Bytes of an image for each idle connection: its resident memory without and with many of them.

The process target, on a TAP device. A connection has a handler task in the program that waits for
data, so the figure is of the stack, the stream and the task together. Needs root.
"""

import sys
import tempfile
from pathlib import Path

import click

from gloamtool.cli import exit_status
from gloamtool.failure import ToolError
from tools.guests import built
from tools.tcp_interop import ECHO_PORT, PROGRAM, connected
from tools.tcp_link import in_namespace, make_tap, serving


def resident(launcher: int) -> int:
    """Bytes that the launcher's child has in memory."""
    child = Path(f"/proc/{launcher}/task/{launcher}/children").read_text().split()[0]
    for line in Path(f"/proc/{child}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) << 10
    raise ToolError("the image has ended")


@click.command()
@click.option("--count", default=900, show_default=True, help="Connections.")
def command(count: int) -> None:
    """Measure."""
    make_tap()
    with tempfile.TemporaryDirectory() as directory:
        image = built(PROGRAM, "process", Path(directory) / "tcp_peer")
        with serving(image, "process") as guest:
            with connected(ECHO_PORT) as first:
                first.sendall(b"x")
                first.recv(1)
            before = resident(guest.pid)
            clients = [connected(ECHO_PORT) for _ in range(count)]
            for client in clients:
                client.sendall(b"x")
                client.recv(1)
            after = resident(guest.pid)
            for client in clients:
                client.close()
    print(f"{before:,} bytes, and {(after - before) / count:,.0f} for each of {count} connections")


if __name__ == "__main__":
    code = in_namespace("tools.tcp_idle", sys.argv[1:])
    if code is not None:
        sys.exit(code)
    sys.exit(exit_status(lambda: command.main(prog_name="tcp_idle", standalone_mode=False)))
