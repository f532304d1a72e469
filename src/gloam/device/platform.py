"""The platform signature: everything a guest asks of the machine below it.

One subclass per target lives in `gloam.boot`, which installs it before any other code of the image
runs; a fake one serves tests. Nothing above this module knows which machine it is on.
"""

from __future__ import annotations

from gloam.device.host_socket import HostSocket
from gloam.device.net import NetDevice


class Platform:
    """The calls, with what each promises. None raises except as stated."""

    def write_console(self, data: bytes) -> None:
        """Write everything to standard output or the serial console; may spin, never waits."""
        raise NotImplementedError

    def write_error(self, data: bytes) -> None:
        """Write everything to standard error; the same console where there is only one."""
        raise NotImplementedError

    def monotonic_ns(self) -> int:
        """Nanoseconds since an arbitrary start; never goes back."""
        raise NotImplementedError

    def wall_ns(self) -> int:
        """Nanoseconds since 1970-01-01 00:00 UTC, as well as the machine knows; may jump."""
        raise NotImplementedError

    def entropy(self, count: int) -> bytes:
        """`count` unpredictable bytes; raises OSError if the machine has no source."""
        raise NotImplementedError

    def wait(self, until_ns: int) -> None:
        """Sleep until a device has something or the monotonic deadline passes; -1 is no deadline.

        May return early for no reason, never because of an event that was polled away before.
        """
        raise NotImplementedError

    def exit(self, status: int) -> None:
        """End the program; never returns."""
        raise NotImplementedError

    def arguments(self) -> list[str]:
        """`sys.argv`: the program's name, then its arguments."""
        raise NotImplementedError

    def network(self) -> NetDevice | None:
        """The network device, opened by the first call; None where the host's sockets serve.

        Raises OSError if the machine should have a device and has none.
        """
        raise NotImplementedError

    def host_socket(self, port: int) -> HostSocket | None:
        """The host's own UDP socket that was opened for this local port, or None.

        Only the process target has any; each can be taken once.
        """
        return None


current: Platform


def install(platform: Platform) -> None:
    """Make `platform` the machine of this image; called once by boot."""
    global current
    current = platform
