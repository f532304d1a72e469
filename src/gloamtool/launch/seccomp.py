"""The system calls a sandboxed program may make, as a classic BPF program for seccomp(2).

Knows nothing of processes or of how the filter is installed. Its law: what no rule names is killed,
and so is a rule's system call whose arguments do not fit.
"""

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

AUDIT_ARCH_X86_64: Final = 0xC000003E
AT_EMPTY_PATH: Final = 0x1000

SYS_READ: Final = 0
SYS_WRITE: Final = 1
SYS_CLOSE: Final = 3
SYS_PREAD64: Final = 17
SYS_PWRITE64: Final = 18
SYS_WRITEV: Final = 20
SYS_SENDTO: Final = 44
SYS_RECVFROM: Final = 45
SYS_SHUTDOWN: Final = 48
SYS_CLOCK_GETTIME: Final = 228
SYS_EXIT_GROUP: Final = 231
SYS_PPOLL: Final = 271
SYS_ACCEPT4: Final = 288
SYS_GETRANDOM: Final = 318
SYS_EXECVEAT: Final = 322

# Everything a program needs once its descriptors are open: no call here makes a new one, maps
# memory, or names a file. Only a connection to a port that was given makes one (SYSCALLS_STREAM).
SYSCALLS_ALLOWED: Final = (
    SYS_READ,
    SYS_WRITE,
    SYS_PREAD64,
    SYS_PWRITE64,
    SYS_WRITEV,
    SYS_PPOLL,
    SYS_CLOCK_GETTIME,
    SYS_GETRANDOM,
    SYS_EXIT_GROUP,
)
SYSCALLS_SOCKET: Final = (SYS_RECVFROM, SYS_SENDTO)
SYSCALLS_STREAM: Final = (SYS_SENDTO, SYS_SHUTDOWN, SYS_CLOSE)
"""Of connections, whose descriptors come from accept4 on a listening socket that was given."""

_LOAD_WORD: Final = 0x20
_JUMP_EQUAL: Final = 0x15
_RETURN: Final = 0x06
_RET_ALLOW: Final = 0x7FFF0000
_RET_KILL_PROCESS: Final = 0x80000000

# struct seccomp_data (linux/seccomp.h): nr, arch, instruction pointer, six 64-bit arguments.
_OFFSET_NR: Final = 0
_OFFSET_ARCH: Final = 4
_OFFSET_ARGS: Final = 16


@dataclass(frozen=True, slots=True)
class Instruction:
    """struct sock_filter: jumps count instructions from the next one."""

    code: int
    k: int
    if_true: int = 0
    if_false: int = 0

    def encode(self) -> bytes:
        """The eight bytes the kernel reads."""
        return struct.pack("<HBBI", self.code, self.if_true, self.if_false, self.k)


_KILL: Final = Instruction(_RETURN, _RET_KILL_PROCESS)
_ALLOW: Final = Instruction(_RETURN, _RET_ALLOW)


def filter_program(
    exec_fd: int, exec_path: int, sockets: Sequence[int], listeners: Sequence[int] = ()
) -> bytes:
    """The filter of one program: struct sock_filter records, ready for SECCOMP_SET_MODE_FILTER.

    `execveat(exec_fd, exec_path, ..., AT_EMPTY_PATH)` stays possible, because the filter is in
    force when the launcher makes that call. `sockets` are the descriptors that datagrams may use,
    `listeners` those that connections are accepted from.
    """
    instructions = [
        Instruction(_LOAD_WORD, _OFFSET_ARCH),
        Instruction(_JUMP_EQUAL, AUDIT_ARCH_X86_64, if_true=1),
        _KILL,
        Instruction(_LOAD_WORD, _OFFSET_NR),
    ]
    for number in SYSCALLS_ALLOWED:
        instructions += _when(number, [_ALLOW])
    if listeners:
        instructions += _when(SYS_ACCEPT4, _argument_among(0, listeners))
        for number in SYSCALLS_STREAM:
            instructions += _when(number, [_ALLOW])
    if sockets:
        for number in SYSCALLS_SOCKET:
            instructions += _when(number, _argument_among(0, sockets))
    instructions += _when(
        SYS_EXECVEAT,
        [
            *_require_argument(0, exec_fd),
            *_require_argument(1, exec_path),
            *_require_argument(4, AT_EMPTY_PATH),
            _ALLOW,
        ],
    )
    instructions.append(_KILL)
    return b"".join(instruction.encode() for instruction in instructions)


def _when(number: int, body: list[Instruction]) -> list[Instruction]:
    """`body`, which must return, for system call `number`; the accumulator holds the number."""
    return [Instruction(_JUMP_EQUAL, number, if_false=len(body)), *body]


def _require_argument(index: int, value: int) -> list[Instruction]:
    """Kill unless the argument is `value`. BPF compares 32 bits, so both halves are checked."""
    offset = _OFFSET_ARGS + 8 * index
    return [
        Instruction(_LOAD_WORD, offset),
        Instruction(_JUMP_EQUAL, value & 0xFFFFFFFF, if_true=1),
        _KILL,
        Instruction(_LOAD_WORD, offset + 4),
        Instruction(_JUMP_EQUAL, value >> 32, if_true=1),
        _KILL,
    ]


def _argument_among(index: int, values: Sequence[int]) -> list[Instruction]:
    """Allow if the low half, all the kernel reads of a descriptor, is one of `values`."""
    count = len(values)
    tests = [
        Instruction(_JUMP_EQUAL, value, if_true=count - position)
        for position, value in enumerate(values)
    ]
    return [Instruction(_LOAD_WORD, _OFFSET_ARGS + 8 * index), *tests, _KILL, _ALLOW]
