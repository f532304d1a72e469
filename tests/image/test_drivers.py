"""The typed-Python drivers, compiled, against QEMU's devices: frames, entropy, clocks, refusals.

No protocol stack is involved: QEMU's `dgram` back end carries each Ethernet frame as one datagram.
"""

import random
import re
import socket
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from gloamc.pipeline import BuildOptions, build
from support.qemu import QEMU, Outcome, run_image

pytestmark = [
    pytest.mark.image,
    pytest.mark.skipif(QEMU is None, reason="qemu-system-x86_64 is not installed"),
]

HERE = Path(__file__).parent
SEED = 20_260_101
FRAMES = 300
MODERN_MMIO = ("-global", "virtio-mmio.force-legacy=false")


@dataclass(frozen=True, slots=True)
class Setting:
    """A machine and how it names its devices."""

    machine: str
    suffix: str
    flags: tuple[str, ...] = ()


SETTINGS = {
    "microvm": Setting("microvm", "-device", MODERN_MMIO),
    "q35": Setting("q35", "-pci,disable-legacy=on"),
    "q35-transitional": Setting("q35", "-pci,disable-legacy=off"),
    "q35-qboot": Setting("q35", "-pci,disable-legacy=on", ("-bios", "qboot.rom")),
    "q35-bridge": Setting(
        "q35", "-pci,bus=bridge", ("-device", "pcie-root-port,id=bridge,chassis=1,slot=1")
    ),
}


def built(name: str, scratch: Path) -> Path:
    image = scratch / name
    build(BuildOptions(source=HERE / name / "main.py", target="vm", output=image))
    return image


@pytest.fixture(scope="module")
def mirror(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built("frame_mirror", tmp_path_factory.mktemp("mirror"))


@pytest.fixture(scope="module")
def probe(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built("machine_probe", tmp_path_factory.mktemp("probe"))


@pytest.fixture(params=SETTINGS)
def setting(request: pytest.FixtureRequest) -> Setting:
    return SETTINGS[request.param]


class Wire:
    """The other end of the guest's network card."""

    def __init__(self) -> None:
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind(("127.0.0.1", 0))
        self.socket.settimeout(5)
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as free:
            free.bind(("127.0.0.1", 0))
            self.guest = free.getsockname()

    def netdev(self) -> str:
        host, port = self.socket.getsockname()
        local = f"local.type=inet,local.host={self.guest[0]},local.port={self.guest[1]}"
        return f"dgram,id=wire,{local},remote.type=inet,remote.host={host},remote.port={port}"

    def send(self, frame: bytes) -> None:
        self.socket.sendto(frame, self.guest)

    def receive(self) -> bytes:
        return self.socket.recv(65536)


@pytest.fixture
def wire() -> Iterator[Wire]:
    wire = Wire()
    yield wire
    wire.socket.close()


def start(image: Path, setting: Setting, wire: Wire, scratch: Path) -> "subprocess.Popen[str]":
    assert QEMU is not None
    arguments = [QEMU, "-accel", "tcg", "-M", setting.machine, "-m", "32", "-nodefaults"]
    arguments += ["-no-reboot", "-display", "none", "-serial", "stdio", "-kernel", str(image)]
    arguments += ["-device", "isa-debugcon,iobase=0xe9,chardev=exit"]
    arguments += ["-chardev", f"file,id=exit,path={scratch / 'exit'}", *setting.flags]
    arguments += ["-netdev", wire.netdev(), "-device", f"virtio-net{setting.suffix},netdev=wire"]
    return subprocess.Popen(
        arguments, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    )


def test_every_frame_comes_back_whole_and_impossible_ones_do_no_harm(
    mirror: Path, setting: Setting, wire: Wire, tmp_path: Path
) -> None:
    rng = random.Random(SEED)
    with start(mirror, setting, wire, tmp_path) as qemu:
        assert qemu.stdout is not None
        assert qemu.stdout.readline() == "mirror: 525400123456 mtu 1500\n"
        for number in range(FRAMES):
            if number % 5 == 0:
                wire.send(rng.randbytes(rng.choice([1, 5, 13])))
                wire.send(rng.randbytes(rng.choice([1515, 2037, 4000, 9000])))
            frame = b"\xff" * 6 + rng.randbytes(6) + b"\x88\xb5" + rng.randbytes(4)
            frame += bytes(rng.randrange(42, 1497))
            wire.send(frame)
            received = wire.receive()
            while len(received) <= 60 and received != frame:  # QEMU pads short frames to 60
                received = wire.receive()
            assert received == frame
        wire.send(b"\xff" * 14 + b"end" + bytes(43))
        assert re.fullmatch(r"mirror: \d+ frames\n", qemu.stdout.read())
        qemu.wait(10)
    assert (tmp_path / "exit").read_text() == "gloam-exit:0\n"


def test_bursts_longer_than_the_rings_are_not_lost(
    mirror: Path, setting: Setting, wire: Wire, tmp_path: Path
) -> None:
    with start(mirror, setting, wire, tmp_path) as qemu:
        assert qemu.stdout is not None
        qemu.stdout.readline()
        frames = [b"\xff" * 14 + number.to_bytes(4, "big") + bytes(60) for number in range(200)]
        for _ in range(20):
            for frame in frames:
                wire.send(frame)
            assert [wire.receive() for _ in frames] == frames
        wire.send(b"\xff" * 14 + b"end" + bytes(43))
        assert qemu.stdout.read() == "mirror: 4000 frames\n"
        qemu.wait(10)


def test_entropy_comes_from_the_device(setting: Setting, probe: Path, tmp_path: Path) -> None:
    extra = (*setting.flags, "-device", f"virtio-rng{setting.suffix}")
    first = run_image(probe, setting.machine, "-- entropy", tmp_path, extra)
    again = run_image(probe, setting.machine, "-- entropy", tmp_path, extra)
    assert re.fullmatch("[0-9a-f]{2000}\n", first.console)
    assert first.status == again.status == 0
    assert first.console != again.console


def test_entropy_comes_from_the_processor(probe: Path, tmp_path: Path) -> None:
    outcome = run_image(probe, "microvm", "-- entropy", tmp_path, ("-cpu", "max"))
    assert re.fullmatch("[0-9a-f]{2000}\n", outcome.console)


@pytest.mark.parametrize(
    ("machine", "command", "extra", "message"),
    [
        ("microvm", "entropy", (), "the machine has no entropy: use -cpu max or add"),
        ("q35", "entropy", (), "the machine has no entropy: use -cpu max or add"),
        ("microvm", "network", (), "the machine has no network: add a virtio-net device"),
        ("q35", "network", (), "the machine has no network: add a virtio-net device"),
        (
            "microvm",
            "entropy",
            ("-device", "virtio-rng-device"),
            "virtio-mmio: legacy device; start QEMU with -global virtio-mmio.force-legacy=false",
        ),
        (
            "q35",
            "entropy",
            ("-device", "virtio-rng-pci,disable-modern=on,disable-legacy=off"),
            "virtio-pci: legacy device; start QEMU with disable-modern=off",
        ),
        (
            "q35",
            "entropy",
            ("-device", "virtio-rng-pci,vectors=0"),
            "virtio-pci: the device has no MSI-X interrupts",
        ),
    ],
)
def test_what_is_missing_is_said_aloud(  # noqa: PLR0917  # fixtures and one row of the table
    probe: Path, tmp_path: Path, machine: str, command: str, extra: tuple[str, ...], message: str
) -> None:
    outcome = run_image(probe, machine, f"-- {command}", tmp_path, extra)
    assert outcome.console.splitlines()[-1].startswith(f"OSError: {message}")
    assert outcome.status == 1


@pytest.mark.parametrize("machine", ["microvm", "q35"])
def test_clocks_run_at_the_hosts_rate(probe: Path, machine: str, tmp_path: Path) -> None:
    outcome = run_image(probe, machine, "-- clock", tmp_path)
    slept_ns, wall_s = (int(word) for word in outcome.console.split())
    assert 100_000_000 <= slept_ns < 200_000_000
    assert abs(wall_s - (tmp_path / "exit").stat().st_mtime) < 5


@pytest.mark.parametrize("machine", ["microvm", "q35"])
def test_arguments_and_status_pass_through(probe: Path, machine: str, tmp_path: Path) -> None:
    line = 'gloam.ip=1 "gloam.name=a name" -- status 42 "" é'
    assert run_image(probe, machine, line, tmp_path) == Outcome(
        "['a name', 'status', '42', '', 'é']\n", 42
    )
