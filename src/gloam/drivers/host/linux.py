"""The system calls of the `process` target: all that its sandbox allows, and no more.

Numbers and layouts are those of Linux on x86-64. Failures are negative error numbers, as the kernel
returns them; nothing here retries or raises.
"""

from typing import Final

from gloam.machine import i64, syscall, u64

EINTR: Final = i64(-4)
EAGAIN: Final = i64(-11)

POLLIN: Final = 1
POLLOUT: Final = 4

_READ: Final = i64(0)
_WRITE: Final = i64(1)
_CLOSE: Final = i64(3)
_WRITEV: Final = i64(20)
_SENDTO: Final = i64(44)
_RECVFROM: Final = i64(45)
_SHUTDOWN: Final = i64(48)
_CLOCK_GETTIME: Final = i64(228)
_EXIT_GROUP: Final = i64(231)
_PPOLL: Final = i64(271)
_ACCEPT4: Final = i64(288)
_GETRANDOM: Final = i64(318)

_NOTHING: Final = u64(0)
_DONT_WAIT: Final = u64(0x40)  # MSG_DONTWAIT
_NO_SIGNAL: Final = u64(0x4000)  # MSG_NOSIGNAL
_ACCEPT_FLAGS: Final = u64(0x80800)  # SOCK_CLOEXEC | SOCK_NONBLOCK
_WRITING: Final = u64(1)  # SHUT_WR


# SAFETY: each caller owns the memory at the addresses it passes, of the size it passes, for the
# time of the call; the kernel keeps none of them.
def read(fd: u64, address: u64, size: u64) -> i64:
    return syscall(_READ, fd, address, size, _NOTHING, _NOTHING, _NOTHING)


def write(fd: u64, address: u64, size: u64) -> i64:
    return syscall(_WRITE, fd, address, size, _NOTHING, _NOTHING, _NOTHING)


def write_vector(fd: u64, vector: u64, count: u64) -> i64:
    """`vector` is the address of `count` struct iovec: address and size, 64 bits each."""
    return syscall(_WRITEV, fd, vector, count, _NOTHING, _NOTHING, _NOTHING)


def send_to(fd: u64, address: u64, size: u64, name: u64, name_size: u64) -> i64:
    return syscall(_SENDTO, fd, address, size, _DONT_WAIT, name, name_size)


def receive_from(fd: u64, address: u64, size: u64, name: u64, name_size: u64) -> i64:
    """`name_size` is the address of a 32-bit size, in and out."""
    return syscall(_RECVFROM, fd, address, size, _DONT_WAIT, name, name_size)


def send(fd: u64, address: u64, size: u64) -> i64:
    """To the peer of a stream; a closed one is an error, not a signal."""
    return syscall(_SENDTO, fd, address, size, _DONT_WAIT | _NO_SIGNAL, _NOTHING, _NOTHING)


def accept(fd: u64, name: u64, name_size: u64) -> i64:
    """`name_size` is the address of a 32-bit size, in and out; the new descriptor never blocks."""
    return syscall(_ACCEPT4, fd, name, name_size, _ACCEPT_FLAGS, _NOTHING, _NOTHING)


def shut_down_writing(fd: u64) -> i64:
    return syscall(_SHUTDOWN, fd, _WRITING, _NOTHING, _NOTHING, _NOTHING, _NOTHING)


def close(fd: u64) -> i64:
    return syscall(_CLOSE, fd, _NOTHING, _NOTHING, _NOTHING, _NOTHING, _NOTHING)


def clock_gettime(clock: u64, timespec: u64) -> i64:
    return syscall(_CLOCK_GETTIME, clock, timespec, _NOTHING, _NOTHING, _NOTHING, _NOTHING)


def poll(entries: u64, count: u64, timespec: u64) -> i64:
    """`entries` are struct pollfd; `timespec` 0 waits without limit."""
    return syscall(_PPOLL, entries, count, timespec, _NOTHING, _NOTHING, _NOTHING)


def get_random(address: u64, size: u64) -> i64:
    return syscall(_GETRANDOM, address, size, _NOTHING, _NOTHING, _NOTHING, _NOTHING)


def exit_group(status: u64) -> i64:
    return syscall(_EXIT_GROUP, status, _NOTHING, _NOTHING, _NOTHING, _NOTHING, _NOTHING)
