"""The datagram transport: joins an endpoint of the network, a protocol, and the loop.

Transport and protocol refer to each other, as asyncio has it; `connection_lost`, and the closing
of the loop, cut the tie.
"""

from __future__ import annotations

from socket import AF_UNSPEC, EAI_ADDRFAMILY, EAI_NONAME, gaierror
from typing import Any, Final

from gloam.net.endpoint import UdpEndpoint
from gloam.net.family import host_text, is_six, mapped, scope_of, unmapped
from gloam.sched.loop import Loop

from .error_text import DESTINATION_REQUIRED, os_error
from .names import literal, socket_address
from .protocols import DatagramProtocol
from .transports import DatagramTransport
from .trsock import TransportSocket

DATAGRAMS_PER_TURN_MAX: Final = 64


class EndpointTransport(DatagramTransport):
    def __init__(
        self,
        loop: Loop,
        endpoint: UdpEndpoint,
        protocol: DatagramProtocol,
        remote_addr: tuple[Any, ...] | None,
    ) -> None:
        """`remote_addr` is a literal address: the peer of a connected endpoint."""
        self._loop = loop
        self._endpoint = endpoint
        self._protocol: DatagramProtocol | None = protocol
        self._is_six = is_six(endpoint.local_ip())
        self._sockname = socket_address(endpoint.local_ip(), endpoint.local_port())
        self._remote_addr = remote_addr
        self._is_closing = False
        self._is_reading = False
        # The text of the last sender: peers tend to send more than one datagram.
        self._last_ip = -1
        self._last_host = ""
        self._last_scope = 0
        # And the other way round.
        self._last_target = ""
        self._last_target_ip = -1
        loop.run_soon(self._begin)

    def get_extra_info(self, name: str, default: Any = None) -> Any:
        if name == "sockname":
            return self._sockname
        if name == "socket":
            return TransportSocket(self._endpoint, self._sockname)
        if name == "peername" and self._remote_addr is not None:
            return self._remote_addr
        return default

    def is_closing(self) -> bool:
        return self._is_closing

    def close(self) -> None:
        if self._is_closing:
            return
        self._is_closing = True
        self._endpoint.close()
        self._loop.run_soon(self._lose)

    def abort(self) -> None:
        self.close()

    def sendto(self, data: bytes, addr: tuple[Any, ...] | None = None) -> None:
        if not data:
            return
        if self._remote_addr is not None:
            if addr is not None and addr != self._remote_addr:
                raise ValueError(f"Invalid address: must be None or {self._remote_addr}")
            addr = self._remote_addr
        if self._is_closing or self._protocol is None:
            return
        if addr is None:
            self._protocol.error_received(os_error(DESTINATION_REQUIRED))
            return
        host, port = addr[0], addr[1]
        if not isinstance(host, str) or not isinstance(port, int):
            raise TypeError("an address begins with a str and an int")
        target = self._target_ip(host)
        if target < 0:
            error = gaierror(EAI_ADDRFAMILY, "Address family for hostname not supported")
            self._protocol.error_received(error)
            return
        code = self._endpoint.send(data, target, port)
        if code != 0:
            self._protocol.error_received(os_error(code))

    def _target_ip(self, host: str) -> int:
        """Where to send for `host`; -1 if that is of the other IP version."""
        if host != self._last_target:
            ip = resolve(host)
            self._last_target_ip = unmapped(ip) if is_six(ip) == self._is_six else -1
            self._last_target = host
        return self._last_target_ip

    def _begin(self) -> None:
        """Tell the protocol, then start to listen."""
        if self._protocol is not None:
            self._protocol.connection_made(self)
        if not self._is_closing:
            self._endpoint.listen(self._schedule_reading)
            if self._endpoint.has_datagram():
                self._schedule_reading()

    def _schedule_reading(self) -> None:
        if not self._is_reading:
            self._is_reading = True
            self._loop.run_soon(self._read)

    def _read(self) -> None:
        """Deliver what has come, in this turn up to a bound.

        What the protocol raises escapes to the loop's exception handler; the rest is read later.
        """
        self._is_reading = False
        count = 0
        try:
            while count < DATAGRAMS_PER_TURN_MAX and self._read_one():
                count += 1
        finally:
            if not self._is_closing and self._endpoint.has_datagram():
                self._schedule_reading()

    def _read_one(self) -> bool:
        protocol = self._protocol
        if self._is_closing or protocol is None:
            return False
        if self._endpoint.take_refusal():
            protocol.error_received(ConnectionRefusedError(111, "Connection refused"))
            return True
        datagram = self._endpoint.receive()
        if datagram is None:
            return False
        ip = datagram.remote_ip
        if ip != self._last_ip:
            self._last_ip = ip
            self._last_host = host_text(mapped(ip) if self._is_six else ip)
            self._last_scope = scope_of(ip)
        host, port = self._last_host, datagram.remote_port
        if self._is_six:
            protocol.datagram_received(datagram.payload, (host, port, 0, self._last_scope))
        else:
            protocol.datagram_received(datagram.payload, (host, port))
        return True

    def _lose(self) -> None:
        protocol = self._protocol
        self._protocol = None
        if protocol is not None:
            protocol.connection_lost(None)


def resolve(host: str, family: int = AF_UNSPEC) -> int:
    """The address that `host` writes: of our own, or where a datagram goes.

    Names that have to be looked up are the loop's, which can wait for an answer.
    """
    ip = literal(host, family)
    if ip < 0:
        raise gaierror(EAI_NONAME, "Name or service not known")
    return ip
