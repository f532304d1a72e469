"""The sandbox, with a real program in it: what works, and what kills."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="seccomp is Linux")

SCRIPT = """
import sys
import time
from pathlib import Path
from gloamtool.launch import process
from gloamtool.launch.ports import parse_forwards
from gloamtool.launch.request import LaunchRequest
program, forwards, *argv = sys.argv[1:]
request = LaunchRequest(
    program=Path(program), argv=tuple(argv), forwards=parse_forwards(forwards.split())
)
sys.exit(process.run(request))
"""


def command(program: Path, *argv: str, forwards: str = "") -> list[str]:
    return [sys.executable, "-c", SCRIPT, str(program), forwards, *argv]


def run(program: Path, *argv: str, forwards: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(program, *argv, forwards=forwards),
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        timeout=30,
        check=False,
    )


def free_port() -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        assert isinstance(port, int)
        return port


def test_arguments_and_status_pass_through_and_the_environment_does_not(
    guest_program: Path,
) -> None:
    result = run(guest_program, "app.py", "words", "two words", "", "ü")
    assert (result.returncode, result.stderr) == (7, "")
    assert result.stdout.split("\n") == ["app.py", "words", "two words", "", "ü", ""]


def test_allowed_calls_work(guest_program: Path) -> None:
    result = run(guest_program, "app.py", "allowed")
    assert (result.returncode, result.stdout, result.stderr) == (0, "allowed\n", "")


@pytest.mark.parametrize(
    "what",
    [
        *("open", "openat", "socket", "execve", "mmap", "fork", "recvfrom", "x32"),
        *("execveat-path", "execveat-high"),
    ],
)
def test_a_forbidden_call_ends_the_program(guest_program: Path, what: str) -> None:
    result = run(guest_program, "app.py", what)
    assert result.returncode == 128 + signal.SIGSYS
    assert result.stderr == (
        "gloam: fatal: the program made a forbidden system call and was stopped (SIGSYS)\n"
    )


def test_the_launchers_own_exec_cannot_be_repeated(guest_program: Path) -> None:
    assert run(guest_program, "app.py", "execveat-again").returncode == 60


def test_a_wild_write_is_reported(guest_program: Path) -> None:
    result = run(guest_program, "app.py", "null")
    assert result.returncode == 128 + signal.SIGSEGV
    assert result.stderr == (
        "gloam: fatal: the program touched memory that is not its own (SIGSEGV)\n"
    )


def test_only_the_given_descriptors_are_open(guest_program: Path) -> None:
    forwards = f"{free_port()}:53/udp {free_port()}:54/udp"
    result = run(guest_program, "app.py", "descriptors", forwards=forwards)
    assert result.stdout.split() == ["000", "001", "002", "006", "007"]


def test_a_forwarded_port_reaches_the_program(guest_program: Path) -> None:
    port = free_port()
    guest = subprocess.Popen(command(guest_program, "app.py", "echo", forwards=f"{port}:53/udp"))
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
            client.connect(("127.0.0.1", port))
            client.settimeout(10)
            assert _exchange(client, b"first") == b"first"
            assert [_exchange(client, b"second"), _exchange(client, b"third")] == [
                b"second",
                b"third",
            ]
        assert guest.wait(10) == 0
    finally:
        guest.kill()
        guest.wait()


def _exchange(client: socket.socket, datagram: bytes) -> bytes:
    """Send until somebody has the port, then return the answer."""
    for _ in range(400):
        try:
            client.send(datagram)
            return client.recv(100)
        except ConnectionRefusedError:
            time.sleep(0.02)
    raise AssertionError("nobody bound the port")


def test_a_port_in_use_is_the_users_to_mend(guest_program: Path) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as other:
        other.bind(("127.0.0.1", 0))
        port = other.getsockname()[1]
        result = run(guest_program, "app.py", "allowed", forwards=f"{port}:53/udp")
    assert f"-p {port}:53/udp: 127.0.0.1:{port} cannot be bound" in result.stderr


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_to_the_launcher_ends_the_program(guest_program: Path, number: int) -> None:
    guest = subprocess.Popen(
        command(guest_program, "app.py", "sleep", forwards=f"{free_port()}:53/udp"),
        start_new_session=True,
    )
    try:
        _wait_for_child(guest.pid)
        guest.send_signal(number)
        assert guest.wait(10) == 128 + number
    finally:
        guest.kill()
        guest.wait()


def test_a_signal_to_the_whole_group_is_no_surprise(guest_program: Path) -> None:
    """As from a terminal or timeout(1): the program may be gone before the launcher hears of it."""
    for _ in range(5):
        guest = subprocess.Popen(
            command(guest_program, "app.py", "sleep"),
            start_new_session=True,
            stderr=subprocess.PIPE,
            text=True,
        )
        _wait_for_child(guest.pid)
        os.killpg(guest.pid, signal.SIGTERM)
        _, errors = guest.communicate(timeout=10)
        assert (guest.returncode, errors) == (128 + signal.SIGTERM, "")


def test_the_program_dies_with_its_launcher(guest_program: Path) -> None:
    guest = subprocess.Popen(command(guest_program, "app.py", "sleep"))
    child = _wait_for_child(guest.pid)
    guest.kill()
    guest.wait()
    for _ in range(200):
        if _state(child) in ("", "Z"):
            return
        time.sleep(0.02)
    os.kill(child, signal.SIGKILL)
    raise AssertionError("the program outlived its launcher")


def _wait_for_child(pid: int) -> int:
    """The launcher's child, once it has become the program (its name is no longer python)."""
    for _ in range(400):
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        if children and "Seccomp:\t2" in Path(f"/proc/{children[0]}/status").read_text():
            return int(children[0])
        time.sleep(0.02)
    raise AssertionError("the program did not start")


def _state(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return ""
