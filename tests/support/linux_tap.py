"""A Linux network namespace of our own with a TAP device: the kernel as the peer of our stack.

Needs root (CAP_NET_ADMIN and CAP_SYS_ADMIN) and iproute2. The calling thread moves into the
namespace, so use it in a process of its own.
"""

from __future__ import annotations

import ctypes
import fcntl
import os
import struct
import subprocess

CLONE_NEWNET = 0x4000_0000
TUNSETIFF = 0x4004_54CA
IFF_TAP_NO_PI = 0x1002

HOST_ADDRESS = "10.9.0.1"
HOST_MAC = "02:00:00:00:00:01"


class LinuxLink:
    """The kernel is 10.9.0.1/24 at one end; frames at the other end are read and written here."""

    def __init__(self) -> None:
        libc = ctypes.CDLL(None, use_errno=True)
        if libc.unshare(CLONE_NEWNET) != 0:
            raise OSError(ctypes.get_errno(), "unshare(CLONE_NEWNET)")
        self.fd = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
        fcntl.ioctl(self.fd, TUNSETIFF, struct.pack("16sH", b"tap0", IFF_TAP_NO_PI))
        for command in (
            "link set lo up",
            f"link set tap0 address {HOST_MAC}",
            "link set tap0 addrgenmode none",
            f"addr add {HOST_ADDRESS}/24 dev tap0",
            "link set tap0 up",
        ):
            subprocess.run(["ip", *command.split()], check=True)

    def receive(self) -> bytes | None:
        try:
            return os.read(self.fd, 65_600)
        except BlockingIOError:
            return None

    def transmit(self, frame: bytes) -> bool:
        os.write(self.fd, frame)
        return True
