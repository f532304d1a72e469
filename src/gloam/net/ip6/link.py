"""Puts IPv6 packets of our own making into frames."""

from __future__ import annotations

from gloam.device.net import Frame
from gloam.net.transmit import TransmitQueue
from gloam.net.wire import ethernet, icmp6, ipv6, mld, ndp


class Link:
    def __init__(self, mac: int, queue: TransmitQueue) -> None:
        self.mac = mac
        """Ours."""
        self._queue = queue
        self.hop_limit = ipv6.HOP_LIMIT
        """Of ordinary packets: routers may say another one (RFC 4861, 4.2)."""

    def push(self, mac: int, packet: Frame) -> None:
        """A packet in a frame to `mac`."""
        header = ethernet.emit_header(mac, self.mac, ethernet.TYPE_IPV6)
        self._queue.push(packet.behind(header))

    def send_discovery(self, source: int, target: int, mac: int, kind: int, body: bytes) -> None:
        """A message of neighbour discovery in a frame to `mac`."""
        self.push(mac, discovery_packet(source, target, kind, body))

    def send_report(self, source: int, target: int, kind: int, body: bytes) -> None:
        """A multicast listener's message: behind a router alert, and for this link only."""
        message = icmp6.emit(kind, 0, body, source, target)
        size = len(mld.ROUTER_ALERT) + len(message)
        header = ipv6.emit_header(source, target, ipv6.PROTOCOL_HOP_BY_HOP, size, mld.HOP_LIMIT)
        packet = Frame(header + mld.ROUTER_ALERT + message)
        self.push(ipv6.multicast_mac(target), packet)


def discovery_packet(source: int, target: int, kind: int, body: bytes) -> Frame:
    """A message of neighbour discovery: hop limit 255 shows that no router passed it on."""
    message = icmp6.emit(kind, 0, body, source, target)
    header = ipv6.emit_header(source, target, ipv6.PROTOCOL_ICMP, len(message), ndp.HOP_LIMIT)
    return Frame(header + message)
