"""The public face of the network: UDP endpoints and TCP streams on whatever this machine has.

With a network device, our own stack serves it. Without one, the host's sockets do where the
launcher passed one for the port; the loopback addresses always work, inside the program.
"""

from __future__ import annotations

from collections.abc import Callable

from gloam.device import platform
from gloam.net.bind import BindError
from gloam.net.endpoint import UdpEndpoint
from gloam.net.family import is_local, is_six
from gloam.net.host import HostSockets
from gloam.net.host_stream import HostStreams
from gloam.net.interface import Interface, open_interface, open_loopback
from gloam.net.randomness import Randomness
from gloam.net.stack_stream import StackStreams
from gloam.net.statistics import Statistics
from gloam.net.stream import Streams
from gloam.sched.loop import Loop


class Network:
    """The sources that one loop polls, made when they are first needed."""

    def __init__(self, loop: Loop) -> None:
        self._interface: Interface | None = None
        self._host_sockets: HostSockets | None = None
        self._streams: StackStreams | None = None
        self._host_streams: HostStreams | None = None
        # Why there is no device, if one was expected; loopback does without.
        self._trouble: OSError | None = None
        self._has_device = False
        try:
            device = platform.current.network()
        except OSError as error:
            self._trouble = error
            return
        if device is not None:
            self._has_device = True
            self._interface = open_interface(device)
            loop.add_source(self._interface)

    def name_servers(self) -> tuple[int, ...]:
        """The addresses to ask for names, best first; none without a device."""
        interface = self._interface
        return interface.name_servers() if interface is not None and self._has_device else ()

    def now_ns(self) -> int:
        """The clock of everything here."""
        return platform.current.monotonic_ns()

    def randomness(self) -> Randomness:
        """What an engine on top of the network may draw on."""
        return Randomness(platform.current.entropy)

    def is_ready(self, ip: int) -> bool:
        """Whether the network has an address to reach `ip` from, or needs none of its own.

        0.0.0.0 asks for any IPv4 address; :: for one of either version to be reached at.
        """
        interface = self._interface
        if not self._has_device or interface is None or is_local(ip):
            return True
        return interface.is_ready(ip)

    def has_six(self) -> bool:
        """Whether there is IPv6 beyond this program."""
        return self._interface is not None and self._interface.has_six()

    def prefers_six(self, ip: int) -> bool:
        """Whether the IPv6 address of a host is to be tried before its IPv4 one."""
        return self._interface is not None and self._interface.prefers_six(ip)

    def when_changed(self, listener: Callable[[], object]) -> None:
        """Call `listener`, once, when something has come that may make `is_ready` true."""
        if self._interface is not None:
            self._interface.when_changed(listener)

    def bind(
        self,
        loop: Loop,
        ip: int,
        port: int,
        for_local: bool,
        may_broadcast: bool,
        *,
        is_dual: bool = False,
    ) -> UdpEndpoint | BindError:
        """A UDP endpoint; `for_local` says that it will talk to loopback addresses only.

        `is_dual` is for the address ::, and takes IPv4's datagrams too. Raises OSError if the
        machine has no network and one is needed.
        """
        if not self._has_device and not for_local and not is_local(ip):
            if self._trouble is not None:
                raise self._trouble
            if is_six(ip) and not is_dual:
                return BindError.NOT_OUR_ADDRESS
            socket = platform.current.host_datagram_socket(port)
            if socket < 0:
                # Loud, because nothing could ever reach it.
                return BindError.NOT_OUR_ADDRESS
            if self._host_sockets is None:
                self._host_sockets = HostSockets()
                loop.add_source(self._host_sockets)
            return self._host_sockets.add(socket, port)
        if self._interface is None:
            self._interface = open_loopback()
            loop.add_source(self._interface)
        return self._interface.bind(ip, port, may_broadcast, is_dual=is_dual)

    def streams(self, loop: Loop, ip: int) -> Streams:
        """The TCP connections of what reaches `ip`.

        Raises OSError if the machine has no network and one is needed.
        """
        if not self._has_device and not is_local(ip):
            if self._trouble is not None:
                raise self._trouble
            if self._host_streams is None:
                self._host_streams = HostStreams()
                loop.add_source(self._host_streams)
            return self._host_streams
        if self._interface is None:
            self._interface = open_loopback()
            loop.add_source(self._interface)
        if self._streams is None:
            self._streams = StackStreams(self._interface.open_tcp())
            self._interface.dispatcher = self._streams
        return self._streams

    def statistics(self) -> Statistics | None:
        """The counters of our stack; None while there is none."""
        return None if self._interface is None else self._interface.statistics()
