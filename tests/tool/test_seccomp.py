"""The filter, run by a small BPF interpreter: exact answers without a kernel."""

import struct
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gloamtool.launch.seccomp import filter_program

ALLOW, KILL = 0x7FFF0000, 0x80000000
EXEC_FD, EXEC_PATH = 5, 0x10000
X86_64 = 0xC000003E
ALLOWED = {0: "read", 1: "write", 17: "pread64", 18: "pwrite64", 20: "writev"} | {
    228: "clock_gettime",
    231: "exit_group",
    271: "ppoll",
    318: "getrandom",
}


def verdict(
    number: int,
    arguments: Sequence[int] = (),
    *,
    arch: int = X86_64,
    sockets: Sequence[int] = (),
    listeners: Sequence[int] = (),
) -> int:
    """Run the filter as the kernel does (Linux: net/core/filter.c), on the opcodes it uses."""
    program = filter_program(EXEC_FD, EXEC_PATH, sockets, listeners)
    padded = [*arguments, 0, 0, 0, 0, 0, 0][:6]
    data = struct.pack("<IIQ6Q", number, arch, 0, *padded)
    position, accumulator = 0, 0
    while True:
        code, if_true, if_false, k = struct.unpack_from("<HBBI", program, 8 * position)
        position += 1
        match code:
            case 0x20:
                accumulator = struct.unpack_from("<I", data, k)[0]
            case 0x15:
                position += if_true if accumulator == k else if_false
            case 0x06:
                assert isinstance(k, int)
                return k
            case _:
                raise AssertionError(f"opcode {code:#x}")


@pytest.mark.parametrize("number", ALLOWED, ids=ALLOWED.get)
def test_listed_calls_are_allowed(number: int) -> None:
    assert verdict(number, [2**64 - 1] * 6) == ALLOW


@pytest.mark.parametrize("number", range(400))
def test_no_other_call_of_linux_is_allowed(number: int) -> None:
    assert verdict(number) == (ALLOW if number in ALLOWED else KILL)


@given(st.integers(0, 2**32 - 1).filter(lambda n: n not in ALLOWED))
def test_every_other_call_is_killed(number: int) -> None:
    assert verdict(number) == KILL


@given(st.integers(0, 2**32 - 1).filter(lambda arch: arch != X86_64))
def test_another_architecture_is_killed(arch: int) -> None:
    assert verdict(1, arch=arch) == KILL


def test_exec_needs_the_exact_descriptor_path_and_flag() -> None:
    exact = [EXEC_FD, EXEC_PATH, 0x1234, 0x5678, 0x1000]
    assert verdict(322, exact) == ALLOW
    for index in (0, 1, 4):
        for other in (exact[index] + 1, exact[index] + 2**32, 0):
            changed = [*exact[:index], other, *exact[index + 1 :]]
            assert verdict(322, changed) == KILL, (index, other)


@pytest.mark.parametrize("number", [44, 45], ids=["sendto", "recvfrom"])
def test_datagrams_are_for_the_given_sockets_only(number: int) -> None:
    assert verdict(number, [6]) == KILL
    for count in (1, 2, 64):
        sockets = range(6, 6 + count)
        for fd in range(6 + count + 2):
            expected = ALLOW if fd in sockets else KILL
            assert verdict(number, [fd], sockets=sockets) == expected, (count, fd)


def test_connections_come_from_the_given_listeners_only() -> None:
    for number in (3, 44, 48, 288):
        assert verdict(number, [7]) == KILL
    for fd in range(12):
        expected = ALLOW if fd in (7, 8) else KILL
        assert verdict(288, [fd], sockets=[6], listeners=[7, 8]) == expected
    for number in (3, 44, 48):
        assert verdict(number, [900], sockets=[6], listeners=[7]) == ALLOW
    for number in (41, 42, 49, 50, 257, 293):  # socket, connect, bind, listen, openat, pipe2
        assert verdict(number, [7], sockets=[6], listeners=[7]) == KILL
