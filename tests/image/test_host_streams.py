"""TCP of the process target on the launcher's sockets: -p, no TAP device, no root."""

import re
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from gloamc.pipeline import BuildOptions, build

pytestmark = pytest.mark.image

EXAMPLE = Path(__file__).parents[2] / "examples" / "tcp_echo" / "main.py"
TIMEOUT_S = 30


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> Path:
    image = tmp_path_factory.mktemp("echo") / "echo"
    build(BuildOptions(source=EXAMPLE, target="process", output=image, debug=True))
    return image


@contextmanager
def serving(image: Path, limit: int) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """The echo server, which ends after `limit` connections, and the port that leads to it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    command = [sys.executable, "-P", "-m", "gloamtool", "run", "--target", "process"]
    process = subprocess.Popen(
        [*command, "-p", f"{port}:7000/tcp", str(image), "7000", str(limit)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "echo: listening on TCP port 7000\n"
        yield process, port
    finally:
        process.kill()
        process.communicate()


def exchange(port: int, data: bytes) -> bytes:
    """Send while what comes back is read; then the end of both sides."""
    with socket.create_connection(("127.0.0.1", port), timeout=TIMEOUT_S) as client:

        def send() -> None:
            client.sendall(data)
            client.shutdown(socket.SHUT_WR)

        sender = threading.Thread(target=send)
        sender.start()
        parts = []
        while part := client.recv(1 << 16):
            parts.append(part)
        sender.join()
    return b"".join(parts)


def test_everything_comes_back_and_the_program_ends(image: Path) -> None:
    data = bytes(range(256)) * 20_000
    with serving(image, 3) as (process, port):
        for size in (1, 100_000, len(data)):
            assert exchange(port, data[:size]) == data[:size]
        out, err = process.communicate(timeout=TIMEOUT_S)
    assert re.fullmatch(r"echo: served 3 connections, \d+ bytes\n", out)
    assert (process.returncode, err) == (0, "")


def test_two_hundred_connections_at_once(image: Path) -> None:
    with serving(image, 200) as (process, port):
        clients = [
            socket.create_connection(("127.0.0.1", port), timeout=TIMEOUT_S) for _ in range(200)
        ]
        for round_ in range(3):
            for number, client in enumerate(clients):
                client.sendall(b"%d:%d" % (round_, number))
            for number, client in enumerate(clients):
                assert client.recv(100) == b"%d:%d" % (round_, number)
        for client in clients:
            client.close()
        _, err = process.communicate(timeout=TIMEOUT_S)
    assert (process.returncode, err) == (0, "")


def test_connection_that_is_reset_disturbs_nobody(image: Path) -> None:
    with serving(image, 2) as (process, port):
        with socket.create_connection(("127.0.0.1", port), timeout=TIMEOUT_S) as rude:
            rude.sendall(bytes(500_000))
            rude.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, bytes([1, 0, 0, 0, 0, 0, 0, 0]))
        assert exchange(port, b"honest") == b"honest"
        _, err = process.communicate(timeout=TIMEOUT_S)
    assert (process.returncode, err) == (0, "")
