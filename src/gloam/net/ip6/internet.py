"""IPv6 of a stack: packets and `now_ns` in, frames into the stack's queue, and a deadline.

This module is the path between the engines: which header says who is next, and what is dropped for
which cause. Every packet ends as exactly one of: delivered, answered, learned from, or counted.
"""

from __future__ import annotations

from typing import Final

from gloam.device.net import Frame
from gloam.net.drop import Drop
from gloam.net.family import SIX, pseudo_header_sum
from gloam.net.ip6.address_book import NO_ROUTE, AddressBook
from gloam.net.ip6.autoconfiguration import Autoconfiguration, StaticAddress
from gloam.net.ip6.discovery import Discovery
from gloam.net.ip6.groups import Groups
from gloam.net.ip6.identifier import Identifiers
from gloam.net.ip6.link import Link
from gloam.net.ip6.neighbours import NeighbourCache
from gloam.net.ip6.reports import Reports, may_be_told
from gloam.net.path import Paths
from gloam.net.randomness import Randomness
from gloam.net.reassembly import Fragment, Reassembly
from gloam.net.statistics import Counters
from gloam.net.transmit import TransmitQueue
from gloam.net.udp import Datagram, UdpEngine
from gloam.net.upper import Packet, Routes, SecondVersion, UpperProtocol
from gloam.net.wire import icmp, icmp6, ipv6, tcp, udp
from gloam.net.wire.icmp6 import Icmp6Message
from gloam.net.wire.ipv6 import Ipv6Header
from gloam.net.wire.malformed import Malformed
from gloam.net.wire.octets import u16_at
from gloam.sched.source import earliest

REASSEMBLY_NS: Final = 60_000_000_000
"""RFC 8200, 4.5."""


class Internet6(SecondVersion):
    def __init__(
        self,
        mac: int,
        mtu: int,
        identifiers: Identifiers,
        randomness: Randomness,
        queue: TransmitQueue,
        udp_engine: UdpEngine,
        counters: Counters,
    ) -> None:
        """`mtu` is the largest packet that the device takes; frames go into `queue`."""
        self._counters = counters
        self._randomness = randomness
        self._udp = udp_engine
        self._upper: UpperProtocol | None = None
        self._link = Link(mac, queue)
        self._book = AddressBook()
        self._paths = Paths(mtu, ipv6.MTU_MIN)
        self._groups = Groups(self._book, self._link, randomness)
        self._neighbours = NeighbourCache(self._book, self._link, counters)
        self._configuration = Autoconfiguration(
            self._book, self._link, self._paths, self._groups, identifiers, counters
        )
        self._discovery = Discovery(
            self._book,
            self._link,
            self._neighbours,
            self._configuration,
            self._groups,
            counters,
        )
        self._reports = Reports(counters)
        self._reassembly = Reassembly(counters, REASSEMBLY_NS, ipv6.PAYLOAD_SIZE_MAX)

    def start(self, static: StaticAddress | None, now_ns: int) -> None:
        """Begin to have addresses: `static`, or what routers say; one for the link in any case."""
        self._configuration.start(static, now_ns)

    def routes(self) -> Routes:
        return self._book

    def book(self) -> AddressBook:
        """The addresses, networks and routers, to be read."""
        return self._book

    def use_upper(self, upper: UpperProtocol) -> None:
        self._upper = upper

    def join(self, group: int, now_ns: int) -> bool:
        return self._groups.join(group, now_ns)

    def leave(self, group: int) -> None:
        self._groups.leave(group)

    def is_configured(self) -> bool:
        for address in self._book.addresses:
            if address.is_usable() and not ipv6.is_link_local(address.ip):
                return True
        return False

    def name_servers(self) -> tuple[int, ...]:
        """Those that a router told, with SIX."""
        return tuple([SIX | server for server in self._configuration.name_servers])

    def changes(self) -> int:
        return self._book.changes

    def take_conflicts(self) -> list[int]:
        return [SIX | ip for ip in self._configuration.take_conflicts()]

    def next_deadline(self) -> int:
        deadline = earliest(self._neighbours.next_deadline(), self._configuration.next_deadline())
        deadline = earliest(deadline, self._groups.next_deadline())
        return earliest(deadline, self._reassembly.next_deadline())

    def handle_timeout(self, now_ns: int) -> None:
        """Do what is due; harmless when called early."""
        self._configuration.handle_timeout(now_ns)
        self._groups.handle_timeout(now_ns)
        self._neighbours.handle_timeout(now_ns)
        for neighbour in self._neighbours.take_silent():
            if self._upper is not None:
                self._upper.lose_neighbour(SIX | neighbour)
        self._reassembly.handle_timeout(now_ns)
        expired = self._reassembly.poll_expired()
        while expired is not None:
            target = ipv6.address_at(expired.quote, 24)
            if not ipv6.is_multicast(target):
                kind, code = icmp6.TYPE_TIME_EXCEEDED, icmp6.CODE_REASSEMBLY
                self._tell(kind, code, 0, expired.quote, target, expired.source, now_ns)
            expired = self._reassembly.poll_expired()

    # ------------------------------------------------------------ receive

    def receive(
        self, frame: bytes, start: int, is_group: bool, is_verified: bool, now_ns: int
    ) -> None:
        header = ipv6.parse(frame, start)
        if isinstance(header, Malformed):
            self._counters.malformed(header)
            return
        cause = self._refusal(header, is_group)
        if cause is not None:
            self._counters.drop(cause)
        elif header.problem != ipv6.NO_PROBLEM:
            self._refuse_header(frame, start, header, now_ns)
        elif header.identification < 0:
            self._deliver(frame, start, header, is_verified, now_ns)
        elif header.fragment_offset == 0 and not header.more_fragments:
            # One that is whole all the same waits for no others (RFC 6946).
            rest = frame[header.payload_start : header.payload_stop]
            self._receive_whole(header, header.protocol, rest, now_ns)
        else:
            self._receive_fragment(frame, start, header, now_ns)

    def _refusal(self, header: Ipv6Header, is_group: bool) -> Drop | None:
        """Why a well-formed packet is not for us, or None."""
        source, target = header.source, header.target
        if ipv6.is_multicast(target):
            if not self._groups.has(target):
                return Drop.IPV6_NOT_OURS
        elif not self._book.has_usable(target):
            return Drop.IPV6_NOT_OURS
        elif is_group:
            return Drop.IPV6_LINK_GROUP
        if ipv6.is_multicast(source) or source == ipv6.LOOPBACK or source >> 32 == 0xFFFF:
            return Drop.IPV6_SOURCE
        if self._book.has_usable(source):
            return Drop.IPV6_SOURCE
        if source == ipv6.UNSPECIFIED and header.protocol != ipv6.PROTOCOL_ICMP:
            return Drop.IPV6_SOURCE
        return None

    def _refuse_header(self, frame: bytes, start: int, header: Ipv6Header, now_ns: int) -> None:
        """Drop a packet for one of its extension headers, and tell its sender if that is wanted."""
        self._counters.drop(Drop.IPV6_PROBLEM)
        is_to_many = ipv6.is_multicast(header.target)
        action = header.problem_action
        is_wanted = action == ipv6.ACTION_REPORT or (
            action == ipv6.ACTION_REPORT_UNICAST and not is_to_many
        )
        # To many, an unknown option alone may be told of (RFC 4443, 2.4, e.3).
        if is_wanted and (not is_to_many or header.problem == ipv6.PROBLEM_OPTION):
            self._report_problem(frame, start, header, header.problem, header.problem_at, now_ns)

    def _receive_fragment(self, frame: bytes, start: int, header: Ipv6Header, now_ns: int) -> None:
        payload = frame[header.payload_start : header.payload_stop]
        size = len(payload)
        if header.fragment_offset == 0:
            stop = ipv6.header_chain_stop(payload, header.protocol, 0, size)
            if stop < 0:
                self._counters.drop(Drop.IPV6_HEADER_CHAIN)
                self._report_problem(frame, start, header, icmp6.CODE_HEADER_CHAIN, start, now_ns)
                return
        if header.more_fragments and size % 8 != 0:
            self._report_problem(frame, start, header, icmp6.CODE_FIELD, start + 4, now_ns)
        elif header.fragment_offset + size > ipv6.PAYLOAD_SIZE_MAX:
            # The offset's place in the fragment header, which is in front of the payload.
            at = header.payload_start - ipv6.FRAGMENT_HEADER_SIZE + 2
            self._report_problem(frame, start, header, icmp6.CODE_FIELD, at, now_ns)
        quote = frame[start : min(header.payload_stop, start + icmp6.QUOTE_SIZE_MAX)]
        fragment = Fragment(
            header.source,
            header.target,
            header.protocol,
            header.identification,
            header.fragment_offset,
            header.more_fragments,
            payload,
            quote,
        )
        whole = self._reassembly.receive(fragment, now_ns)
        if whole is not None:
            self._receive_whole(header, whole.protocol, whole.payload, now_ns)

    def _receive_whole(
        self, header: Ipv6Header, protocol: int, payload: bytes, now_ns: int
    ) -> None:
        """Go on with what was behind a fragment header, as if that had never been."""
        first = ipv6.emit_header(
            header.source, header.target, protocol, len(payload), header.hop_limit
        )
        packet = first + payload
        whole = ipv6.parse(packet, 0)
        if isinstance(whole, Malformed):
            self._counters.malformed(whole)
        elif whole.problem != ipv6.NO_PROBLEM:
            self._refuse_header(packet, 0, whole, now_ns)
        elif whole.identification >= 0:
            # Fragments of fragments.
            self._counters.drop(Drop.FRAGMENT)
        elif whole.protocol == ipv6.PROTOCOL_ICMP and self._discovery.is_discovery(packet, whole):
            # RFC 6980, 5: these are never in fragments.
            self._counters.drop(Drop.NDP_SENDER)
        else:
            self._deliver(packet, 0, whole, False, now_ns)

    def _deliver(
        self, frame: bytes, start: int, header: Ipv6Header, is_verified: bool, now_ns: int
    ) -> None:
        """Pass on the whole packet at frame[start:], which is for us."""
        protocol = header.protocol
        is_to_many = ipv6.is_multicast(header.target)
        if protocol == ipv6.PROTOCOL_ICMP:
            self._receive_icmp(frame, header, now_ns)
        elif protocol == ipv6.PROTOCOL_TCP and self._upper is not None:
            if is_to_many:
                self._counters.drop(Drop.TCP_BROADCAST)
                return
            source, target = SIX | header.source, SIX | header.target
            begin, stop = header.payload_start, header.payload_stop
            self._upper.receive(frame, begin, stop, source, target, is_verified, now_ns)
        elif protocol == ipv6.PROTOCOL_UDP:
            self._receive_udp(frame, start, header, is_verified, now_ns)
        elif protocol == ipv6.PROTOCOL_NONE:
            # RFC 8200, 4.7: nothing follows.
            self._counters.drop(Drop.IPV6_PROTOCOL)
        else:
            self._counters.drop(Drop.IPV6_PROTOCOL)
            if not is_to_many:
                code = icmp6.CODE_NEXT_HEADER
                self._report_problem(frame, start, header, code, header.protocol_at, now_ns)

    def _receive_udp(
        self, frame: bytes, start: int, header: Ipv6Header, is_verified: bool, now_ns: int
    ) -> None:
        source, target = SIX | header.source, SIX | header.target
        pseudo = udp.VERIFIED
        if not is_verified:
            pseudo = pseudo_header_sum(source, target, ipv6.PROTOCOL_UDP, 0)
        parsed = udp.parse(frame, header.payload_start, header.payload_stop, pseudo, False)
        if isinstance(parsed, Malformed):
            self._counters.malformed(parsed)
            return
        payload = frame[parsed.payload_start : parsed.payload_stop]
        datagram = Datagram(payload, source, parsed.source_port)
        is_known = self._udp.receive(target, parsed.target_port, datagram)
        if not is_known and not ipv6.is_multicast(header.target):
            self._report(frame, start, header, icmp6.TYPE_UNREACHABLE, icmp6.CODE_PORT, 0, now_ns)

    # ------------------------------------------------------------ ICMPv6

    def _receive_icmp(self, frame: bytes, header: Ipv6Header, now_ns: int) -> None:
        message = icmp6.parse(
            frame, header.payload_start, header.payload_stop, header.source, header.target
        )
        if isinstance(message, Malformed):
            self._counters.malformed(message)
        elif message.kind == icmp6.TYPE_ECHO_REQUEST and message.code == 0:
            self._receive_echo(frame, header, message, now_ns)
        elif message.kind == icmp6.TYPE_TOO_BIG:
            if not self._receive_too_big(frame, message, now_ns):
                self._counters.drop(Drop.ICMP_TYPE)
        elif message.kind in (icmp6.TYPE_UNREACHABLE, icmp6.TYPE_PARAMETER_PROBLEM):
            if not self._receive_unreachable(frame, message):
                self._counters.drop(Drop.ICMP_TYPE)
        elif not self._discovery.receive(frame, header, message.kind, now_ns):
            self._counters.drop(Drop.ICMP_TYPE)

    def _receive_echo(
        self, frame: bytes, header: Ipv6Header, message: Icmp6Message, now_ns: int
    ) -> None:
        """Answer; a request to many is answered by an address of our own (RFC 4443, 4.2)."""
        source = header.target
        if ipv6.is_multicast(source):
            source = self._book.source_of(header.source)
        if header.source == ipv6.UNSPECIFIED or source == NO_ROUTE:
            self._counters.drop(Drop.IPV6_SOURCE)
            return
        reply = self._reports.echo_reply(message, frame, source, header.source, now_ns)
        self._answer(source, header.source, reply, now_ns)

    def _quoted(self, frame: bytes, message: Icmp6Message) -> Ipv6Header | None:
        """The header of a packet of ours that an error quotes; None if it is not ours.

        At least 8 bytes of its payload are there. The quote may be cut off, so its length is not
        looked at, and a fragment or options in between end the search: we send none but fragments.
        """
        start, stop = message.body_start, message.body_stop
        if stop - start < ipv6.HEADER_SIZE + 8 or frame[start] >> 4 != 6:
            return None
        protocol, at = frame[start + 6], start + ipv6.HEADER_SIZE
        if protocol == ipv6.PROTOCOL_FRAGMENT:
            is_first = u16_at(frame, at + 2) & 0xFFF8 == 0
            protocol, at = frame[at], at + ipv6.FRAGMENT_HEADER_SIZE
            if not is_first or stop - at < 8:
                return None
        source = ipv6.address_at(frame, start + 8)
        target = ipv6.address_at(frame, start + 24)
        if not self._book.has_usable(source):
            return None
        return Ipv6Header(
            source, target, 0, protocol, 0, -1, 0, False, ipv6.NO_PROBLEM, 0, 0, at, stop
        )

    def _receive_too_big(self, frame: bytes, message: Icmp6Message, now_ns: int) -> bool:
        """A router had no room for a packet of ours (RFC 8201, 4); False if we sent none such."""
        quoted = self._quoted(frame, message)
        if quoted is None:
            return False
        local_ip, remote_ip = SIX | quoted.source, SIX | quoted.target
        at = quoted.payload_start
        if quoted.protocol == ipv6.PROTOCOL_TCP:
            if self._upper is None:
                return False
            mtu = max(message.word, ipv6.MTU_MIN)
            if not self._upper.receive_too_big(frame, at, local_ip, remote_ip, mtu):
                return False
        elif quoted.protocol == ipv6.PROTOCOL_UDP:
            if not self._udp.has_socket(local_ip, u16_at(frame, at)):
                return False
        elif quoted.protocol != ipv6.PROTOCOL_ICMP or frame[at] != icmp6.TYPE_ECHO_REPLY:
            return False
        self._paths.learn(quoted.target, message.word, now_ns)
        return True

    def _receive_unreachable(self, frame: bytes, message: Icmp6Message) -> bool:
        """Pass an error on to whom its quote belongs; False if there is nobody."""
        quoted = self._quoted(frame, message)
        if quoted is None:
            return False
        local_ip, remote_ip = SIX | quoted.source, SIX | quoted.target
        at = quoted.payload_start
        code = icmp.CODE_HOST
        if message.kind == icmp6.TYPE_PARAMETER_PROBLEM:
            if message.code != icmp6.CODE_NEXT_HEADER:
                return False
            code = icmp.CODE_PROTOCOL
        elif message.code == icmp6.CODE_PORT:
            code = icmp.CODE_PORT
        if quoted.protocol == ipv6.PROTOCOL_TCP and self._upper is not None:
            return self._upper.receive_error(frame, at, local_ip, remote_ip, code)
        if quoted.protocol == ipv6.PROTOCOL_UDP and code != icmp.CODE_HOST:
            return self._udp.refuse(u16_at(frame, at), remote_ip, u16_at(frame, at + 2))
        return False

    # ------------------------------------------------------------ send

    def send(self, protocol: int, packet: Packet, now_ns: int) -> None:
        source, target = packet.source ^ SIX, packet.target ^ SIX
        header, payload = packet.header, packet.payload
        size = len(header) + len(payload)
        mtu = self._paths.mtu(target, now_ns)
        cut_size = len(header) + packet.segment_size if packet.segment_size != 0 else size
        if ipv6.HEADER_SIZE + cut_size > mtu:
            upper = self._upper if protocol == ipv6.PROTOCOL_TCP else None
            if upper is not None and upper.receive_too_big(
                header, 0, packet.source, packet.target, mtu
            ):
                # TCP makes smaller segments instead, as if a router had said so.
                return
            whole = tcp.finished(header, payload) if packet.is_partial else header + payload
            self._send_fragments(source, target, protocol, whole, mtu, now_ns)
            return
        hops = packet.hops if packet.hops != 0 else self._link.hop_limit
        first = ipv6.emit_header(source, target, protocol, size, hops)
        checksum_start = ipv6.HEADER_SIZE if packet.is_partial else 0
        frame = Frame(first + header, payload, checksum_start, packet.segment_size, True)
        self._send_packet(target, frame, now_ns)

    def _send_fragments(
        self, source: int, target: int, protocol: int, whole: bytes, mtu: int, now_ns: int
    ) -> None:
        # RFC 7739: nobody can foretell the number.
        number = self._randomness.bits(32)
        for part in ipv6.split(source, target, protocol, whole, number, mtu):
            self._send_packet(target, Frame(part), now_ns)

    def _send_packet(self, target: int, packet: Frame, now_ns: int) -> None:
        """A packet to its next hop; the cache holds it while that is not resolved."""
        if ipv6.is_multicast(target):
            self._link.push(ipv6.multicast_mac(target), packet)
            return
        next_hop = self._book.hop_to(target)
        if next_hop == NO_ROUTE:
            self._counters.drop(Drop.IPV6_NO_ROUTE)
            return
        self._neighbours.send(next_hop, packet, now_ns)

    def _answer(self, source: int, target: int, message: bytes | None, now_ns: int) -> None:
        """Send an ICMPv6 message of ours, if there is one."""
        if message is not None:
            packet = Packet(SIX | source, SIX | target, message, b"")
            self.send(ipv6.PROTOCOL_ICMP, packet, now_ns)

    def _report_problem(
        self, frame: bytes, start: int, header: Ipv6Header, code: int, at: int, now_ns: int
    ) -> None:
        """A parameter problem; `at` is the place in `frame`."""
        kind = icmp6.TYPE_PARAMETER_PROBLEM
        self._report(frame, start, header, kind, code, at - start, now_ns)

    def _report(
        self,
        frame: bytes,
        start: int,
        header: Ipv6Header,
        kind: int,
        code: int,
        word: int,
        now_ns: int,
    ) -> None:
        """Tell the sender of a packet that was dropped, if that may be told and to whom."""
        if not may_be_told(header, frame):
            return
        source = header.target
        if ipv6.is_multicast(source):
            source = self._book.source_of(header.source)
            if source == NO_ROUTE:
                return
        quote = frame[start : min(header.payload_stop, start + icmp6.QUOTE_SIZE_MAX)]
        self._tell(kind, code, word, quote, source, header.source, now_ns)

    def _tell(
        self, kind: int, code: int, word: int, quote: bytes, source: int, target: int, now_ns: int
    ) -> None:
        error = self._reports.error(kind, code, word, quote, source, target, now_ns)
        self._answer(source, target, error, now_ns)
