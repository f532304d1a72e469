"""The examples, run as their README says, and what `gloam run` does with a virtual machine."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from gloamtool.image.builder import ImageOrder, build_image
from gloamtool.launch.ports import PortForward, Transport
from gloamtool.launch.qemu import MACHINES, Accelerator, Guest
from gloamtool.launch.request import LaunchRequest
from support.gloam_command import gloam
from support.qemu import QEMU

pytestmark = [
    pytest.mark.image,
    pytest.mark.skipif(QEMU is None, reason="qemu-system-x86_64 is not installed"),
]

EXAMPLES = Path(__file__).parents[2] / "examples"
HELLO = EXAMPLES / "01_hello"
ECHO = EXAMPLES / "udp_echo"
TCP_ECHO = EXAMPLES / "tcp_echo"
ECHO_PORT = 7000
DATAGRAMS = 300
TIMEOUT_S = 60
ANSWER_TIMEOUT_S = 10
ARGUMENTS = ("two words", 'say "x"\\', "-p", "--", "", "grün 日本", "a\tb\nc")
FAILING = """\
import sys

print(sys.argv[1:])
if sys.argv[1] == "exit":
    sys.exit(int(sys.argv[2]))


def fail(text: str) -> None:
    raise ValueError(text)


fail(sys.argv[1])
"""


@pytest.fixture(scope="module")
def images(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("images")
    (folder / "failing.py").write_text(FAILING)
    for name, source in (
        ("hello", HELLO / "main.py"),
        ("echo", ECHO / "main.py"),
        ("tcp_echo", TCP_ECHO / "main.py"),
        ("failing", folder / "failing.py"),
    ):
        order = ImageOrder(source=source, target="vm", memory_bytes=32 << 20)
        build_image(order, folder / name)
    return folder


@pytest.fixture(params=["microvm", "q35"])
def machine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def run(machine: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return gloam("run", "--accel", "tcg", "--machine", machine, *arguments)


def test_hello_prints_what_it_prints_everywhere(images: Path, machine: str) -> None:
    result = run(machine, images / "hello")
    assert result.stdout == (HELLO / "expected.txt").read_text()
    assert result.stderr == f"gloam: {machine} under TCG (as asked)\n"
    assert result.returncode == 0


def test_arguments_and_status_pass_through(images: Path, machine: str) -> None:
    result = run(machine, images / "failing", "exit", "42", *ARGUMENTS)
    assert result.stdout == f"{['exit', '42', *ARGUMENTS]}\n"
    assert result.returncode == 42


def test_a_traceback_is_on_the_console(images: Path, machine: str) -> None:
    result = run(machine, images / "failing", "oh")
    assert result.stdout.splitlines() == [
        "['oh']",
        "Traceback (most recent call last):",
        f'  File "{images}/failing.py", line 12, in <module>',
        f'  File "{images}/failing.py", line 9, in fail',
        "ValueError: oh",
    ]
    assert result.returncode == 1


@contextmanager
def echo_guest(images: Path, machine: str, limit: int) -> Iterator[tuple[Guest, int]]:
    """The echo server in a virtual machine, and the host port that leads to it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    request = LaunchRequest(
        program=images / "echo",
        argv=("main.py", str(ECHO_PORT), str(limit)),
        forwards=(PortForward(port, ECHO_PORT, Transport.UDP),),
    )
    with Guest(request, MACHINES[machine], Accelerator.TCG) as guest:
        yield guest, port


@pytest.mark.parametrize("name", MACHINES)
def test_udp_echo_answers_every_datagram_and_ends(images: Path, name: str, tmp_path: Path) -> None:
    statuses: list[int] = []
    console = tmp_path / "console"
    with echo_guest(images, name, DATAGRAMS) as (guest, port), console.open("wb") as sink:
        pump = threading.Thread(target=lambda: statuses.append(guest.pump(sink, TIMEOUT_S)))
        pump.start()
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
            client.connect(("127.0.0.1", port))
            # Lost without a word before the guest listens.
            while console.read_text() != (ECHO / "expected.txt").read_text():
                assert pump.is_alive()
                time.sleep(0.02)
            client.settimeout(ANSWER_TIMEOUT_S)
            number = 0
            while number < DATAGRAMS:
                datagram = number.to_bytes(4, "big") * (1 + number)
                client.send(datagram)
                # QEMU drops what waits for the guest's ARP answer for a second: send it again.
                with suppress(TimeoutError):
                    assert client.recv(2000) == datagram
                    number += 1
        pump.join(TIMEOUT_S)
    assert statuses == [0]
    assert console.read_text().splitlines()[1:] == [f"echo: answered {DATAGRAMS} datagrams"]


def test_tcp_echo_repeats_what_it_gets_and_ends(images: Path, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = int(free.getsockname()[1])
    request = LaunchRequest(
        program=images / "tcp_echo",
        argv=("main.py", str(ECHO_PORT), "1"),
        forwards=(PortForward(port, ECHO_PORT, Transport.TCP),),
    )
    statuses: list[int] = []
    console = tmp_path / "console"
    data = bytes(range(256)) * 1_000
    with (
        Guest(request, MACHINES["microvm"], Accelerator.TCG) as guest,
        console.open("wb") as sink,
    ):
        pump = threading.Thread(target=lambda: statuses.append(guest.pump(sink, TIMEOUT_S)))
        pump.start()
        while console.read_text() != (TCP_ECHO / "expected.txt").read_text():
            assert pump.is_alive()
            time.sleep(0.02)
        with socket.create_connection(("127.0.0.1", port), timeout=TIMEOUT_S) as client:
            # Nobody holds all of it: what comes back has to be read meanwhile.
            sender = threading.Thread(target=lambda: _send(client, data), daemon=True)
            sender.start()
            assert client.makefile("rb").read() == data
            sender.join(TIMEOUT_S)
        pump.join(TIMEOUT_S)
    assert statuses == [0]
    (line,) = console.read_text().splitlines()[1:]
    assert line == f"echo: served 1 connections, {len(data)} bytes"


def _send(client: socket.socket, data: bytes) -> None:
    client.sendall(data)
    client.shutdown(socket.SHUT_WR)


def test_udp_echo_in_a_process(images: Path) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    command = [sys.executable, "-P", "-m", "gloamtool", "run", "--target", "process"]
    command += ["-p", f"{port}:{ECHO_PORT}/udp", str(ECHO / "main.py"), str(ECHO_PORT), "1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as guest:
        assert guest.stdout is not None
        assert guest.stdout.readline() == (ECHO / "expected.txt").read_text()
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
            client.settimeout(TIMEOUT_S)
            client.sendto(b"hello", ("127.0.0.1", port))
            assert client.recv(100) == b"hello"
        assert guest.stdout.read() == "echo: answered 1 datagrams\n"
        assert guest.wait(TIMEOUT_S) == 0


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_ends_the_machine(images: Path, number: int, status: int) -> None:
    command = [sys.executable, "-P", "-m", "gloamtool", "run", "--accel", "tcg"]
    command += [str(images / "echo")]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as guest:
        assert guest.stdout is not None
        assert guest.stderr is not None
        assert guest.stdout.readline() == (ECHO / "expected.txt").read_text()
        children = Path(f"/proc/{guest.pid}/task/{guest.pid}/children").read_text().split()
        guest.send_signal(number)
        assert guest.wait(TIMEOUT_S) == status
        assert guest.stderr.read() == "gloam: microvm under TCG (as asked)\n"
    for child in children:
        with pytest.raises(ProcessLookupError):
            os.kill(int(child), 0)


@pytest.mark.parametrize("transport", ["udp", "tcp"])
def test_a_port_that_is_taken_is_named(images: Path, transport: str) -> None:
    kind = socket.SOCK_DGRAM if transport == "udp" else socket.SOCK_STREAM
    with socket.socket(socket.AF_INET, kind) as other:
        other.bind(("127.0.0.1", 0))
        if transport == "tcp":
            other.listen()
        port = other.getsockname()[1]
        result = run("microvm", "-p", f"{port}:7/{transport}", images / "hello")
    lines = result.stderr.splitlines()
    assert lines[1] == "gloam: a -p port cannot be forwarded; is it taken?"
    assert str(port) in lines[2]
    assert (result.returncode, result.stdout) == (1, "")


@pytest.mark.skipif(not os.access("/dev/kvm", os.R_OK | os.W_OK), reason="no /dev/kvm")
def test_the_probe_says_which_accelerator_it_takes(images: Path) -> None:
    result = gloam("run", images / "hello")
    first, *rest = result.stderr.splitlines()
    assert first.startswith(("gloam: microvm under KVM (", "gloam: microvm under TCG ("))
    assert rest == []
    assert result.stdout == (HELLO / "expected.txt").read_text()
