"""The public face of the network: UDP endpoints and TCP streams on whatever this machine has.

With a network device, our own stack serves it. Without one, the host's sockets do where the
launcher passed one for the port; the loopback addresses always work, inside the program.
"""

from __future__ import annotations

from collections.abc import Callable

from gloam.device import platform
from gloam.net.address import is_loopback
from gloam.net.bind import BindError
from gloam.net.endpoint import UdpEndpoint
from gloam.net.host import HostSockets
from gloam.net.interface import Interface, open_interface, open_loopback
from gloam.net.randomness import Randomness
from gloam.net.statistics import Statistics
from gloam.net.stream import Streams
from gloam.sched.loop import Loop


class Network:
    """The sources that one loop polls, made when they are first needed."""

    def __init__(self, loop: Loop) -> None:
        self._interface: Interface | None = None
        self._host_sockets: HostSockets | None = None
        self._streams: Streams | None = None
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

    def is_configured(self) -> bool:
        """Whether the network has an address, or needs none of its own."""
        interface = self._interface
        return not self._has_device or interface is None or interface.is_configured()

    def when_configured(self, listener: Callable[[], object]) -> None:
        """Call `listener`, once, when the address that is missing now has come."""
        if self._interface is not None:
            self._interface.when_configured(listener)

    def bind(
        self, loop: Loop, ip: int, port: int, is_local: bool, may_broadcast: bool
    ) -> UdpEndpoint | BindError:
        """A UDP endpoint; `is_local` says that it will talk to loopback addresses only.

        Raises OSError if the machine has no network and one is needed.
        """
        if not self._has_device and not is_local and not is_loopback(ip):
            if self._trouble is not None:
                raise self._trouble
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
        return self._interface.bind(ip, port, may_broadcast)

    def streams(self, loop: Loop, ip: int) -> Streams | None:
        """The TCP connections of the interface that reaches `ip`; None if there is none.

        Host sockets are for datagrams only: without a device, TCP stays inside the program. Raises
        OSError if the machine has no network and one is needed.
        """
        if not self._has_device and not is_loopback(ip):
            if self._trouble is not None:
                raise self._trouble
            return None
        if self._interface is None:
            self._interface = open_loopback()
            loop.add_source(self._interface)
        if self._streams is None:
            self._streams = Streams(self._interface.open_tcp())
            self._interface.dispatcher = self._streams
        return self._streams

    def statistics(self) -> Statistics | None:
        """The counters of our stack; None while there is none."""
        return None if self._interface is None else self._interface.statistics()
