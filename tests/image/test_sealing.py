"""A program that runs wild ends with a message and a status, on every target.

The guests are typed Python; `test_boot_stub.py` has what the language cannot do, in C.
"""

import re
import signal
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from gloamc.pipeline import BuildOptions, build
from support.gloam_command import gloam
from support.qemu import MACHINES, QEMU, run_image

pytestmark = [
    pytest.mark.image,
    pytest.mark.skipif(QEMU is None, reason="qemu-system-x86_64 is not installed"),
]

HERE = Path(__file__).parent
MEMORY_FLAGS = ("-m", "4")
SYMBOL = re.compile(r"^ *([0-9a-f]+) +[0-9a-f]+ +[0-9a-f]+ +\d+ +(\w+)(?: = .*)?$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Built:
    """An image and where the linker put things."""

    image: Path
    symbols: dict[str, int]


def built(guest: str, target: str, directory: Path) -> Built:
    image = directory / guest
    source = HERE / guest / "main.py"
    made = build(BuildOptions(source=source, target=target, output=image, memory_bytes=4 << 20))
    found = {name: int(address, 16) for address, name in SYMBOL.findall(made.link_map)}
    return Built(image, found)


@pytest.fixture(scope="module")
def sealing_vm(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return built("sealing", "vm", tmp_path_factory.mktemp("vm"))


@pytest.fixture(scope="module")
def sealing_process(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return built("sealing", "process", tmp_path_factory.mktemp("process"))


@pytest.fixture(scope="module")
def limits_vm(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return built("limits", "vm", tmp_path_factory.mktemp("vm"))


@pytest.fixture(scope="module")
def limits_process(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return built("limits", "process", tmp_path_factory.mktemp("process"))


@pytest.fixture(params=MACHINES)
def machine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


AT = "at 0x[0-9a-f]+"
VM_DEATHS: dict[str, tuple[Callable[[dict[str, int]], str], int, str]] = {
    "page 0": (lambda s: "write 8", 139, f"access through a null pointer {AT}, address 0x8"),
    "read page 0": (lambda s: "read 10", 139, f"access through a null pointer {AT}, address 0x10"),
    "code": (
        lambda s: f"write {s['gloam_text_start']:x}",
        139,
        f"write to protected memory {AT}, address 0x101000",
    ),
    "constants": (
        lambda s: f"write {s['gloam_rodata_start']:x}",
        139,
        f"write to protected memory {AT}, address 0x[0-9a-f]+",
    ),
    "class": (lambda s: "write-class", 139, f"write to protected memory {AT}, address 0x[0-9a-f]+"),
    "stub": (
        lambda s: "write 100000",
        139,
        f"write to protected memory {AT}, address 0x100000",
    ),
    "page tables": (
        lambda s: f"write {s['gloam_tables_start']:x}",
        139,
        f"write to protected memory {AT}, address 0x[0-9a-f]+",
    ),
    "stack guard": (
        lambda s: f"write {s['gloam_guard_start'] + 4088:x}",
        139,
        f"stack overflow {AT}, address 0x[0-9a-f]+",
    ),
    "unmapped": (
        lambda s: "write 200000000",
        139,
        f"write to protected memory {AT}, address 0x200000000",
    ),
    "data as code": (lambda s: "call", 139, r"execution of data at (0x[0-9a-f]+), address \1"),
    "system call": (lambda s: "syscall", 132, f"illegal instruction {AT}"),
    "privileged": (lambda s: "privileged", 132, f"illegal instruction {AT}"),
}


@pytest.mark.parametrize("what", VM_DEATHS)
def test_a_wild_program_in_the_vm_ends_with_a_message(
    sealing_vm: Built, machine: str, what: str, tmp_path: Path
) -> None:
    line, status, message = VM_DEATHS[what]
    command = line(sealing_vm.symbols)
    outcome = run_image(sealing_vm.image, machine, f"-- {command}", tmp_path)
    said = f"{command.split()[0]}\ngloam: fatal: {message}\n"
    assert re.fullmatch(said, outcome.console), outcome.console
    assert outcome.status == status


def test_the_vm_maps_no_memory_a_second_time(
    sealing_vm: Built, machine: str, tmp_path: Path
) -> None:
    outcome = run_image(sealing_vm.image, machine, "-- map 100000", tmp_path)
    assert (outcome.console, outcome.status) == ("map\n0\n", 0)


SEGMENTATION = (signal.SIGSEGV, "touched memory that is not its own (SIGSEGV)")
PROCESS_DEATHS = {
    "write 8": SEGMENTATION,
    "read 10": SEGMENTATION,
    "write 400000": SEGMENTATION,
    "write 200000000": SEGMENTATION,
    "write-class": SEGMENTATION,
    "call": SEGMENTATION,
    "syscall": (signal.SIGSYS, "made a forbidden system call and was stopped (SIGSYS)"),
    "map 100000": (signal.SIGILL, "ran an illegal instruction (SIGILL)"),
    "privileged": (signal.SIGILL, "ran an illegal instruction (SIGILL)"),
}


@pytest.mark.parametrize("command", PROCESS_DEATHS)
def test_a_wild_program_in_a_process_ends_with_a_message(
    sealing_process: Built, command: str
) -> None:
    number, message = PROCESS_DEATHS[command]
    result = gloam("run", sealing_process.image, *command.split())
    assert result.stdout == f"{command.split()[0]}\n"
    assert result.stderr == f"gloam: fatal: the program {message}\n"
    assert result.returncode == 128 + number


RECURSION = "RecursionError maximum recursion depth exceeded\n" * 3
LAST_LINES = {
    "recursion-uncaught": "RecursionError: maximum recursion depth exceeded",
    "memory-uncaught": "MemoryError",
}


def test_a_deep_recursion_in_the_vm_is_an_exception(
    limits_vm: Built, machine: str, tmp_path: Path
) -> None:
    outcome = run_image(limits_vm.image, machine, "-- recursion", tmp_path, MEMORY_FLAGS)
    assert (outcome.console, outcome.status) == (RECURSION, 0)


def test_too_little_memory_in_the_vm_is_an_exception(
    limits_vm: Built, machine: str, tmp_path: Path
) -> None:
    outcome = run_image(limits_vm.image, machine, "-- memory", tmp_path, MEMORY_FLAGS)
    assert outcome.console == "MemoryError\ntoo large\nand on 1000\n"
    assert outcome.status == 0


@pytest.mark.parametrize("command", LAST_LINES)
def test_what_is_not_caught_is_on_the_console(
    limits_vm: Built, machine: str, command: str, tmp_path: Path
) -> None:
    outcome = run_image(limits_vm.image, machine, f"-- {command}", tmp_path, MEMORY_FLAGS)
    lines = outcome.console.splitlines()
    assert (lines[0], lines[-1]) == ("Traceback (most recent call last):", LAST_LINES[command])
    assert outcome.status == 1


@pytest.mark.parametrize("stack", ["1024", "8192", "unlimited"])
def test_a_deep_recursion_in_a_process_is_an_exception(limits_process: Built, stack: str) -> None:
    """Whatever the soft limit of the user's shell is."""
    command = f'ulimit -S -s {stack}; exec "$@"'
    result = gloam("run", limits_process.image, "recursion", prefix=("sh", "-c", command, "sh"))
    assert (result.stdout, result.stderr, result.returncode) == (RECURSION, "", 0)


def test_too_little_memory_in_a_process_is_an_exception(limits_process: Built) -> None:
    result = gloam("run", limits_process.image, "memory")
    assert result.stdout == "MemoryError\ntoo large\nand on 1000\n"
    for command, last in LAST_LINES.items():
        result = gloam("run", limits_process.image, command)
        assert (result.returncode, result.stdout) == (1, "")
        assert result.stderr.splitlines()[-1] == last
