"""The platform of the process target, compiled, on this kernel. No root and no sandbox needed."""

import os
import re
import socket
import subprocess
from pathlib import Path

import pytest

from gloamc.pipeline import BuildOptions, build

pytestmark = pytest.mark.image

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def probe(tmp_path_factory: pytest.TempPathFactory) -> Path:
    image = tmp_path_factory.mktemp("probe") / "probe"
    source = HERE / "machine_probe" / "main.py"
    build(BuildOptions(source=source, target="process", output=image))
    return image


def run(
    probe: Path, *arguments: str, environment: dict[str, str] | None = None
) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        ["probe", *arguments],
        executable=probe,
        env=environment or {},
        capture_output=True,
        encoding="utf-8",
        timeout=20,
        check=False,
    )


def test_arguments_and_status_pass_through(probe: Path) -> None:
    finished = run(probe, "status", "300", "two words", "", "é")
    assert finished.stdout == "['probe', 'status', '300', 'two words', '', 'é']\n"
    assert finished.returncode == 300 % 256


def test_entropy_differs_from_run_to_run(probe: Path) -> None:
    first, again = run(probe, "entropy").stdout, run(probe, "entropy").stdout
    assert re.fullmatch("[0-9a-f]{2000}\n", first)
    assert first != again


def test_hashes_of_text_differ_from_run_to_run(tmp_path: Path) -> None:
    source, image = tmp_path / "main.py", tmp_path / "main"
    source.write_text("print(hash('text'), hash(b'text'), hash('text') == hash('te' + 'xt'))\n")
    build(BuildOptions(source=source, target="process", output=image))
    first, again = run(image).stdout.split(), run(image).stdout.split()
    assert first[0] != again[0] and first[1] != again[1]
    assert first[2] == again[2] == "True"


def test_wait_ends_at_the_deadline(probe: Path) -> None:
    slept_ns = int(run(probe, "clock").stdout.split()[0])
    assert 100_000_000 <= slept_ns < 200_000_000


@pytest.mark.parametrize(
    ("environment", "message"),
    [
        (
            {},
            "no network: start with GLOAM_NET=tap:FD, GLOAM_UDP=PORT:FD or GLOAM_TCP=PORT:FD",
        ),
        ({"GLOAM_NET": "vde:3"}, "GLOAM_NET=vde:3 is not understood: tap:FD or tap:FD,offload is"),
    ],
)
def test_missing_network_is_said_aloud(
    probe: Path, environment: dict[str, str], message: str
) -> None:
    finished = run(probe, "network", environment=environment)
    assert finished.stderr.splitlines()[-1] == f"OSError: {message}"
    assert finished.returncode == 1


def test_host_sockets_stand_in_for_a_network(probe: Path) -> None:
    assert run(probe, "network", environment={"GLOAM_UDP": "7:3"}).returncode == 0


def test_host_socket_carries_a_datagram_both_ways(probe: Path) -> None:
    with (
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as guest,
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as peer,
    ):
        guest.bind(("127.0.0.1", 0))
        peer.settimeout(10)
        fd = guest.fileno()
        environment = {"GLOAM_UDP": f"8:99,7:{fd}"}
        with subprocess.Popen(
            ["probe", "datagram", "7"],
            executable=probe,
            env=environment,
            pass_fds=[fd],
            stdout=subprocess.PIPE,
            text=True,
        ) as process:
            data = os.urandom(40_000)
            peer.sendto(data, guest.getsockname())
            assert peer.recv(65536) == data
            assert process.stdout is not None
            port = peer.getsockname()[1]
            assert process.stdout.read() == f"{fd}\n127.0.0.1 {port} 40000\nTrue\n"
        assert process.returncode == 0


def test_output_to_a_full_pipe_waits(probe: Path) -> None:
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    filled = 0
    try:
        while True:
            filled += os.write(writer, bytes(4096))
    except BlockingIOError:
        pass
    with subprocess.Popen(["probe", "entropy"], executable=probe, stdout=writer) as process:
        os.close(writer)
        with os.fdopen(reader, "rb") as pipe:
            output = pipe.read()
    assert process.returncode == 0
    assert re.fullmatch(b"\0{%d}[0-9a-f]{2000}\n" % filled, output)
