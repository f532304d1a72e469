"""`make tcp`: an image against the kernel's TCP, both ways, on a TAP device in a namespace.

Every transfer is compared byte by byte or by its CRC. Needs root.
"""

import binascii
import random
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import click

from gloamtool.cli import exit_status
from gloamtool.failure import ToolError
from tools.guests import ROOT, built
from tools.tcp_link import GUEST, LINUX, in_namespace, make_tap, serving

PROGRAM = ROOT / "tools" / "guest" / "tcp_peer.py"
PATTERN = bytes(range(256)) * 256
ECHO_PORT, SINK_PORT, SOURCE_PORT = 7000, 7001, 7002
LINUX_PORT, CLOSED_PORT = 5_000, 5_001
TIMEOUT_S = 60
TARGETS = ("process", "microvm", "q35")


def connected(port: int) -> socket.socket:
    return socket.create_connection((GUEST, port), timeout=TIMEOUT_S)


def echo(client: socket.socket, data: bytes) -> None:
    """Send everything and close that side, while reading to the end (RFC 9293, 3.6, half close)."""

    def send() -> None:
        client.sendall(data)
        client.shutdown(socket.SHUT_WR)

    sender = threading.Thread(target=send)
    sender.start()
    received = bytearray()
    while block := client.recv(65_536):
        received += block
    sender.join()
    check(received == data, f"{len(received)} of {len(data)} bytes came back, or others")


def check(is_right: bool, text: str) -> None:
    if not is_right:
        raise ToolError(text)


def check_echo(size: int) -> str:
    with connected(ECHO_PORT) as client:
        echo(client, random.Random(size).randbytes(size))
    return f"{size:,} bytes echoed"


def check_sink(size: int) -> str:
    data = random.Random(size).randbytes(size)
    with connected(SINK_PORT) as client:
        client.sendall(b"c" + data)
        client.shutdown(socket.SHUT_WR)
        answer = client.makefile("rb").read()
    expected = f"{size} {binascii.crc32(data):08x}\n".encode()
    check(answer == expected, f"{answer!r} is not {expected!r}")
    return f"{size:,} bytes taken"


def check_source(size: int) -> str:
    with connected(SOURCE_PORT) as client:
        client.sendall(b"%d\n" % size)
        received = client.makefile("rb").read()
    check(received == (PATTERN * (size // len(PATTERN) + 1))[:size], "other bytes than the pattern")
    return f"{size:,} bytes given"


def blocks_of(size: int) -> Iterator[bytes]:
    """PATTERN again and again, `size` bytes of it."""
    while size > 0:
        yield PATTERN if size >= len(PATTERN) else PATTERN[:size]
        size -= len(PATTERN)


def check_large(size: int) -> str:
    """Both ways, one after the other, without keeping any of it."""
    crc = 0
    with connected(SINK_PORT) as client:
        client.sendall(b"c")
        for block in blocks_of(size):
            crc = binascii.crc32(block, crc)
            client.sendall(block)
        client.shutdown(socket.SHUT_WR)
        answer = client.makefile("rb").read()
    expected = f"{size} {crc:08x}\n".encode()
    check(answer == expected, f"{answer!r} is not {expected!r}")
    total = found = 0
    with connected(SOURCE_PORT) as client:
        client.sendall(b"%d\n" % size)
        while block := client.recv(1 << 18):
            total += len(block)
            found = binascii.crc32(block, found)
    check((total, found) == (size, crc), f"{total} bytes came, CRC {found:08x}")
    return f"{size:,} bytes each way, CRC {crc:08x}"


def check_short(count: int) -> str:
    start = time.monotonic()
    for number in range(count):
        with connected(ECHO_PORT) as client:
            data = b"%d" % number
            client.sendall(data)
            client.shutdown(socket.SHUT_WR)
            check(client.recv(100) == data, "another answer")
            check(client.recv(100) == b"", "no end")
    seconds = time.monotonic() - start
    return f"{count:,} connections one after the other, {count / seconds:,.0f} per second"


def check_concurrent(count: int) -> str:
    clients = [connected(ECHO_PORT) for _ in range(count)]
    try:
        for rounds in range(3):
            for number, client in enumerate(clients):
                client.sendall(b"%d %d" % (rounds, number))
            for number, client in enumerate(clients):
                check(client.recv(100) == b"%d %d" % (rounds, number), "another answer")
    finally:
        for client in clients:
            client.close()
    return f"{count:,} connections at once"


def check_closed_port() -> str:
    with suppress(ConnectionRefusedError):
        connected(CLOSED_PORT).close()
        raise ToolError("a closed port took a connection")
    return "closed port refused"


def check_reset() -> str:
    """A peer that resets in the middle leaves the others alone."""
    client = connected(ECHO_PORT)
    client.sendall(PATTERN)
    client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    client.close()
    check_echo(1_000)
    return "reset in the middle survived"


def check_outgoing(console: bytearray, size: int) -> str:
    """What the guest printed about its own connections to the kernel."""
    crc = binascii.crc32((PATTERN * (size // len(PATTERN) + 1))[:size])
    lines = console.decode().splitlines()[:2]
    expected = [
        f"peer: {size} bytes came back, CRC {crc:08x}",
        "peer: ConnectionRefusedError 111",
    ]
    check(lines == expected, f"{lines} is not {expected}")
    return f"{size:,} bytes echoed by the kernel, closed port noticed"


def echo_server() -> None:
    """The kernel's side of `check_outgoing`."""
    listener = socket.create_server((LINUX, LINUX_PORT))

    def serve() -> None:
        while True:
            client, _ = listener.accept()
            with client:
                while block := client.recv(65_536):
                    client.sendall(block)

    threading.Thread(target=serve, daemon=True).start()


def interoperate(image: Path, target: str, size: int, count: int, large: int) -> None:
    """All checks, with transfers of `size` bytes and `count` connections, and `large` bytes."""
    outgoing = (LINUX, str(LINUX_PORT), str(size), LINUX, str(CLOSED_PORT), "1")
    with serving(image, target, outgoing) as guest:
        checks: list[Callable[[], str]] = [
            lambda: check_outgoing(guest.console, size),
            lambda: check_echo(1),
            lambda: check_echo(size),
            lambda: check_sink(size),
            lambda: check_source(size),
            check_closed_port,
            check_reset,
            lambda: check_short(count),
            lambda: check_concurrent(min(count, 1_000)),
            lambda: check_echo(size),
        ]
        if large > 0:
            checks.append(lambda: check_large(large))
        for checked in checks:
            try:
                print(f"{target}: {checked()}", flush=True)
            except (OSError, ToolError) as error:
                raise ToolError(f"{target}: {error!r}\n{guest.console.decode()}") from None


@click.command()
@click.option("--target", "targets", multiple=True, type=click.Choice(TARGETS), default=TARGETS)
@click.option("--size", default=16 << 20, show_default=True, help="Bytes of each transfer.")
@click.option("--count", default=10_000, show_default=True, help="Connections.")
@click.option("--large", default=0, show_default=True, help="Bytes of one more transfer each way.")
def command(targets: tuple[str, ...], size: int, count: int, large: int) -> None:
    """Interoperate with the kernel."""
    make_tap()
    echo_server()
    for target in targets:
        with tempfile.TemporaryDirectory() as directory:
            kind = "process" if target == "process" else "vm"
            image = built(PROGRAM, kind, Path(directory) / "tcp_peer")
            interoperate(image, target, size, count, large)


if __name__ == "__main__":
    code = in_namespace("tools.tcp_interop", sys.argv[1:])
    if code is not None:
        sys.exit(code)
    sys.exit(exit_status(lambda: command.main(prog_name="tcp", standalone_mode=False)))
