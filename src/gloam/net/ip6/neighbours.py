"""The neighbour cache: who on this link has which hardware address (RFC 4861, section 7).

Messages and `now_ns` go in, frames go out by the link. A neighbour in use is asked again when there
was no sign of it for a while; nothing that a stranger sends pushes out what we asked for.
"""

from __future__ import annotations

from enum import Enum
from typing import Final

from gloam.device.net import Frame
from gloam.net.drop import Drop
from gloam.net.ip6.address_book import AddressBook
from gloam.net.ip6.link import Link
from gloam.net.statistics import Counters
from gloam.net.wire import ethernet, ipv6, ndp
from gloam.net.wire.ndp import Advertisement, Solicitation

SECOND_NS: Final = 1_000_000_000

NEIGHBOURS_MAX: Final = 256
PENDING_MAX: Final = 32
"""Addresses being asked for at one time."""
WAITING_PACKETS_MAX: Final = 48
"""Packets held for one address: the parts of the largest datagram; the oldest goes first."""
HELD_PACKETS_MAX: Final = 256
"""Packets held for all addresses."""
SOLICITATIONS_MAX: Final = 3
RETRANSMIT_NS: Final = SECOND_NS
REACHABLE_NS: Final = 30 * SECOND_NS
DELAY_NS: Final = 5 * SECOND_NS
"""RFC 4861, 10: MAX_MULTICAST_SOLICIT and MAX_UNICAST_SOLICIT, RETRANS_TIMER, REACHABLE_TIME,
DELAY_FIRST_PROBE_TIME."""

UNRESOLVED: Final = -1
NO_DEADLINE: Final = -1


class Reachability(Enum):
    """RFC 4861, 7.3.2."""

    INCOMPLETE = "incomplete"
    REACHABLE = "reachable"
    STALE = "stale"
    DELAY = "delay"
    PROBE = "probe"


class Neighbour:
    def __init__(self) -> None:
        self.mac = 0
        self.state = Reachability.INCOMPLETE
        self.reachable_until_ns = 0
        self.deadline_ns = NO_DEADLINE
        """When something is due: INCOMPLETE, DELAY and PROBE alone have one."""
        self.solicitations = 0
        self.is_asked_for = False
        """We wanted to send to it; others told us of themselves."""
        self.packets: list[Frame] = []


class NeighbourCache:
    def __init__(self, book: AddressBook, link: Link, counters: Counters) -> None:
        self._book = book
        self._link = link
        self._counters = counters
        self._known: dict[int, Neighbour] = {}
        # Those of `_known` that have a deadline, and of them the INCOMPLETE ones.
        self._active: dict[int, Neighbour] = {}
        self._pending = 0
        self._held = 0
        # Neighbours that did not answer, until somebody asks.
        self._silent: list[int] = []

    def __len__(self) -> int:
        return len(self._known)

    def send(self, ip: int, packet: Frame, now_ns: int) -> None:
        """A packet to a neighbour, now or when it has told its hardware address."""
        mac = self.resolve(ip, now_ns)
        if mac == UNRESOLVED:
            self.hold(ip, packet, now_ns)
        else:
            self._link.push(mac, packet)

    def resolve(self, ip: int, now_ns: int) -> int:
        """The hardware address of the neighbour, or UNRESOLVED; then `hold` keeps the packet."""
        neighbour = self._known.get(ip)
        if neighbour is None or neighbour.state is Reachability.INCOMPLETE:
            return UNRESOLVED
        neighbour.is_asked_for = True
        if neighbour.state is Reachability.REACHABLE and now_ns >= neighbour.reachable_until_ns:
            neighbour.state = Reachability.STALE
        if neighbour.state is Reachability.STALE:
            neighbour.state = Reachability.DELAY
            self._set_deadline(ip, neighbour, now_ns + DELAY_NS)
        return neighbour.mac

    def hold(self, ip: int, packet: Frame, now_ns: int) -> None:
        """Keep a packet until the unresolved neighbour answers, asking it if nobody has."""
        neighbour = self._known.get(ip)
        if neighbour is None:
            if self._pending >= PENDING_MAX or not self._make_room(must=True):
                self._counters.drop(Drop.NDP_QUEUE_FULL)
                return
            neighbour = Neighbour()
            neighbour.is_asked_for = True
            neighbour.solicitations = 1
            self._known[ip] = neighbour
            self._pending += 1
            self._set_deadline(ip, neighbour, now_ns + RETRANSMIT_NS)
            self._solicit(ip, 0)
        if len(neighbour.packets) >= WAITING_PACKETS_MAX:
            neighbour.packets.pop(0)
            self._held -= 1
            self._counters.drop(Drop.NDP_QUEUE_FULL)
        if self._held >= HELD_PACKETS_MAX:
            self._counters.drop(Drop.NDP_QUEUE_FULL)
            return
        self._held += 1
        neighbour.packets.append(packet)

    def heard_from(self, ip: int, mac: int, now_ns: int) -> None:
        """A neighbour told its hardware address beside what it wanted (7.2.3; 6.3.4)."""
        if mac == 0 or ethernet.is_group(mac):
            return
        neighbour = self._known.get(ip)
        if neighbour is None:
            if not self._make_room(must=False):
                return
            neighbour = Neighbour()
            neighbour.state = Reachability.STALE
            neighbour.mac = mac
            self._known[ip] = neighbour
        elif neighbour.state is Reachability.INCOMPLETE:
            self._complete(ip, neighbour, mac)
            neighbour.state = Reachability.STALE
        elif neighbour.mac != mac:
            neighbour.mac = mac
            neighbour.state = Reachability.STALE
            self._set_deadline(ip, neighbour, NO_DEADLINE)

    def receive(self, message: Advertisement, now_ns: int) -> None:
        """Take a neighbour advertisement (7.2.5)."""
        ip, mac = message.target, message.mac
        neighbour = self._known.get(ip)
        if neighbour is None or ethernet.is_group(mac):
            self._counters.drop(Drop.NDP_NOT_OURS)
            return
        if neighbour.state is Reachability.INCOMPLETE:
            if mac == 0:
                self._counters.drop(Drop.NDP_SENDER)
                return
            self._complete(ip, neighbour, mac)
            neighbour.state = Reachability.STALE
            if message.is_solicited:
                self._confirm(ip, neighbour, now_ns)
            return
        is_other = mac not in (0, neighbour.mac)
        if is_other and not message.is_override:
            if neighbour.state is Reachability.REACHABLE:
                neighbour.state = Reachability.STALE
            return
        if is_other:
            neighbour.mac = mac
        if message.is_solicited:
            self._confirm(ip, neighbour, now_ns)
        elif is_other:
            neighbour.state = Reachability.STALE
            self._set_deadline(ip, neighbour, NO_DEADLINE)
        if not message.is_router:
            # It was one, and is none any more.
            self._book.remove_router(ip)

    def take_silent(self) -> list[int]:
        """The neighbours that have not answered since this was last asked."""
        silent = self._silent
        self._silent = []
        return silent

    def next_deadline(self) -> int:
        deadline = NO_DEADLINE
        for neighbour in self._active.values():
            if deadline == NO_DEADLINE or neighbour.deadline_ns < deadline:
                deadline = neighbour.deadline_ns
        return deadline

    def handle_timeout(self, now_ns: int) -> None:
        """Ask, ask again, give up: whatever is due."""
        due: list[int] = []
        for ip, neighbour in self._active.items():
            if now_ns >= neighbour.deadline_ns:
                due.append(ip)
        for ip in due:
            self._expire(ip, self._active[ip], now_ns)

    def _expire(self, ip: int, neighbour: Neighbour, now_ns: int) -> None:
        if neighbour.state is Reachability.DELAY:
            neighbour.state = Reachability.PROBE
            neighbour.solicitations = 0
        if neighbour.solicitations >= SOLICITATIONS_MAX:
            self._give_up(ip, neighbour)
            return
        neighbour.solicitations += 1
        self._set_deadline(ip, neighbour, now_ns + RETRANSMIT_NS)
        self._solicit(ip, 0 if neighbour.state is Reachability.INCOMPLETE else neighbour.mac)

    def _give_up(self, ip: int, neighbour: Neighbour) -> None:
        for _ in neighbour.packets:
            self._counters.drop(Drop.NDP_UNRESOLVED)
        self._forget(ip, neighbour)
        self._silent.append(ip)
        self._book.avoid_router(ip)

    def _forget(self, ip: int, neighbour: Neighbour) -> None:
        self._held -= len(neighbour.packets)
        if neighbour.state is Reachability.INCOMPLETE:
            self._pending -= 1
        del self._known[ip]
        self._active.pop(ip, None)

    def _complete(self, ip: int, neighbour: Neighbour, mac: int) -> None:
        """The hardware address has come: send what waits for it."""
        neighbour.mac = mac
        packets = neighbour.packets
        neighbour.packets = []
        self._held -= len(packets)
        self._pending -= 1
        self._set_deadline(ip, neighbour, NO_DEADLINE)
        for packet in packets:
            self._link.push(mac, packet)

    def _confirm(self, ip: int, neighbour: Neighbour, now_ns: int) -> None:
        neighbour.state = Reachability.REACHABLE
        neighbour.reachable_until_ns = now_ns + REACHABLE_NS
        self._set_deadline(ip, neighbour, NO_DEADLINE)

    def _set_deadline(self, ip: int, neighbour: Neighbour, deadline_ns: int) -> None:
        neighbour.deadline_ns = deadline_ns
        if deadline_ns == NO_DEADLINE:
            self._active.pop(ip, None)
        else:
            self._active[ip] = neighbour

    def _make_room(self, *, must: bool) -> bool:
        """Whether one more fits. The oldest that nobody asked for goes; if it `must`, the oldest.

        Those that are being asked stay.
        """
        if len(self._known) < NEIGHBOURS_MAX:
            return True
        oldest = UNRESOLVED
        for ip, neighbour in self._known.items():
            if ip in self._active:
                continue
            if not neighbour.is_asked_for:
                oldest = ip
                break
            if must and oldest == UNRESOLVED:
                oldest = ip
        if oldest == UNRESOLVED:
            return False
        self._forget(oldest, self._known[oldest])
        return True

    def _solicit(self, ip: int, mac: int) -> None:
        """Ask for the address: everybody who may have it, or the station that had it last."""
        source = self._book.source_of(ip)
        if source < 0:
            return
        target = ip if mac != 0 else ipv6.solicited_node(ip)
        body = ndp.emit_solicitation(Solicitation(ip, self._link.mac))
        self._link.send_discovery(
            source,
            target,
            mac if mac != 0 else ipv6.multicast_mac(target),
            ndp.TYPE_NEIGHBOUR_SOLICITATION,
            body,
        )
