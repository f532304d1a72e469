"""The platform signature: what a program may ask of the machine it runs on.

Exactly one platform is installed, by boot, before any other code runs. Nothing here knows a driver;
`gloam.boot` is the only place that picks them. All times are nanoseconds.
"""
# ruff: noqa: PLW0603  # the platform is one per image

from gloam.device.datagram import HostDatagram
from gloam.device.net import NetDevice
from gloam.device.stream import HostAccepted


class Platform:
    """What boot provides. A method that a target lacks keeps the default described with it."""

    def __init__(self, has_ip6: bool) -> None:
        self.has_ip6 = has_ip6
        """Whether the image was built with IPv6. The compiler knows the answer, so that an image
        without it has none of its code."""
        self.wall_offset_ns = 0
        """How far the program has moved its clock; `wall_ns` has it in it."""

    def write_console(self, data: bytes) -> None:
        """Write all of `data` where the user reads output; blocks until the device has taken it."""
        raise NotImplementedError

    def write_error(self, data: bytes) -> None:
        """Like write_console, for diagnostics. The same place where a target has only one."""
        self.write_console(data)

    def monotonic_ns(self) -> int:
        """Time since some moment before the program started; never goes back, never jumps."""
        raise NotImplementedError

    def wall_ns(self) -> int:
        """UTC since 1970-01-01. May jump when the host, or the program, sets its clock."""
        raise NotImplementedError

    def entropy(self, count: int) -> bytes:
        """`count` unpredictable bytes. Raises OSError when the machine has no source of them."""
        raise NotImplementedError

    def wait(self, until_ns: int) -> None:
        """Block until a device has something, or monotonic_ns() reaches `until_ns`; -1 = no limit.

        The one place where an image idles. May return early for no reason; the caller looks again.
        """
        raise NotImplementedError

    def exit(self, status: int) -> None:
        """End the image; the host sees `status` modulo 256. Does not return."""
        raise NotImplementedError

    def release_devices(self) -> None:
        """Let go of the objects of drivers, at the end of a debug build: what is left then is the
        program's. Only the consoles and exit() are used afterwards."""

    def arguments(self) -> list[str]:
        """sys.argv: the program's name, then what the user passed."""
        raise NotImplementedError

    def network(self) -> NetDevice | None:
        """The network device; the driver opens at the first call, later calls give the same.

        None when this target does without a device of its own (the host's sockets serve instead).
        Raises OSError, with what to do, when the program needs one and the machine has none.
        """
        raise NotImplementedError

    def address6_hint(self) -> str:
        """What the boot configuration says of IPv6 on the network device: "" is the usual thing.

        Otherwise "auto", "auto,KEY", "off", or "fd00::2/64,fd00::1,fd00::53": an address, a gateway
        and name servers.
        """
        return ""

    def host_datagram_socket(self, port: int) -> int:
        """The host's UDP socket that serves guest port `port`; -1, the default, when there is none.

        wait() watches a socket from this call on.
        """
        return -1

    def host_receive(self, socket: int) -> HostDatagram | None:
        """The next datagram of a host socket, or None; never blocks."""
        raise NotImplementedError

    def host_send(self, socket: int, data: bytes, host: str, port: int) -> bool:
        """Send from a host socket to an IPv4 address; False when the host did not take it."""
        raise NotImplementedError

    def host_stream_listener(self, port: int) -> int:
        """The host's listening TCP socket that serves guest port `port`; -1 when there is none."""
        return -1

    def host_watch(self, socket: int, wants_input: bool, wants_output: bool) -> None:
        """What of a host socket ends wait() and shows in host_ready(); nothing at first."""
        raise NotImplementedError

    def host_ready(self) -> list[int]:
        """The watched sockets of which something that is watched for, or an end, has come."""
        raise NotImplementedError

    def host_accept(self, socket: int) -> HostAccepted | None:
        """The next connection of a listening socket; None when none waits, or none is possible."""
        raise NotImplementedError

    def host_stream_read(self, socket: int, limit: int) -> bytes | int:
        """Up to `limit` bytes, b"" at the end, or Linux's errno number: EAGAIN if none came yet."""
        raise NotImplementedError

    def host_stream_write(self, socket: int, data: bytes) -> int:
        """How many bytes of `data` the host took, or a negative errno number."""
        raise NotImplementedError

    def host_stream_shut_down(self, socket: int) -> None:
        """No more bytes will be written."""
        raise NotImplementedError

    def host_stream_close(self, socket: int) -> None:
        """Give an accepted socket back."""
        raise NotImplementedError


current: Platform


def install(platform: Platform) -> None:
    """Make `platform` the one that everybody sees."""
    global current
    current = platform
