"""The last steps into the sandbox: descriptors in place, filter on, exec. Nothing comes back.

Runs in a forked child that is about to become the program. ctypes and the kernel are enough: the
seccomp filter and the exec are made by 80 bytes of machine code, because CPython may make a system
call of its own between two Python statements and the filter would kill it.

Exec is possible exactly once: the filter admits `execveat` only for descriptor EXEC_FD and a path
at PAGE_ADDRESS. The descriptor is close-on-exec and the page is the launcher's, so in the program
the same call finds neither.
"""

import ctypes
import fcntl
import mmap
import os
import resource
import signal
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NoReturn

from gloamtool.launch.seccomp import (
    AT_EMPTY_PATH,
    SYS_EXECVEAT,
    SYS_EXIT_GROUP,
    SYS_WRITE,
    filter_program,
)

# Descriptors of the program, besides the standard three. 4 is kept for a disk.
TAP_FD: Final = 3
EXEC_FD: Final = 5
SOCKET_FD_FIRST: Final = 6
SOCKETS_MAX: Final = 64
_REPORT_FD: Final = SOCKET_FD_FIRST + SOCKETS_MAX
_PARKED_FD_FIRST: Final = 200
_FD_LIMIT: Final = 65536
_STREAMS_MAX: Final = 4_200
"""Descriptors of a program that takes connections."""
_STACK_SIZE: Final = 8 << 20

PAGE_ADDRESS: Final = 0x10000
_PAGE_SIZE_MAX: Final = 0xF0000
STATUS_NO_EXEC: Final = 125

_SYS_SECCOMP: Final = 317
_SECCOMP_SET_MODE_FILTER: Final = 1
_PR_SET_PDEATHSIG: Final = 1
_PR_SET_NO_NEW_PRIVS: Final = 38
_MAP_FIXED_NOREPLACE: Final = 0x100000


@dataclass(frozen=True, slots=True, kw_only=True)
class Sandbox:
    """What the program is given: its image, arguments, environment and open descriptors.

    The descriptors may have any numbers; `enter` moves them. `report_fd` is the write end of a pipe
    that gets a native 32-bit errno if exec fails, and is closed without a word if it succeeds.
    """

    image_fd: int
    argv: Sequence[str]
    environment: Sequence[str]
    report_fd: int
    tap_fd: int | None = None
    socket_fds: Sequence[int] = ()
    listener_fds: Sequence[int] = ()


def enter(sandbox: Sandbox) -> NoReturn:
    """Become the program. Any failure ends this process with a status; it never returns."""
    libc = ctypes.CDLL(None, use_errno=True)
    _reset_signals(libc)
    sockets, listeners = _place_descriptors(sandbox)
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        os._exit(STATUS_NO_EXEC)
    # What the image takes for granted, to turn a stack overflow into RecursionError in time.
    _, most = resource.getrlimit(resource.RLIMIT_STACK)
    if most == resource.RLIM_INFINITY or most >= _STACK_SIZE:
        resource.setrlimit(resource.RLIMIT_STACK, (_STACK_SIZE, most))
    if listeners:
        _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(most, _STREAMS_MAX), most))
    # The soft limit would keep a core dump of what the sandbox protects.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    page = _exec_page(sandbox, filter_program(EXEC_FD, PAGE_ADDRESS, sockets, listeners))
    _map(libc, PAGE_ADDRESS, page.data, mmap.PROT_READ | mmap.PROT_WRITE)
    code = _map(libc, None, page.code, mmap.PROT_READ | mmap.PROT_EXEC)
    # SAFETY: `code` is a whole function in a page mapped just now that nothing unmaps; it touches
    # only the page at PAGE_ADDRESS and never returns.
    ctypes.CFUNCTYPE(None)(code)()
    os._exit(STATUS_NO_EXEC)


def _reset_signals(libc: ctypes.CDLL) -> None:
    """Give the program the default signals, not CPython's, and let it die with its launcher."""
    for number in (signal.SIGPIPE, signal.SIGXFSZ, signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
    libc.prctl(_PR_SET_PDEATHSIG, int(signal.SIGKILL), 0, 0, 0)


def _place_descriptors(sandbox: Sandbox) -> tuple[list[int], list[int]]:
    """Move every descriptor to its number, close all others; the numbers of the sockets for
    datagrams, and of the listening ones."""
    wanted: dict[int, int] = {EXEC_FD: sandbox.image_fd, _REPORT_FD: sandbox.report_fd}
    if sandbox.tap_fd is not None:
        wanted[TAP_FD] = sandbox.tap_fd
    listener_first = SOCKET_FD_FIRST + len(sandbox.socket_fds)
    sockets = list(range(SOCKET_FD_FIRST, listener_first))
    listeners = list(range(listener_first, listener_first + len(sandbox.listener_fds)))
    wanted |= dict(zip(sockets, sandbox.socket_fds, strict=True))
    wanted |= dict(zip(listeners, sandbox.listener_fds, strict=True))
    # Two moves, because a source may sit on another's target.
    parked = {
        target: fcntl.fcntl(source, fcntl.F_DUPFD, _PARKED_FD_FIRST)
        for target, source in wanted.items()
    }
    close_on_exec = {EXEC_FD, _REPORT_FD}
    for target, source in parked.items():
        os.dup2(source, target, inheritable=target not in close_on_exec)
    first = 3
    for kept in [*sorted(wanted), _FD_LIMIT]:
        os.closerange(first, kept)
        first = kept + 1
    return sockets, listeners


@dataclass(frozen=True, slots=True)
class _Page:
    """The bytes mapped at PAGE_ADDRESS, and the code that uses them."""

    data: bytes
    code: bytes


def _exec_page(sandbox: Sandbox, bpf: bytes) -> _Page:
    """Lay out path, scratch word, struct sock_fprog, filter, argv, envp and their strings.

    The empty path is the zero byte at the very start.
    """
    scratch = PAGE_ADDRESS + 8
    fprog = PAGE_ADDRESS + 16
    filter_address = fprog + 16
    argv_address = filter_address + len(bpf)
    envp_address = argv_address + 8 * (len(sandbox.argv) + 1)
    strings_address = envp_address + 8 * (len(sandbox.environment) + 1)

    strings = bytearray()

    def pointers(words: Sequence[str]) -> bytes:
        packed = bytearray()
        for word in words:
            packed += struct.pack("<Q", strings_address + len(strings))
            strings.extend(os.fsencode(word) + b"\0")
        return bytes(packed + bytes(8))

    data = bytes(16) + struct.pack("<H6xQ", len(bpf) // 8, filter_address) + bpf
    data += pointers(sandbox.argv) + pointers(sandbox.environment) + bytes(strings)
    if len(data) > _PAGE_SIZE_MAX:
        os.write(2, b"gloam: the arguments are too long\n")
        os._exit(STATUS_NO_EXEC)
    return _Page(data, _exec_code(scratch, fprog, argv_address, envp_address))


def _exec_code(scratch: int, fprog: int, argv: int, envp: int) -> bytes:
    """seccomp(filter), execveat, and if either fails write(-errno) and exit_group.

    Every address is below 4 GiB, so each `mov` has a 32-bit register and operand.
    """
    fail = (
        b"\xf7\xd8"  # neg eax
        + b"\x89\x04\x25" + _word(scratch)  # mov [scratch], eax
        + b"\xb8" + _word(SYS_WRITE)  # mov eax, write
        + b"\xbf" + _word(_REPORT_FD)  # mov edi, the report pipe
        + b"\xbe" + _word(scratch)  # mov esi, scratch
        + b"\xba" + _word(4)  # mov edx, 4
        + b"\x0f\x05"  # syscall
        + b"\xb8" + _word(SYS_EXIT_GROUP)  # mov eax, exit_group
        + b"\xbf" + _word(STATUS_NO_EXEC)  # mov edi, status
        + b"\x0f\x05"  # syscall
    )  # fmt: skip
    execveat = (
        b"\xb8" + _word(SYS_EXECVEAT)  # mov eax, execveat
        + b"\xbf" + _word(EXEC_FD)  # mov edi, the image
        + b"\xbe" + _word(PAGE_ADDRESS)  # mov esi, the empty path
        + b"\xba" + _word(argv)  # mov edx, argv
        + b"\x41\xba" + _word(envp)  # mov r10d, envp
        + b"\x41\xb8" + _word(AT_EMPTY_PATH)  # mov r8d, flags
        + b"\x0f\x05"  # syscall
    )  # fmt: skip
    install = (
        b"\xb8" + _word(_SYS_SECCOMP)  # mov eax, seccomp
        + b"\xbf" + _word(_SECCOMP_SET_MODE_FILTER)  # mov edi, operation
        + b"\x31\xf6"  # xor esi, esi
        + b"\xba" + _word(fprog)  # mov edx, struct sock_fprog
        + b"\x0f\x05"  # syscall
        + b"\x85\xc0"  # test eax, eax
        + b"\x75" + bytes([len(execveat)])  # jnz fail
    )  # fmt: skip
    return install + execveat + fail


def _word(value: int) -> bytes:
    return struct.pack("<I", value)


def _map(libc: ctypes.CDLL, address: int | None, contents: bytes, protection: int) -> int:
    """Map private pages that hold `contents`, at `address` if given; return where they are."""
    libc.mmap.restype = ctypes.c_void_p
    libc.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t, *[ctypes.c_int] * 3, ctypes.c_int64]
    libc.mprotect.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int]
    flags = mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS
    if address is not None:
        flags |= _MAP_FIXED_NOREPLACE
    where = libc.mmap(address, len(contents), mmap.PROT_READ | mmap.PROT_WRITE, flags, -1, 0)
    if not isinstance(where, int) or (address is not None and where != address):
        os.write(2, b"gloam: the sandbox's pages cannot be mapped\n")
        os._exit(STATUS_NO_EXEC)
    # SAFETY: the mapping is private, writable, `len(contents)` bytes long and known to nobody else.
    ctypes.memmove(where, contents, len(contents))
    if libc.mprotect(where, len(contents), protection) != 0:
        os._exit(STATUS_NO_EXEC)
    return where
