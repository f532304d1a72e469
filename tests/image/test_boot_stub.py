"""The ring-0 stub alone, under a payload in C: what it grants, what it refuses, how it gives up."""

import re
import subprocess
from pathlib import Path

import pytest

from gloamc.link import link_image
from gloamc.link.toolchain import zig_path
from support.qemu import MACHINES, QEMU, Outcome, run_image

pytestmark = [
    pytest.mark.image,
    pytest.mark.skipif(QEMU is None, reason="qemu-system-x86_64 is not installed"),
]

PAYLOAD = Path(__file__).parent / "boot_stub" / "payload.c"
ADDRESS = "0x[0-9a-f]+"

FAULTS = {
    "write-code": (139, f"write to protected memory at {ADDRESS}, address 0x101000"),
    "write-constant": (139, f"write to protected memory at {ADDRESS}, address {ADDRESS}"),
    "write-null": (139, f"access through a null pointer at {ADDRESS}, address 0x8"),
    "write-tables": (139, f"write to protected memory at {ADDRESS}, address {ADDRESS}"),
    "write-stub": (139, f"write to protected memory at {ADDRESS}, address 0x100000"),
    "read-stub": (139, f"read of protected memory at {ADDRESS}, address 0x100000"),
    "write-counters": (139, f"write to protected memory at {ADDRESS}, address {ADDRESS}"),
    "write-guard": (139, f"stack overflow at {ADDRESS}, address {ADDRESS}"),
    "overflow": (139, f"stack overflow at {ADDRESS}, address {ADDRESS}"),
    "run-data": (139, f"execution of data at ({ADDRESS}), address \\1"),
    "run-heap": (139, f"execution of data at ({ADDRESS}), address \\1"),
    "illegal": (132, f"illegal instruction at {ADDRESS}"),
    "divide": (136, f"division error at {ADDRESS}"),
    "privileged": (134, f"protection fault at {ADDRESS}"),
    "breakpoint": (134, f"protection fault at {ADDRESS}"),
}


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> Path:
    work = tmp_path_factory.mktemp("stub")
    text = work / "payload.ll"
    flags = ["--target=x86_64-unknown-none-elf", "-O1", "-S", "-emit-llvm", "-ffreestanding"]
    flags += ["-fno-pic", "-mno-red-zone", "-fno-asynchronous-unwind-tables"]
    flags += ["-fno-optimize-sibling-calls"]
    subprocess.run([zig_path(), "clang", *flags, str(PAYLOAD), "-o", str(text)], check=True)
    link_image(text.read_text(), "vm", work / "image", debug=False, work=work)
    return work / "image"


@pytest.fixture(params=MACHINES)
def machine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_hello_comes_out_and_status_is_zero(image: Path, machine: str, tmp_path: Path) -> None:
    assert run_image(image, machine, "hello", tmp_path) == Outcome("hello from ring 3\n", 0)


def test_exit_status_reaches_the_host(image: Path, machine: str, tmp_path: Path) -> None:
    assert run_image(image, machine, "status", tmp_path) == Outcome("", 42)


@pytest.mark.parametrize("command", FAULTS)
def test_forbidden_act_ends_with_a_message(
    image: Path, machine: str, command: str, tmp_path: Path
) -> None:
    status, what = FAULTS[command]
    outcome = run_image(image, machine, command, tmp_path)
    assert re.fullmatch(f"gloam: fatal: {what}\n", outcome.console), outcome.console
    assert outcome.status == status


def test_idle_ends_with_the_timer_and_counts_it(image: Path, machine: str, tmp_path: Path) -> None:
    assert run_image(image, machine, "idle", tmp_path) == Outcome(f"{1:016x}\n", 0)


def test_device_pages_are_mapped_and_memory_is_not(
    image: Path, machine: str, tmp_path: Path
) -> None:
    granted = [1, 1, 0, 0, 0, 0]
    expected = "".join(f"{value:016x}\n" for value in granted)
    assert run_image(image, machine, "map", tmp_path) == Outcome(expected, 0)


def test_command_line_and_heap_are_announced(image: Path, machine: str, tmp_path: Path) -> None:
    outcome = run_image(image, machine, 'info "a b" c', tmp_path)
    lines = outcome.console.splitlines()
    assert lines[0] == 'info "a b" c'
    version, heap_start, heap_size = (int(line, 16) for line in lines[1:4])
    assert version == 1
    assert heap_start % 4096 == 0
    assert 29 << 20 < heap_size < 31 << 20
    assert heap_start + heap_size <= 32 << 20
    assert outcome.status == 0


def test_smallest_machine_that_boots_has_two_mebibytes(image: Path, tmp_path: Path) -> None:
    outcome = run_image(image, "microvm", "hello", tmp_path, ("-m", "2"))
    assert outcome == Outcome("hello from ring 3\n", 0)


def test_program_larger_than_memory_is_refused(tmp_path: Path, image: Path) -> None:
    text = (image.parent / "payload.ll").read_text()
    sizes = {"gloam_stack_size": 64 << 20}
    link_image(text, "vm", tmp_path / "big", debug=False, work=tmp_path, sizes=sizes)
    outcome = run_image(tmp_path / "big", "microvm", "hello", tmp_path)
    assert outcome == Outcome(
        "gloam: fatal: the machine has too little memory for this image\n", 134
    )
