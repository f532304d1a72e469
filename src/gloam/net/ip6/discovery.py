"""Who may say what on this link: the checks before neighbour discovery believes (RFC 4861).

Messages whose checksum is good go in; what they say goes to the neighbour cache, to our own
addresses, and to the groups.
"""

from __future__ import annotations

from gloam.net.drop import Drop
from gloam.net.ip6.address_book import AddressBook
from gloam.net.ip6.autoconfiguration import Autoconfiguration
from gloam.net.ip6.groups import Groups
from gloam.net.ip6.link import Link, discovery_packet
from gloam.net.ip6.neighbours import NeighbourCache
from gloam.net.statistics import Counters
from gloam.net.wire import ethernet, ipv6, mld, ndp
from gloam.net.wire.ipv6 import Ipv6Header
from gloam.net.wire.malformed import Malformed
from gloam.net.wire.ndp import Advertisement, Solicitation


class Discovery:
    def __init__(
        self,
        book: AddressBook,
        link: Link,
        neighbours: NeighbourCache,
        configuration: Autoconfiguration,
        groups: Groups,
        counters: Counters,
    ) -> None:
        self._book = book
        self._link = link
        self._neighbours = neighbours
        self._configuration = configuration
        self._groups = groups
        self._counters = counters

    def is_discovery(self, frame: bytes, header: Ipv6Header) -> bool:
        """Whether the ICMPv6 message is one of these, which are never in fragments (RFC 6980)."""
        start = header.payload_start
        return start < header.payload_stop and (
            ndp.TYPE_ROUTER_SOLICITATION <= frame[start] <= ndp.TYPE_REDIRECT
        )

    def receive(self, frame: bytes, header: Ipv6Header, kind: int, now_ns: int) -> bool:
        """Take a message of this kind; False if it asks nothing of us."""
        if kind == ndp.TYPE_NEIGHBOUR_SOLICITATION:
            self._receive_solicitation(frame, header, now_ns)
        elif kind == ndp.TYPE_NEIGHBOUR_ADVERTISEMENT:
            self._receive_advertisement(frame, header, now_ns)
        elif kind == ndp.TYPE_ROUTER_ADVERTISEMENT:
            self._receive_router(frame, header, now_ns)
        elif kind == ndp.TYPE_REDIRECT:
            self._counters.drop(Drop.NDP_REDIRECT)
        elif kind == mld.TYPE_QUERY:
            self._receive_query(frame, header, now_ns)
        else:
            return False
        return True

    def _receive_solicitation(self, frame: bytes, header: Ipv6Header, now_ns: int) -> None:
        """7.2.3 and 7.1.1; RFC 4862, 5.4.3."""
        message = ndp.parse_solicitation(
            frame, header.payload_start, header.payload_stop, header.hop_limit
        )
        if isinstance(message, Malformed):
            self._counters.malformed(message)
            return
        ip = message.target
        is_probe = header.source == ipv6.UNSPECIFIED
        if is_probe and (message.mac != 0 or header.target != ipv6.solicited_node(ip)):
            self._counters.drop(Drop.NDP_SENDER)
        elif self._book.has_usable(ip):
            self._answer(header.source, message, now_ns)
        elif not is_probe or not self._configuration.claimed(ip):
            # Who asks for what we are asking for wants it as well: neither may have it.
            self._counters.drop(Drop.NDP_NOT_OURS)

    def _answer(self, asker: int, question: Solicitation, now_ns: int) -> None:
        """Say that the address is ours (7.2.4): to everybody, if the asker has no address yet."""
        is_probe = asker == ipv6.UNSPECIFIED
        target = ipv6.ALL_NODES if is_probe else asker
        advertisement = Advertisement(question.target, self._link.mac, False, not is_probe, True)
        body = ndp.emit_advertisement(advertisement)
        packet = discovery_packet(question.target, target, ndp.TYPE_NEIGHBOUR_ADVERTISEMENT, body)
        if is_probe:
            self._link.push(ipv6.multicast_mac(target), packet)
        elif not self._book.is_on_link(asker) or ethernet.is_group(question.mac):
            self._counters.drop(Drop.NDP_SENDER)
        elif question.mac != 0:
            self._neighbours.heard_from(asker, question.mac, now_ns)
            self._link.push(question.mac, packet)
        else:
            self._neighbours.send(asker, packet, now_ns)

    def _receive_advertisement(self, frame: bytes, header: Ipv6Header, now_ns: int) -> None:
        """7.2.5 and 7.1.2; RFC 4862, 5.4.4."""
        message = ndp.parse_advertisement(
            frame, header.payload_start, header.payload_stop, header.hop_limit
        )
        if isinstance(message, Malformed):
            self._counters.malformed(message)
        elif ipv6.is_multicast(header.target) and message.is_solicited:
            self._counters.drop(Drop.NDP_SENDER)
        elif not self._configuration.claimed(message.target):
            self._neighbours.receive(message, now_ns)

    def _receive_router(self, frame: bytes, header: Ipv6Header, now_ns: int) -> None:
        """6.1.2: routers speak from their link-local addresses."""
        message = ndp.parse_router_advertisement(
            frame, header.payload_start, header.payload_stop, header.hop_limit
        )
        if isinstance(message, Malformed):
            self._counters.malformed(message)
        elif not ipv6.is_link_local(header.source):
            self._counters.drop(Drop.NDP_SENDER)
        else:
            self._neighbours.heard_from(header.source, message.mac, now_ns)
            self._configuration.receive(header.source, message, now_ns)

    def _receive_query(self, frame: bytes, header: Ipv6Header, now_ns: int) -> None:
        """RFC 3810, 5.1.14: from a router on this link."""
        query = mld.parse_query(frame, header.payload_start, header.payload_stop)
        if isinstance(query, Malformed):
            self._counters.malformed(query)
        elif not ipv6.is_link_local(header.source) or header.hop_limit != mld.HOP_LIMIT:
            self._counters.drop(Drop.NDP_SENDER)
        else:
            self._groups.receive(query, now_ns)
