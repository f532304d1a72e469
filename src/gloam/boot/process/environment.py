"""What the kernel leaves on a new process's stack: arguments and environment (System V ABI, AMD64).

The launcher's settings travel in the environment:
GLOAM_NET=tap:FD           an open TAP interface; tap:FD,offload: with a header for each frame
GLOAM_MAC=52:54:00:12:34:56  our address on it (a fixed default when absent)
GLOAM_IP=10.0.2.15/24,10.0.2.2,10.0.2.3  static address, gateway and name servers
GLOAM_IP6=fd00::2/64,fd00::1,fd00::53  the same of IPv6, or "auto", "auto,KEY", "off"
GLOAM_UDP=PORT:FD,PORT:FD  bound UDP sockets of the host, by the guest's port
GLOAM_TCP=PORT:FD,PORT:FD  listening TCP sockets of the host, likewise
"""

from gloam.boot.text import text_at
from gloam.machine import Ptr, i64, u64


class Environment:
    """`stack` is the initial stack pointer: argc, argv, 0, envp, 0."""

    def __init__(self, stack: Ptr[u64]) -> None:
        self._stack = stack

    # SAFETY: the kernel writes the words below before the process starts; they stay as long as it
    # does.
    def arguments(self) -> list[str]:
        count = i64(self._stack[i64(0)])
        result: list[str] = []
        index = i64(0)
        while index < count:
            result.append(text_at(self._stack[i64(1) + index]))
            index += 1
        return result

    def variable(self, name: str) -> str:
        """The value of an environment variable, "" when it is not set."""
        index = i64(self._stack[i64(0)]) + i64(2)
        while self._stack[index] != u64(0):
            entry = text_at(self._stack[index])
            if entry.startswith(name + "="):
                return entry[len(name) + 1 :]
            index += 1
        return ""


def host_sockets(text: str) -> dict[int, int]:
    """GLOAM_UDP or GLOAM_TCP: descriptor by guest port.

    Raises ValueError for anything but PORT:FD,PORT:FD.
    """
    sockets: dict[int, int] = {}
    if text == "":
        return sockets
    for pair in text.split(","):
        port, _, fd = pair.partition(":")
        sockets[int(port)] = int(fd)
    return sockets


def mac_address(text: str) -> bytes:
    """Six bytes from "52:54:00:12:34:56". Raises ValueError."""
    octets: list[int] = []
    for part in text.split(":"):
        octets.append(int(part, 16))
    if len(octets) != 6:
        raise ValueError(f"not a MAC address: {text}")
    return bytes(octets)
