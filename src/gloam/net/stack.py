"""One interface's TCP/IP stack: frames and `now_ns` in, frames, events and a deadline out.

The shell around it (`interface.py`) owns the device. The engines own their protocols; this module
is the path between them: which header says who is next, and what is dropped for which cause.
Every received frame ends as exactly one of: delivered, answered, learned from, or counted.
"""

from __future__ import annotations

from typing import Final

from gloam.device.net import Frame
from gloam.net.address import (
    NO_ROUTE,
    InterfaceAddress,
    is_loopback,
    is_multicast,
    is_single_host,
)
from gloam.net.address_check import AddressCheck
from gloam.net.arp import NO_DEADLINE, UNRESOLVED, ArpEngine
from gloam.net.bind import BindError
from gloam.net.drop import Drop
from gloam.net.family import (
    SIX,
    is_any,
    is_group,
    is_local,
    is_six,
    loopback_of,
    pseudo_header_sum,
)
from gloam.net.icmp import IcmpEngine
from gloam.net.igmp import GroupEngine
from gloam.net.path import Paths, plateau_below
from gloam.net.randomness import Randomness
from gloam.net.reassembly import Fragment, Reassembly
from gloam.net.statistics import Counters, Statistics
from gloam.net.tcp_host import TcpHost
from gloam.net.transmit import TransmitQueue
from gloam.net.udp import Datagram, SendError, UdpEngine, UdpSocket
from gloam.net.upper import Packet, SecondVersion, UpperProtocol
from gloam.net.wire import arp, dhcp, ethernet, icmp, igmp, ipv4, ipv6, tcp, udp
from gloam.net.wire.icmp import IcmpMessage
from gloam.net.wire.ipv4 import Ipv4Header
from gloam.net.wire.malformed import Malformed
from gloam.net.wire.octets import u16_at, u32_at
from gloam.sched.source import earliest

__all__ = ["NO_DEADLINE", "Stack"]

PAYLOAD_SIZE_MAX: Final = ipv4.PACKET_SIZE_MAX - ipv4.HEADER_SIZE - udp.HEADER_SIZE
"""Of a datagram; what does not fit the link is sent in fragments."""
PAYLOAD_SIZE_MAX_SIX: Final = ipv6.PAYLOAD_SIZE_MAX - udp.HEADER_SIZE
REASSEMBLY_NS: Final = 30_000_000_000
"""RFC 1122, 3.3.2 has 60 s; other stacks have 30."""
PATH_MTU_MIN: Final = 552
"""No router's word makes our packets smaller: what a path carries that has less room is cut up on
its way. Below it a forger would make us send little else than headers (RFC 5927, 7)."""
BAD_GROUP: Final = 22
ALREADY_MEMBER: Final = 98
NO_MEMBER: Final = 99
TOO_MANY_GROUPS: Final = 105
"""Linux's errno numbers, as `join` and `leave` give them."""


class Stack:
    def __init__(
        self, mac: int, mtu: int, address: InterfaceAddress, key: bytes, offloads: bool = False
    ) -> None:
        """`mtu` is the largest IP packet to send. `key` is 16 unpredictable bytes.

        `offloads` is what the device says: NetDevice.offloads.
        """
        self._mac = mac
        self._link_mtu = mtu
        self._paths = Paths(mtu, PATH_MTU_MIN)
        self._address = address
        self._counters = Counters()
        self._queue = TransmitQueue(self._counters)
        self._arp = ArpEngine(mac, address, self._queue, self._counters)
        self._check = AddressCheck(mac, self._queue)
        self._icmp = IcmpEngine(self._counters)
        size_max = ipv4.PACKET_SIZE_MAX - ipv4.HEADER_SIZE
        self._reassembly = Reassembly(self._counters, REASSEMBLY_NS, size_max)
        self._udp = UdpEngine(self._counters, int.from_bytes(key[:4], "big"))
        self._key = key
        self._offloads = offloads
        self._tcp: UpperProtocol | None = None
        self.six: SecondVersion | None = None
        """IPv6, if the image and the link have it."""
        self._groups: GroupEngine | None = None
        # How many sockets are in a group, of either IP version.
        self._members: dict[int, int] = {}
        self._changes = 0
        self._identification = int.from_bytes(key[4:6], "big")

    def start(self, now_ns: int) -> None:
        """Announce the address on the link."""
        self._arp.announce(now_ns)

    def poll_transmit(self, now_ns: int) -> Frame | None:
        """The next frame for the device, which must take it or lose it.

        TCP is asked only when no other frame waits, so its segments are made when they can leave.
        """
        frame = self._queue.pop()
        while frame is None and self._tcp is not None:
            packet = self._tcp.poll_transmit(now_ns)
            if packet is None:
                return None
            # Into the queue, or to ARP, which then asks who takes it.
            self._send(ipv4.PROTOCOL_TCP, packet, now_ns)
            frame = self._queue.pop()
        return frame

    def configure(self, address: InterfaceAddress, mtu: int, now_ns: int) -> None:
        """Use another address from now on, or UNCONFIGURED, and packets of `mtu` if it is not 0."""
        self._paths.link_mtu = min(mtu, self._link_mtu) if mtu != 0 else self._link_mtu
        if address == self._address:
            return
        self._address = address
        self._changes += 1
        self._arp.configure(address)
        if self._tcp is not None:
            self._tcp.configure(address)
        if self._groups is not None:
            self._groups.configure(address.ip, now_ns)
        if address.ip != 0:
            self._arp.announce(now_ns)

    def address(self) -> InterfaceAddress:
        return self._address

    def changes(self) -> int:
        """How often something came that may make another host reachable."""
        return self._changes if self.six is None else self._changes + self.six.changes()

    def check_address(self, ip: int, now_ns: int) -> None:
        """Find out whether another host has the address; `poll_check` will tell."""
        self._check.start(ip, now_ns)

    def poll_check(self) -> bool | None:
        """Whether the checked address is free, once it is known."""
        return self._check.poll_result()

    def poll_event(self) -> UdpSocket | None:
        """A UDP socket with news, each at most once until it has been returned."""
        return self._udp.poll_event()

    def next_deadline(self) -> int:
        """The monotonic time at which `handle_timeout` wants to be called, or NO_DEADLINE."""
        deadline = earliest(self._arp.next_deadline(), self._check.next_deadline())
        deadline = earliest(deadline, self._reassembly.next_deadline())
        if self._tcp is not None:
            deadline = earliest(deadline, self._tcp.next_deadline())
        if self.six is not None:
            deadline = earliest(deadline, self.six.next_deadline())
        if self._groups is not None:
            deadline = earliest(deadline, self._groups.next_deadline())
        return deadline

    def handle_timeout(self, now_ns: int) -> None:
        """Do what is due; harmless when called early."""
        self._arp.handle_timeout(now_ns)
        silent = self._arp.take_silent()
        if self._tcp is not None:
            for neighbour in silent:
                self._tcp.lose_neighbour(neighbour)
            self._tcp.handle_timeout(now_ns)
        if self.six is not None:
            self.six.handle_timeout(now_ns)
        if self._groups is not None:
            self._groups.handle_timeout(now_ns)
        self._check.handle_timeout(now_ns)
        self._reassembly.handle_timeout(now_ns)
        expired = self._reassembly.poll_expired()
        while expired is not None:
            error = self._icmp.reassembly_expired(expired.quote, now_ns)
            self._answer(expired.source, error, now_ns)
            expired = self._reassembly.poll_expired()

    def counters(self) -> Counters:
        """The running counts, for an engine outside of the stack to add to."""
        return self._counters

    def statistics(self) -> Statistics:
        return self._counters.statistics()

    def open_tcp(self) -> TcpHost:
        """Speak TCP from now on; to be called once. A program without this call has none of it."""
        assert self._tcp is None, "TCP is open"
        host = TcpHost(
            self._paths.link_mtu, self._address, self._counters, self._key, self._offloads
        )
        self._tcp = host
        if self.six is not None:
            self.six.use_upper(host)
            host.use_six(self.six.routes())
        return host

    def use_six(self, six: SecondVersion) -> None:
        """Speak IPv6 as well; to be called once, before `open_tcp`."""
        assert self.six is None and self._tcp is None
        self.six = six

    def udp(self) -> UdpEngine:
        """Whom IPv6 hands datagrams to."""
        return self._udp

    def queue(self) -> TransmitQueue:
        """Where IPv6 puts its frames."""
        return self._queue

    # ------------------------------------------------------------ receive

    def receive_frame(self, frame: bytes, now_ns: int, is_verified: bool = False) -> None:
        """Take one frame from the device. Any bytes are fine; nothing is raised.

        `is_verified` is what the device says of it: NetDevice.is_verified.
        """
        self._counters.frames_received += 1
        self._counters.bytes_received += len(frame)
        header = ethernet.parse(frame)
        if isinstance(header, Malformed):
            self._counters.malformed(header)
        elif header.source == self._mac:
            self._counters.drop(Drop.FRAME_OWN)
        elif ethernet.is_group(header.source):
            self._counters.drop(Drop.FRAME_SOURCE)
        elif header.vlan != 0:
            self._counters.drop(Drop.FRAME_VLAN)
        elif header.target != self._mac and not ethernet.is_group(header.target):
            self._counters.drop(Drop.FRAME_NOT_OURS)
        elif header.ether_type == ethernet.TYPE_IPV4:
            is_group = ethernet.is_group(header.target)
            self._receive_ipv4(frame, header.payload_start, is_group, is_verified, now_ns)
        elif header.ether_type == ethernet.TYPE_ARP:
            self._receive_arp(frame, header.payload_start, now_ns)
        elif header.ether_type == ethernet.TYPE_IPV6 and self.six is not None:
            is_group = ethernet.is_group(header.target)
            self.six.receive(frame, header.payload_start, is_group, is_verified, now_ns)
        else:
            self._counters.drop(Drop.FRAME_TYPE)

    def _receive_arp(self, frame: bytes, start: int, now_ns: int) -> None:
        message = arp.parse(frame, start)
        if isinstance(message, Malformed):
            self._counters.malformed(message)
        elif not self._check.receive(message):
            self._arp.receive(message, now_ns)

    def _receive_ipv4(
        self, frame: bytes, start: int, is_group: bool, is_verified: bool, now_ns: int
    ) -> None:
        header = ipv4.parse(frame, start)
        if isinstance(header, Malformed):
            self._counters.malformed(header)
            return
        is_broadcast = self._is_to_many(header.target)
        cause = self._refusal(frame, header, is_group, is_broadcast)
        if cause is not None:
            self._counters.drop(cause)
        elif header.more_fragments or header.fragment_offset != 0:
            packet = self._reassembled(frame, start, header, now_ns)
            if packet is not None:
                whole = ipv4.parse(packet, 0)
                assert not isinstance(whole, Malformed), "the header is ours"
                self._deliver(packet, 0, whole, is_broadcast, False, now_ns)
        else:
            self._deliver(frame, start, header, is_broadcast, is_verified, now_ns)

    def _is_to_many(self, target: int) -> bool:
        """Whether a packet is for every host of this link, or a group that we are in."""
        if self._address.is_broadcast(target):
            return True
        return self._groups is not None and self._groups.has(target)

    def _reassembled(
        self, frame: bytes, start: int, header: Ipv4Header, now_ns: int
    ) -> bytes | None:
        """The packet that this fragment completes, under one header."""
        payload = frame[header.payload_start : header.payload_stop]
        quote_stop = header.payload_start + min(len(payload), icmp.QUOTED_MIN)
        fragment = Fragment(
            header.source,
            header.target,
            header.protocol,
            header.protocol << 16 | header.identification,
            header.fragment_offset,
            header.more_fragments,
            payload,
            frame[start:quote_stop],
        )
        whole = self._reassembly.receive(fragment, now_ns)
        if whole is None:
            return None
        size = len(whole.payload)
        return (
            ipv4.emit_header(
                header.source, header.target, header.protocol, size, header.identification, 0
            )
            + whole.payload
        )

    def _deliver(
        self,
        frame: bytes,
        start: int,
        header: Ipv4Header,
        is_broadcast: bool,
        is_verified: bool,
        now_ns: int,
    ) -> None:
        """Pass on the whole IPv4 packet at frame[start:], which is for us."""
        if header.protocol == ipv4.PROTOCOL_TCP and self._tcp is not None:
            self._receive_tcp(self._tcp, frame, header, is_broadcast, is_verified, now_ns)
        elif header.protocol == ipv4.PROTOCOL_UDP:
            self._receive_udp(frame, start, header, is_broadcast, is_verified, now_ns)
        elif header.protocol == igmp.PROTOCOL and self._groups is not None:
            self._groups.receive(frame, header.payload_start, header.payload_stop, now_ns)
        elif header.protocol == ipv4.PROTOCOL_ICMP:
            self._receive_icmp(frame, header, is_broadcast, now_ns)
        else:
            self._counters.drop(Drop.IPV4_PROTOCOL)
            if not is_broadcast:
                error = self._icmp.unreachable(icmp.CODE_PROTOCOL, header, frame, start, now_ns)
                self._answer(header.source, error, now_ns)

    def _receive_tcp(
        self,
        upper: UpperProtocol,
        frame: bytes,
        header: Ipv4Header,
        is_broadcast: bool,
        is_verified: bool,
        now_ns: int,
    ) -> None:
        if is_broadcast:
            self._counters.drop(Drop.TCP_BROADCAST)
            return
        start, stop = header.payload_start, header.payload_stop
        upper.receive(frame, start, stop, header.source, header.target, is_verified, now_ns)

    def _refusal(
        self, frame: bytes, header: Ipv4Header, is_group: bool, is_broadcast: bool
    ) -> Drop | None:
        """Why a well-formed packet is not for us (RFC 1122, 3.2.1.3 and 3.3.6), or None."""
        source = header.source
        is_ours = header.target == self._address.ip and header.target != 0
        if not is_ours and not is_broadcast and (is_group or not self._is_offer(frame, header)):
            return Drop.IPV4_NOT_OURS
        if is_group and not is_broadcast:
            return Drop.IPV4_LINK_BROADCAST
        if (
            source == self._address.ip
            or not is_single_host(source)
            or self._address.is_broadcast(source)
        ):
            return Drop.IPV4_SOURCE
        if header.has_source_route:
            return Drop.IPV4_SOURCE_ROUTE
        return None

    def _is_offer(self, frame: bytes, header: Ipv4Header) -> bool:
        """A DHCP server's answer, sent already to the address that it has for us.

        Not every server heeds the broadcast flag (RFC 2131, 4.1).
        """
        if self._address.ip != 0 or header.protocol != ipv4.PROTOCOL_UDP:
            return False
        has_ports = header.payload_stop - header.payload_start >= udp.HEADER_SIZE
        return has_ports and u16_at(frame, header.payload_start + 2) == dhcp.CLIENT_PORT

    def _receive_udp(
        self,
        frame: bytes,
        start: int,
        header: Ipv4Header,
        is_broadcast: bool,
        is_verified: bool,
        now_ns: int,
    ) -> None:
        pseudo = udp.VERIFIED
        if not is_verified:
            pseudo = pseudo_header_sum(header.source, header.target, ipv4.PROTOCOL_UDP, 0)
        parsed = udp.parse(frame, header.payload_start, header.payload_stop, pseudo, True)
        if isinstance(parsed, Malformed):
            self._counters.malformed(parsed)
            return
        payload = frame[parsed.payload_start : parsed.payload_stop]
        datagram = Datagram(payload, header.source, parsed.source_port)
        local_ip = header.target if is_multicast(header.target) else self._address.ip
        is_known = self._udp.receive(local_ip, parsed.target_port, datagram)
        if not is_known and not is_broadcast:
            error = self._icmp.unreachable(icmp.CODE_PORT, header, frame, start, now_ns)
            self._answer(header.source, error, now_ns)

    def _receive_icmp(
        self, frame: bytes, header: Ipv4Header, is_broadcast: bool, now_ns: int
    ) -> None:
        message = icmp.parse(frame, header.payload_start, header.payload_stop)
        if isinstance(message, Malformed):
            self._counters.malformed(message)
        elif message.kind == icmp.TYPE_ECHO_REQUEST and message.code == 0:
            reply = self._icmp.echo_reply(message, frame, is_broadcast, now_ns)
            self._answer(header.source, reply, now_ns)
        elif message.kind != icmp.TYPE_UNREACHABLE or not self._receive_unreachable(
            frame, message, now_ns
        ):
            self._counters.drop(Drop.ICMP_TYPE)

    def _receive_unreachable(self, frame: bytes, message: IcmpMessage, now_ns: int) -> bool:
        """Pass an error on to whom its quote belongs; False if there is nobody.

        The quote is a header and at least 8 bytes of ours (RFC 792). Its total length exceeds the
        quote and its checksum may be stale, so it is read field by field, not parsed as a packet.
        """
        code, start, stop = message.code, message.body_start, message.body_stop
        if stop - start < ipv4.HEADER_SIZE + udp.HEADER_SIZE:
            return False
        ports = start + (frame[start] & 15) * 4
        if ports < start + ipv4.HEADER_SIZE or ports + udp.HEADER_SIZE > stop:
            return False
        if u32_at(frame, start + 12) != self._address.ip:
            return False
        protocol = frame[start + 9]
        remote_ip = u32_at(frame, start + 16)
        if code == icmp.CODE_FRAGMENTATION_NEEDED:
            return self._receive_too_big(frame, start, ports, message.low, now_ns)
        if protocol == ipv4.PROTOCOL_TCP and self._tcp is not None:
            return self._tcp.receive_error(frame, ports, self._address.ip, remote_ip, code)
        if protocol == ipv4.PROTOCOL_UDP and code == icmp.CODE_PORT:
            return self._udp.refuse(u16_at(frame, ports), remote_ip, u16_at(frame, ports + 2))
        return False

    def _receive_too_big(self, frame: bytes, start: int, ports: int, mtu: int, now_ns: int) -> bool:
        """A router must not cut up the packet of ours at frame[start:] and has no room for it.

        RFC 1191, 5. Only TCP's packets forbid it, so only of those is it believed, and only if
        the sequence number is one that is outstanding (RFC 5927, 7). False if there is none such.
        """
        forbids = u16_at(frame, start + 6) & ipv4.FLAG_DONT_FRAGMENT != 0
        if frame[start + 9] != ipv4.PROTOCOL_TCP or self._tcp is None or not forbids:
            return False
        size = u16_at(frame, start + 2)
        if mtu == 0:
            # A router from before RFC 1191.
            mtu = plateau_below(size)
        if mtu >= size:
            return False
        remote_ip = u32_at(frame, start + 16)
        usable = max(mtu, PATH_MTU_MIN)
        if not self._tcp.receive_too_big(frame, ports, self._address.ip, remote_ip, usable):
            return False
        self._paths.learn(remote_ip, mtu, now_ns)
        return True

    # ------------------------------------------------------------ send

    def bind_udp(self, ip: int, port: int, *, is_dual: bool = False) -> UdpSocket | BindError:
        """A socket on our address, loopback, or all; port 0 asks for an ephemeral one."""
        if not is_any(ip) and not is_local(ip) and not is_group(ip) and not self._is_ours(ip):
            return BindError.NOT_OUR_ADDRESS
        return self._udp.bind(ip, port, is_dual=is_dual)

    def _is_ours(self, ip: int) -> bool:
        if is_six(ip):
            return self.six is not None and self.six.routes().is_ours(ip)
        return ip == self._address.ip

    def connect_udp(self, socket: UdpSocket, remote_ip: int, remote_port: int) -> None:
        """Hear this peer alone, at the address of ours that reaches it."""
        socket.remote_ip = remote_ip
        socket.remote_port = remote_port
        if is_any(socket.local_ip):
            source = self._source_for(remote_ip)
            if source != NO_ROUTE:
                socket.local_ip = source

    def _source_for(self, target: int) -> int:
        """Our address towards a host, or NO_ROUTE."""
        if is_local(target) or self._is_ours(target):
            return loopback_of(target) if is_local(target) else target
        if is_six(target):
            return NO_ROUTE if self.six is None else self.six.routes().source_for(target)
        return self._address.ip if self._address.ip != 0 else NO_ROUTE

    def close_udp(self, socket: UdpSocket, now_ns: int) -> None:
        self._udp.close(socket)
        for group in socket.groups:
            self._forget_member(group, now_ns)
        socket.groups = []

    # ------------------------------------------------------------ groups

    def join(self, socket: UdpSocket, group: int, randomness: Randomness, now_ns: int) -> int:
        """Hear what is sent to a multicast group; 0, or Linux's errno number for why not.

        Whoever has the port hears it (Linux: ip(7), IP_MULTICAST_ALL).
        """
        if not is_group(group):
            return BAD_GROUP
        if group in socket.groups:
            return ALREADY_MEMBER
        if group not in self._members and not self._begin_membership(group, randomness, now_ns):
            return TOO_MANY_GROUPS
        self._members[group] = self._members.get(group, 0) + 1
        socket.groups.append(group)
        return 0

    def leave(self, socket: UdpSocket, group: int, now_ns: int) -> int:
        if group not in socket.groups:
            return NO_MEMBER
        socket.groups.remove(group)
        self._forget_member(group, now_ns)
        return 0

    def _begin_membership(self, group: int, randomness: Randomness, now_ns: int) -> bool:
        if is_six(group):
            return self.six is None or self.six.join(group ^ SIX, now_ns)
        if self._groups is None:
            self._groups = GroupEngine(self._mac, self._queue, self._counters, randomness)
            self._groups.configure(self._own_ip(), now_ns)
        return self._groups.join(group, now_ns)

    def _own_ip(self) -> int:
        """Our address on the link; 0 if there is none."""
        return 0 if is_loopback(self._address.ip) else self._address.ip

    def _forget_member(self, group: int, now_ns: int) -> None:
        self._members[group] -= 1
        if self._members[group] > 0:
            return
        del self._members[group]
        if is_six(group):
            if self.six is not None:
                self.six.leave(group ^ SIX)
        elif self._groups is not None:
            self._groups.leave(group, now_ns)

    # ------------------------------------------------------------ send

    def send_udp(
        self, socket: UdpSocket, payload: bytes, remote_ip: int, remote_port: int, now_ns: int
    ) -> SendError | None:
        """Send one datagram; None when it is on its way (or waits for its neighbour's address)."""
        if remote_port == 0 or is_any(remote_ip):
            return SendError.BAD_TARGET
        if is_local(remote_ip) or self._is_ours(remote_ip):
            return self._loop_back(socket, payload, remote_ip, remote_port)
        if is_group(remote_ip) and socket.has_group_loop and remote_ip in self._members:
            self._loop_to_group(socket, payload, remote_ip, remote_port)
        if is_group(remote_ip) and socket.group_hops == 0:
            return None
        if is_six(remote_ip):
            return self._send_udp_six(socket, payload, remote_ip, remote_port, now_ns)
        if len(payload) > PAYLOAD_SIZE_MAX:
            return SendError.TOO_LONG
        is_broadcast = self._address.is_broadcast(remote_ip)
        if is_broadcast and not socket.may_broadcast:
            return SendError.BROADCAST_FORBIDDEN
        if is_loopback(socket.local_ip):
            return SendError.BAD_TARGET
        if is_multicast(remote_ip):
            if self._own_ip() == 0:
                return SendError.NO_ROUTE
        elif not is_broadcast and self._address.next_hop(remote_ip) == NO_ROUTE:
            return SendError.NO_ROUTE
        if self._queue.is_full():
            return SendError.QUEUE_FULL
        self._send_datagram(socket, self._address.ip, remote_ip, remote_port, payload, now_ns)
        return None

    def _send_udp_six(
        self, socket: UdpSocket, payload: bytes, remote_ip: int, remote_port: int, now_ns: int
    ) -> SendError | None:
        if len(payload) > PAYLOAD_SIZE_MAX_SIX:
            return SendError.TOO_LONG
        source = socket.local_ip
        if is_any(source) or not is_six(source) or is_group(source):
            source = NO_ROUTE if self.six is None else self.six.routes().source_for(remote_ip)
        if source == NO_ROUTE:
            return SendError.NO_ROUTE
        if is_local(source):
            return SendError.BAD_TARGET
        if self._queue.is_full():
            return SendError.QUEUE_FULL
        self._send_datagram(socket, source, remote_ip, remote_port, payload, now_ns)
        return None

    def _send_datagram(
        self,
        socket: UdpSocket,
        source: int,
        remote_ip: int,
        remote_port: int,
        payload: bytes,
        now_ns: int,
    ) -> None:
        pseudo = pseudo_header_sum(source, remote_ip, ipv4.PROTOCOL_UDP, 0)
        header = udp.emit_header(pseudo, socket.local_port, remote_port, payload)
        self._counters.datagrams_sent += 1
        hops = socket.group_hops if is_group(remote_ip) else 0
        packet = Packet(source, remote_ip, header, payload, hops=hops)
        self._send(ipv4.PROTOCOL_UDP, packet, now_ns)

    def _loop_back(
        self, socket: UdpSocket, payload: bytes, remote_ip: int, remote_port: int
    ) -> SendError | None:
        """Deliver to a socket of our own without touching a device (RFC 1122, 3.2.1.3)."""
        if len(payload) > (PAYLOAD_SIZE_MAX_SIX if is_six(remote_ip) else PAYLOAD_SIZE_MAX):
            return SendError.TOO_LONG
        self._counters.datagrams_sent += 1
        source = socket.local_ip
        if is_any(source):
            source = loopback_of(remote_ip) if is_local(remote_ip) else remote_ip
        datagram = Datagram(payload, source, socket.local_port)
        if not self._udp.receive(remote_ip, remote_port, datagram):
            self._udp.refuse(socket.local_port, remote_ip, remote_port)
        return None

    def _loop_to_group(
        self, socket: UdpSocket, payload: bytes, group: int, remote_port: int
    ) -> None:
        """What we send to a group that we are in comes here as well (RFC 1112, 6.1)."""
        source = socket.local_ip
        if is_any(source) or is_group(source):
            source = self._source_for(group)
        if source != NO_ROUTE:
            self._udp.receive(group, remote_port, Datagram(payload, source, socket.local_port))

    def _answer(self, target: int, message: bytes | None, now_ns: int) -> None:
        """Send an ICMP message of ours, if there is one, to a single host."""
        if message is None:
            return
        if self._address.next_hop(target) == NO_ROUTE:
            self._counters.drop(Drop.IPV4_NO_ROUTE)
            return
        packet = Packet(self._address.ip, target, message, b"")
        self._send_ipv4(ipv4.PROTOCOL_ICMP, packet, now_ns)

    def _send(self, protocol: int, packet: Packet, now_ns: int) -> None:
        """Send a packet to a target that has a way, over the IP version that it is of."""
        if not is_six(packet.target):
            self._send_ipv4(protocol, packet, now_ns)
        elif self.six is not None:
            self.six.send(protocol, packet, now_ns)

    def _send_ipv4(self, protocol: int, packet: Packet, now_ns: int) -> None:
        """Send a packet, in parts if need be, to a target that has a next hop."""
        self._identification = (self._identification + 1) & 0xFFFF
        target = packet.target
        if self._address.is_broadcast(target):
            next_hop = target
            mac = ethernet.BROADCAST
        elif is_multicast(target):
            next_hop = target
            mac = igmp.multicast_mac(target)
        else:
            next_hop = self._address.next_hop(target)
            mac = self._arp.resolve(next_hop, now_ns)
        source = self._address.ip
        header = packet.header
        payload = packet.payload
        size = len(header) + len(payload)
        number = self._identification
        hops = packet.hops if packet.hops != 0 else ipv4.TIME_TO_LIVE
        mtu = self._paths.mtu(target, now_ns)
        upper = self._tcp if protocol == ipv4.PROTOCOL_TCP else None
        cut_size = len(header) + packet.segment_size if packet.segment_size != 0 else size
        if cut_size > mtu - ipv4.HEADER_SIZE:
            if upper is not None and upper.receive_too_big(header, 0, source, target, mtu):
                # TCP makes smaller segments instead, as if a router had said so.
                return
            whole = tcp.finished(header, payload) if packet.is_partial else header + payload
            for part in ipv4.split(source, target, protocol, whole, number, mtu, hops):
                self._send_frame(next_hop, mac, Frame(part), now_ns)
            return
        is_probing = upper is not None and not self._paths.is_narrow(target)
        flags = ipv4.FLAG_DONT_FRAGMENT if is_probing else 0
        packet_header = ipv4.emit_header(source, target, protocol, size, number, flags, hops)
        checksum_start = ipv4.HEADER_SIZE if packet.is_partial else 0
        frame = Frame(packet_header + header, payload, checksum_start, packet.segment_size)
        self._send_frame(next_hop, mac, frame, now_ns)

    def _send_frame(self, next_hop: int, mac: int, frame: Frame, now_ns: int) -> None:
        """Send what lacks only the Ethernet header; ARP holds it if the neighbour is UNRESOLVED."""
        if mac == UNRESOLVED:
            self._arp.hold(next_hop, frame, now_ns)
            return
        header = ethernet.emit_header(mac, self._mac, ethernet.TYPE_IPV4)
        self._queue.push(frame.behind(header))
