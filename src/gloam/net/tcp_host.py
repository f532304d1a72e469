"""TCP of one host: joins the engine, which knows no IP version, to IP and to itself.

What a host sends to itself never becomes a packet.
"""

from __future__ import annotations

from typing import Final

from gloam.net.address import NO_ROUTE, InterfaceAddress, is_loopback, is_multicast
from gloam.net.bind import BindError
from gloam.net.drop import Drop
from gloam.net.family import is_any, is_local, is_six, loopback_of, pseudo_header_sum
from gloam.net.statistics import Counters
from gloam.net.tcp.connection import Connection, Settings
from gloam.net.tcp.engine import Outgoing, TcpEngine
from gloam.net.tcp.flow import Flow
from gloam.net.tcp.listener import Listener
from gloam.net.udp import SendError
from gloam.net.upper import Packet, Routes, UpperProtocol
from gloam.net.wire import icmp, ipv4, ipv6, tcp
from gloam.net.wire.malformed import Malformed
from gloam.net.wire.octets import u16_at, u32_at
from gloam.sched.fifo import Fifo

RECEIVE_CAPACITY: Final = 256 << 10
SEND_CAPACITY: Final = 256 << 10
"""Bytes of a connection that wait for the program, and for the peer; memory is taken as they come.
"""
RECEIVE_CAPACITY_MAX: Final = 2 << 20
SEND_CAPACITY_MAX: Final = 2 << 20
"""The same on paths that hold more: 160 Mbit/s over 100 ms."""
BURST_SIZE_MAX: Final = ipv4.PACKET_SIZE_MAX - 60 - tcp.HEADER_SIZE - tcp.OPTIONS_SIZE_MAX
"""Data of the segments that a device cuts out of one packet, headers of any size in front."""
LOOPED_PER_POLL_MAX: Final = 64


class TcpHost(UpperProtocol):
    def __init__(
        self,
        mtu: int,
        address: InterfaceAddress,
        counters: Counters,
        key: bytes,
        offloads: bool,
    ) -> None:
        """`key` is 16 unpredictable bytes; see NetDevice.offloads."""
        self._address = address
        self._counters = counters
        burst = BURST_SIZE_MAX if offloads else 0
        settings = _settings(mtu - ipv4.HEADER_SIZE, burst)
        settings_six = _settings(mtu - ipv6.HEADER_SIZE, burst)
        self._offloads = offloads
        self.engine = TcpEngine(counters, settings, key, settings_six)
        """For the calls that nothing needs to be added to."""
        self._looped: Fifo[Outgoing] = Fifo()
        self._routes: Routes | None = None
        """Of IPv6."""

    def configure(self, address: InterfaceAddress) -> None:
        """Have another address. Connections of the old one hear nothing more, and time out."""
        self._address = address

    def use_six(self, routes: Routes) -> None:
        self._routes = routes

    def listen(self, ip: int, port: int, backlog: int) -> Listener | BindError:
        """A listener on our address, loopback, or all; port 0 asks for an ephemeral one."""
        if not is_any(ip) and not is_local(ip) and not self._is_ours(ip):
            return BindError.NOT_OUR_ADDRESS
        return self.engine.listen(ip, port, backlog)

    def connect(
        self, local_port: int, remote_ip: int, remote_port: int, now_ns: int
    ) -> Connection | BindError | SendError:
        """Ask a host for a connection; `local_port` 0 is an ephemeral one."""
        is_broadcast = not is_six(remote_ip) and self._address.is_broadcast(remote_ip)
        if remote_port == 0 or is_any(remote_ip) or is_broadcast:
            return SendError.BAD_TARGET
        if is_local(remote_ip):
            local_ip = loopback_of(remote_ip)
        elif self._is_ours(remote_ip):
            local_ip = remote_ip
        else:
            local_ip = self._source_for(remote_ip)
            if local_ip == NO_ROUTE:
                return SendError.NO_ROUTE
        return self.engine.connect(local_ip, local_port, remote_ip, remote_port, now_ns)

    def _is_ours(self, ip: int) -> bool:
        if is_six(ip):
            return self._routes is not None and self._routes.is_ours(ip)
        return ip == self._address.ip

    def _source_for(self, target: int) -> int:
        """Our address towards another host, or NO_ROUTE."""
        if is_six(target):
            return NO_ROUTE if self._routes is None else self._routes.source_for(target)
        ip = self._address.ip
        if is_multicast(target) or is_loopback(ip) or self._next_hop(target) == NO_ROUTE:
            return NO_ROUTE
        return ip

    def _next_hop(self, target: int) -> int:
        if is_six(target):
            return NO_ROUTE if self._routes is None else self._routes.next_hop(target)
        return self._address.next_hop(target)

    # ------------------------------------------------------------ for the stack

    def receive(
        self,
        frame: bytes,
        start: int,
        stop: int,
        source: int,
        target: int,
        is_verified: bool,
        now_ns: int,
    ) -> None:
        pseudo = tcp.VERIFIED
        if not is_verified:
            pseudo = pseudo_header_sum(source, target, ipv4.PROTOCOL_TCP, stop - start)
        segment = tcp.parse(frame, start, stop, pseudo)
        if isinstance(segment, Malformed):
            self._counters.malformed(segment)
            return
        flow = Flow(target, segment.target_port, source, segment.source_port)
        self.engine.receive(flow, segment, now_ns)

    def receive_error(
        self, quote: bytes, start: int, local_ip: int, remote_ip: int, code: int
    ) -> bool:
        flow = Flow(local_ip, u16_at(quote, start), remote_ip, u16_at(quote, start + 2))
        return self.engine.fail(flow, u32_at(quote, start + 4), code)

    def receive_too_big(
        self, quote: bytes, start: int, local_ip: int, remote_ip: int, mtu: int
    ) -> bool:
        header_size = ipv6.HEADER_SIZE if is_six(local_ip) else ipv4.HEADER_SIZE
        flow = Flow(local_ip, u16_at(quote, start), remote_ip, u16_at(quote, start + 2))
        mss = mtu - header_size - tcp.HEADER_SIZE
        return self.engine.shrink(flow, u32_at(quote, start + 4), mss)

    def lose_neighbour(self, next_hop: int) -> None:
        for connection in self.engine.connections():
            flow = connection.flow
            if self._next_hop(flow.remote_ip) == next_hop:
                self.engine.fail(flow, connection.sender.iss, icmp.CODE_HOST)

    def poll_transmit(self, now_ns: int) -> Packet | None:
        outgoing = self.engine.poll_transmit(now_ns)
        while outgoing is not None:
            flow = outgoing.flow
            if flow.remote_ip == flow.local_ip or is_local(flow.remote_ip):
                self._looped.push(outgoing)
            elif not self._is_ours(flow.local_ip) or self._next_hop(flow.remote_ip) == NO_ROUTE:
                self._counters.drop(Drop.IPV4_NO_ROUTE)
            else:
                segment = outgoing.segment
                size = tcp.header_size(segment.options) + len(segment.payload)
                pseudo = pseudo_header_sum(flow.local_ip, flow.remote_ip, ipv4.PROTOCOL_TCP, size)
                header = tcp.emit_header(segment, pseudo, self._offloads)
                return Packet(
                    flow.local_ip,
                    flow.remote_ip,
                    header,
                    segment.payload,
                    self._offloads,
                    segment.segment_size,
                )
            outgoing = self.engine.poll_transmit(now_ns)
        return None

    def next_deadline(self) -> int:
        if len(self._looped) > 0 or self.engine.has_output():
            return 0
        return self.engine.next_deadline()

    def handle_timeout(self, now_ns: int) -> None:
        """Hands over what we sent to ourselves, too."""
        self.engine.handle_timeout(now_ns)
        # Only what waits now: the answers to it come in the next poll.
        count = min(len(self._looped), LOOPED_PER_POLL_MAX)
        while count > 0:
            count -= 1
            outgoing = self._looped.pop()
            flow = outgoing.flow
            back = Flow(flow.remote_ip, flow.remote_port, flow.local_ip, flow.local_port)
            self.engine.receive(back, outgoing.segment, now_ns)


def _settings(size_max: int, burst_size: int) -> Settings:
    """Of the connections over one IP version whose packets carry up to `size_max` bytes."""
    return Settings(
        size_max - tcp.HEADER_SIZE,
        RECEIVE_CAPACITY,
        SEND_CAPACITY,
        burst_size,
        RECEIVE_CAPACITY_MAX,
        SEND_CAPACITY_MAX,
    )
