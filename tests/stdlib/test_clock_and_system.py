"""time and sys on the fake machine: what they ask of the platform."""

import importlib
from types import ModuleType

import pytest

from support.fake_platform import FakePlatform, install_fake

SECOND = 1_000_000_000


@pytest.fixture
def machine() -> FakePlatform:
    return install_fake()


def load(name: str) -> ModuleType:
    return importlib.reload(importlib.import_module(f"gloam.stdlib.{name}"))


def test_clocks_read_the_platform(machine: FakePlatform) -> None:
    time = load("time")
    machine.now_ns = 5 * SECOND // 2
    assert (time.monotonic(), time.perf_counter()) == (2.5, 2.5)
    assert (time.monotonic_ns(), time.perf_counter_ns()) == (machine.now_ns, machine.now_ns)
    assert time.time_ns() == 1_700_000_000 * SECOND + machine.now_ns
    assert time.time() == 1_700_000_002.5


def test_sleep_waits_that_long_even_if_woken_early(machine: FakePlatform) -> None:
    time = load("time")
    start = machine.now_ns
    plain_wait = machine.wait
    calls = []

    def wait(until_ns: int) -> None:
        calls.append(until_ns)
        plain_wait(min(until_ns, machine.now_ns + SECOND // 5))

    machine.wait = wait  # type: ignore[method-assign]
    time.sleep(0.5)
    assert calls == [start + SECOND // 2] * 3
    assert machine.now_ns == start + SECOND // 2
    time.sleep(0)
    assert len(calls) == 3
    with pytest.raises(ValueError, match="sleep length must be non-negative"):
        time.sleep(-1)


def test_streams_write_utf_8_to_their_console(machine: FakePlatform) -> None:
    sys = load("sys")
    assert sys.stdout.write("gr\u00fcn\n") == 5
    assert sys.stderr.write("x") == 1
    sys.stdout.flush()
    assert machine.console == b"gr\xc3\xbcn\n"
    assert machine.errors == b"x"


def test_arguments_are_those_of_the_platform(machine: FakePlatform) -> None:
    assert load("sys").argv == ["program", "argument"]


@pytest.mark.parametrize("status", [None, 0, 3, "message"])
def test_exit_raises_with_its_status(machine: FakePlatform, status: int | str | None) -> None:
    with pytest.raises(SystemExit) as caught:
        load("sys").exit(status)
    assert caught.value.code == status


def test_constants_are_those_of_cpython(machine: FakePlatform) -> None:
    import sys as theirs  # noqa: PLC0415

    ours = load("sys")
    assert (ours.maxsize, ours.maxunicode) == (theirs.maxsize, theirs.maxunicode)
    assert ours.byteorder == theirs.byteorder
    assert ours.version_info[:2] == (3, 11)
