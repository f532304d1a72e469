"""Puts IPv4 packets together from their fragments (RFC 791, 3.2; RFC 815 as a list of parts).

Headers and `now_ns` go in, whole packets come out. Memory is bounded by the limits below whatever
strangers send: the oldest unfinished packet gives way. Fragments that overlap condemn their packet,
as RFC 5722 asks for IPv6: honest stacks do not send them. One that came twice is no overlap.
"""

from __future__ import annotations

from typing import Final

from gloam.net.drop import Drop
from gloam.net.statistics import Counters
from gloam.net.wire import icmp, ipv4
from gloam.net.wire.ipv4 import Ipv4Header
from gloam.sched.fifo import Fifo

PACKETS_MAX: Final = 32
"""Unfinished at one time."""
PARTS_MAX: Final = 128
"""Of one packet: 65,535 bytes over links of 576."""
BYTES_MAX: Final = 512 << 10
"""In all unfinished packets."""
LIFETIME_NS: Final = 30_000_000_000
"""From a packet's first part to arrive. RFC 1122, 3.3.2 has 60 s; other stacks have 30."""
PAYLOAD_SIZE_MAX: Final = ipv4.PACKET_SIZE_MAX - ipv4.HEADER_SIZE

NO_DEADLINE: Final = -1


class Expired:
    """A packet whose other parts never came: its sender, and its beginning for the error."""

    def __init__(self, source: int, quote: bytes) -> None:
        self.source = source
        self.quote = quote


class _Unfinished:
    def __init__(self, source: int, deadline_ns: int) -> None:
        self.source = source
        self.deadline_ns = deadline_ns
        self.parts: list[tuple[int, bytes]] = []
        """Offset and data, in the order of their offsets."""
        self.received = 0
        """Bytes in `parts`."""
        self.size = -1
        """Of the whole payload; -1 before the last part has come."""
        self.is_condemned = False
        """Its parts overlap or contradict: what else comes of it is dropped as well."""
        self.quote = b""
        """The beginning of the packet, from its first fragment."""


class Reassembly:
    def __init__(self, counters: Counters) -> None:
        self._counters = counters
        # In the order of their deadlines, which are all equally far from their beginnings.
        self._packets: dict[tuple[int, int, int, int], _Unfinished] = {}
        self._bytes = 0
        self._expired: Fifo[Expired] = Fifo()

    def receive(self, data: bytes, start: int, header: Ipv4Header, now_ns: int) -> bytes | None:
        """Take the fragment at data[start:]; the whole packet if it was the last one missing.

        The packet has a header of 20 bytes, as if it had never been in parts.
        """
        payload = data[header.payload_start : header.payload_stop]
        stop = header.fragment_offset + len(payload)
        if not payload or (header.more_fragments and len(payload) % 8) or stop > PAYLOAD_SIZE_MAX:
            self._counters.drop(Drop.IPV4_FRAGMENT)
            return None
        key = (header.source, header.target, header.protocol, header.identification)
        packet = self._packets.get(key)
        if packet is None:
            while len(self._packets) >= PACKETS_MAX:
                self._evict_oldest()
            packet = _Unfinished(header.source, now_ns + LIFETIME_NS)
            self._packets[key] = packet
        if not self._add(packet, header, payload):
            return None
        if header.fragment_offset == 0:
            packet.quote = data[start : header.payload_start + min(len(payload), icmp.QUOTED_MIN)]
        if packet.received == packet.size:
            self._forget(key)
            whole = b"".join([part for _, part in packet.parts])
            first = ipv4.emit_header(
                header.source, header.target, header.protocol, packet.size, header.identification, 0
            )
            return first + whole
        while self._bytes > BYTES_MAX:
            self._evict_oldest()
        return None

    def poll_expired(self) -> Expired | None:
        """A packet that ran out of time with its first fragment there (RFC 792, code 1)."""
        return self._expired.pop() if len(self._expired) > 0 else None

    def next_deadline(self) -> int:
        for packet in self._packets.values():
            return packet.deadline_ns
        return NO_DEADLINE

    def handle_timeout(self, now_ns: int) -> None:
        """Forget what is too old."""
        expired = []
        for key, packet in self._packets.items():
            if now_ns < packet.deadline_ns:
                break
            expired.append(key)
        for key in expired:
            packet = self._forget(key)
            if not packet.is_condemned:
                self._counters.drop(Drop.IPV4_FRAGMENT_TIMEOUT)
                if packet.quote:
                    self._expired.push(Expired(packet.source, packet.quote))

    def _add(self, packet: _Unfinished, header: Ipv4Header, payload: bytes) -> bool:
        """Insert a part where it belongs; False if nothing was added."""
        if packet.is_condemned:
            self._counters.drop(Drop.IPV4_FRAGMENT_OVERLAP)
            return False
        start = header.fragment_offset
        stop = start + len(payload)
        parts = packet.parts
        index = len(parts)
        while index > 0 and parts[index - 1][0] >= start:
            index -= 1
        if index < len(parts) and parts[index][0] == start and parts[index][1] == payload:
            self._counters.drop(Drop.IPV4_FRAGMENT_REPEATED)
            return False
        size = packet.size if header.more_fragments else stop
        overlaps = (index > 0 and parts[index - 1][0] + len(parts[index - 1][1]) > start) or (
            index < len(parts) and parts[index][0] < stop
        )
        last_stop = parts[-1][0] + len(parts[-1][1]) if parts else 0
        contradicts = packet.size not in (-1, size) or (size != -1 and max(last_stop, stop) > size)
        if overlaps or contradicts or len(parts) == PARTS_MAX:
            self._condemn(packet)
            return False
        parts.insert(index, (start, payload))
        packet.size = size
        packet.received += len(payload)
        self._bytes += len(payload)
        return True

    def _condemn(self, packet: _Unfinished) -> None:
        """Drop its parts, and keep in mind until its deadline that it is not to be had."""
        self._counters.drop(Drop.IPV4_FRAGMENT_OVERLAP)
        self._bytes -= packet.received
        packet.parts = []
        packet.received = 0
        packet.quote = b""
        packet.is_condemned = True

    def _evict_oldest(self) -> None:
        for key in self._packets:
            self._forget(key)
            self._counters.drop(Drop.IPV4_FRAGMENT_FULL)
            break

    def _forget(self, key: tuple[int, int, int, int]) -> _Unfinished:
        packet = self._packets.pop(key)
        self._bytes -= packet.received
        return packet
