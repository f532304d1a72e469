"""The ARP engine: who on this link has which hardware address (RFC 826, RFC 5227).

No device and no clock: messages and `now_ns` go in, frames go into the transmit queue, and
`next_deadline` says when to call `handle_timeout`. It learns from messages about addresses that it
already tracks and from requests to us; nothing a stranger sends pushes out what we resolved.
"""

from __future__ import annotations

from typing import Final

from gloam.device.net import Frame
from gloam.net.address import InterfaceAddress
from gloam.net.drop import Drop
from gloam.net.statistics import Counters
from gloam.net.transmit import TransmitQueue
from gloam.net.wire import arp, ethernet
from gloam.net.wire.arp import ArpMessage, Operation

SECOND_NS: Final = 1_000_000_000

NEIGHBOURS_MAX: Final = 256
PENDING_MAX: Final = 32
"""Addresses being asked for at one time."""
WAITING_PACKETS_MAX: Final = 48
"""Packets held for one address: the parts of the largest datagram over Ethernet; the oldest goes
first (RFC 1122, 2.3.2.2 asks for at least one)."""
HELD_PACKETS_MAX: Final = 256
"""Packets held for all addresses."""
REQUESTS_MAX: Final = 3
REQUEST_INTERVAL_NS: Final = SECOND_NS
"""At most one request per second and address (RFC 1122, 2.3.2.1)."""
LIFETIME_NS: Final = 60 * SECOND_NS
REFRESH_AGE_NS: Final = 45 * SECOND_NS
"""An address in use that is older is asked again, by unicast, before it expires."""
ANNOUNCEMENTS: Final = 2
ANNOUNCEMENT_INTERVAL_NS: Final = 2 * SECOND_NS
DEFENCE_INTERVAL_NS: Final = 10 * SECOND_NS
"""RFC 5227, 1.1: ANNOUNCE_NUM, ANNOUNCE_INTERVAL and DEFEND_INTERVAL."""

UNRESOLVED: Final = -1
NO_DEADLINE: Final = -1


class Neighbour:
    """A known hardware address."""

    def __init__(self, mac: int, now_ns: int) -> None:
        self.mac = mac
        self.expires_ns = now_ns + LIFETIME_NS
        self.refresh_ns = now_ns + REFRESH_AGE_NS


class Resolution:
    """An address that was asked for and has not answered; `packets` begin with the IP header."""

    def __init__(self, deadline_ns: int) -> None:
        self.deadline_ns = deadline_ns
        self.requests = 1
        self.packets: list[Frame] = []


class ArpEngine:
    def __init__(
        self, mac: int, address: InterfaceAddress, queue: TransmitQueue, counters: Counters
    ) -> None:
        self._mac = mac
        self._address = address
        self._queue = queue
        self._counters = counters
        self._known: dict[int, Neighbour] = {}
        self._pending: dict[int, Resolution] = {}
        self._held = 0
        """Packets in `_pending`."""
        # Neighbours that did not answer, until somebody asks: the stack does so at every timeout.
        self._silent: list[int] = []
        self._announcements_left = 0
        self._announcement_ns = NO_DEADLINE
        self._defended_ns = -DEFENCE_INTERVAL_NS

    def configure(self, address: InterfaceAddress) -> None:
        """Have another address, or none; what was known of the old one's link is forgotten."""
        self._address = address
        self._known.clear()
        self._announcement_ns = NO_DEADLINE
        for ip in list(self._pending):
            self._give_up(ip)

    def announce(self, now_ns: int) -> None:
        """Tell the link that the address is ours, twice (RFC 5227, 2.3)."""
        self._announcements_left = ANNOUNCEMENTS
        self._announcement_ns = now_ns
        self.handle_timeout(now_ns)

    def resolve(self, ip: int, now_ns: int) -> int:
        """The hardware address of the neighbour, or UNRESOLVED; then `hold` keeps the packet."""
        neighbour = self._known.get(ip)
        if neighbour is None:
            return UNRESOLVED
        if now_ns >= neighbour.expires_ns:
            del self._known[ip]
            return UNRESOLVED
        if now_ns >= neighbour.refresh_ns:
            neighbour.refresh_ns = now_ns + REQUEST_INTERVAL_NS
            self._request(ip, neighbour.mac)
        return neighbour.mac

    def hold(self, ip: int, packet: Frame, now_ns: int) -> None:
        """Keep an IP packet until the unresolved neighbour answers, asking it if nobody has."""
        resolution = self._pending.get(ip)
        if resolution is None:
            if len(self._pending) >= PENDING_MAX:
                self._counters.drop(Drop.ARP_QUEUE_FULL)
                return
            resolution = Resolution(now_ns + REQUEST_INTERVAL_NS)
            self._pending[ip] = resolution
            self._request(ip, ethernet.BROADCAST)
        if len(resolution.packets) >= WAITING_PACKETS_MAX:
            resolution.packets.pop(0)
            self._held -= 1
            self._counters.drop(Drop.ARP_QUEUE_FULL)
        if self._held >= HELD_PACKETS_MAX:
            self._counters.drop(Drop.ARP_QUEUE_FULL)
            return
        self._held += 1
        resolution.packets.append(packet)

    def receive(self, message: ArpMessage, now_ns: int) -> None:
        """Learn from a message and answer it if it asks for us (RFC 826, packet reception)."""
        sender_ip = message.sender_ip
        if message.sender_mac == 0 or ethernet.is_group(message.sender_mac):
            self._counters.drop(Drop.ARP_SENDER)
            return
        if sender_ip == self._address.ip and sender_ip != 0:
            self._counters.drop(Drop.ARP_CONFLICT)
            self._defend(now_ns)
            return
        # Sender 0.0.0.0 is a probe (RFC 5227, 2.1.1): answered, so that the prober gives way.
        is_probe = sender_ip == 0 and message.operation is Operation.REQUEST
        if not is_probe and not self._address.is_neighbour(sender_ip):
            self._counters.drop(Drop.ARP_SENDER)
            return
        is_request = (
            message.operation is Operation.REQUEST
            and message.target_ip == self._address.ip
            and self._address.ip != 0
        )
        is_learned = not is_probe and self._learn(message, is_request, now_ns)
        if is_request:
            self._reply(message)
        elif not is_learned:
            self._counters.drop(Drop.ARP_NOT_OURS)

    def take_silent(self) -> list[int]:
        """The neighbours that have not answered since this was last asked."""
        silent = self._silent
        self._silent = []
        return silent

    def next_deadline(self) -> int:
        """When `handle_timeout` has something to do, or NO_DEADLINE."""
        deadline = self._announcement_ns
        for resolution in self._pending.values():
            if deadline == NO_DEADLINE or resolution.deadline_ns < deadline:
                deadline = resolution.deadline_ns
        return deadline

    def handle_timeout(self, now_ns: int) -> None:
        """Announce again, ask again, give up: whatever is due."""
        if self._announcement_ns != NO_DEADLINE and now_ns >= self._announcement_ns:
            self._announcements_left -= 1
            self._announcement_ns = (
                now_ns + ANNOUNCEMENT_INTERVAL_NS if self._announcements_left > 0 else NO_DEADLINE
            )
            self._send_announcement()
        failed: list[int] = []
        for ip, resolution in self._pending.items():
            if now_ns < resolution.deadline_ns:
                continue
            if resolution.requests >= REQUESTS_MAX:
                failed.append(ip)
                continue
            resolution.requests += 1
            resolution.deadline_ns = now_ns + REQUEST_INTERVAL_NS
            self._request(ip, ethernet.BROADCAST)
        for ip in failed:
            self._give_up(ip)
        self._silent += failed

    def _give_up(self, ip: int) -> None:
        packets = self._pending.pop(ip).packets
        self._held -= len(packets)
        for _ in packets:
            self._counters.drop(Drop.ARP_UNRESOLVED)

    def _learn(self, message: ArpMessage, is_to_us: bool, now_ns: int) -> bool:
        """Store the sender if we track it, or if it wants to talk to us and there is room."""
        ip = message.sender_ip
        resolution = self._pending.get(ip)
        if resolution is None:
            if ip not in self._known and (not is_to_us or not self._has_room(now_ns)):
                return False
            self._know(ip, message.sender_mac, now_ns)
            return True
        del self._pending[ip]
        self._held -= len(resolution.packets)
        if not self._has_room(now_ns):
            self._forget_oldest()
        self._know(ip, message.sender_mac, now_ns)
        header = ethernet.emit_header(message.sender_mac, self._mac, ethernet.TYPE_IPV4)
        for packet in resolution.packets:
            self._queue.push(packet.behind(header))
        return True

    def _know(self, ip: int, mac: int, now_ns: int) -> None:
        """Enter or refresh at the end, so that the first entry is the first to expire."""
        if ip in self._known:
            del self._known[ip]
        self._known[ip] = Neighbour(mac, now_ns)

    def _has_room(self, now_ns: int) -> bool:
        """Whether a neighbour fits, forgetting the oldest one if it has expired."""
        if len(self._known) < NEIGHBOURS_MAX:
            return True
        for neighbour in self._known.values():
            if now_ns < neighbour.expires_ns:
                return False
            break
        self._forget_oldest()
        return True

    def _forget_oldest(self) -> None:
        for ip in self._known:
            del self._known[ip]
            break

    def _defend(self, now_ns: int) -> None:
        """Announce again when another station claims our address (RFC 5227, 2.4, case c)."""
        if now_ns - self._defended_ns >= DEFENCE_INTERVAL_NS:
            self._defended_ns = now_ns
            self._send_announcement()

    def _send_announcement(self) -> None:
        ip = self._address.ip
        self._send(ArpMessage(Operation.REQUEST, self._mac, ip, 0, ip), ethernet.BROADCAST)

    def _request(self, ip: int, target: int) -> None:
        message = ArpMessage(Operation.REQUEST, self._mac, self._address.ip, 0, ip)
        self._send(message, target)

    def _reply(self, request: ArpMessage) -> None:
        message = ArpMessage(
            Operation.REPLY,
            self._mac,
            self._address.ip,
            request.sender_mac,
            request.sender_ip,
        )
        self._send(message, request.sender_mac)

    def _send(self, message: ArpMessage, target: int) -> None:
        header = ethernet.emit_header(target, self._mac, ethernet.TYPE_ARP)
        self._queue.push(Frame(header + arp.emit(message)))
