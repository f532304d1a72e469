"""Puts packets together from their fragments (RFC 791, 3.2; RFC 8200, 4.5).

A list of parts, where RFC 815 has a list of holes. Fragments and `now_ns` go in, whole payloads
come out, over either IP version. Memory is bounded by the limits below whatever strangers send: the
oldest unfinished packet gives way. Fragments that overlap condemn their packet (RFC 5722 for IPv6):
honest stacks do not send them. One that came twice is no overlap.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from gloam.net.drop import Drop
from gloam.net.statistics import Counters
from gloam.sched.fifo import Fifo

PACKETS_MAX: Final = 32
"""Unfinished at one time."""
PARTS_MAX: Final = 128
"""Of one packet: 65,535 bytes over links of 576."""
BYTES_MAX: Final = 512 << 10
"""In all unfinished packets."""

NO_DEADLINE: Final = -1


@dataclass(frozen=True, slots=True)
class Fragment:
    source: int
    target: int
    protocol: int
    """Of the whole payload, if this is its beginning."""
    label: int
    """What else tells packets of the two hosts apart: the identification, for one."""
    offset: int
    more: bool
    payload: bytes
    quote: bytes
    """The beginning of the fragment with its header, for an error about it."""


@dataclass(frozen=True, slots=True)
class Whole:
    protocol: int
    payload: bytes


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
        self.protocol = 0


class Reassembly:
    def __init__(self, counters: Counters, lifetime_ns: int, size_max: int) -> None:
        """`lifetime_ns` is from a packet's first part; `size_max` is of whole payloads."""
        self._counters = counters
        self._lifetime_ns = lifetime_ns
        self._size_max = size_max
        # In the order of their deadlines, which are all equally far from their beginnings.
        self._packets: dict[tuple[int, int, int], _Unfinished] = {}
        self._bytes = 0
        self._expired: Fifo[Expired] = Fifo()

    def receive(self, fragment: Fragment, now_ns: int) -> Whole | None:
        """Take a fragment; the whole payload if it was the last one missing."""
        payload = fragment.payload
        stop = fragment.offset + len(payload)
        if not payload or (fragment.more and len(payload) % 8) or stop > self._size_max:
            self._counters.drop(Drop.FRAGMENT)
            return None
        key = (fragment.source, fragment.target, fragment.label)
        packet = self._packets.get(key)
        if packet is None:
            while len(self._packets) >= PACKETS_MAX:
                self._evict_oldest()
            packet = _Unfinished(fragment.source, now_ns + self._lifetime_ns)
            self._packets[key] = packet
        if not self._add(packet, fragment):
            return None
        if fragment.offset == 0:
            packet.quote = fragment.quote
            packet.protocol = fragment.protocol
        if packet.received == packet.size:
            self._forget(key)
            return Whole(packet.protocol, b"".join([part for _, part in packet.parts]))
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
                self._counters.drop(Drop.FRAGMENT_TIMEOUT)
                if packet.quote:
                    self._expired.push(Expired(packet.source, packet.quote))

    def _add(self, packet: _Unfinished, fragment: Fragment) -> bool:
        """Insert a part where it belongs; False if nothing was added."""
        if packet.is_condemned:
            self._counters.drop(Drop.FRAGMENT_OVERLAP)
            return False
        payload = fragment.payload
        start = fragment.offset
        stop = start + len(payload)
        parts = packet.parts
        index = len(parts)
        while index > 0 and parts[index - 1][0] >= start:
            index -= 1
        if index < len(parts) and parts[index][0] == start and parts[index][1] == payload:
            self._counters.drop(Drop.FRAGMENT_REPEATED)
            return False
        size = packet.size if fragment.more else stop
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
        self._counters.drop(Drop.FRAGMENT_OVERLAP)
        self._bytes -= packet.received
        packet.parts = []
        packet.received = 0
        packet.quote = b""
        packet.is_condemned = True

    def _evict_oldest(self) -> None:
        for key in self._packets:
            self._forget(key)
            self._counters.drop(Drop.FRAGMENT_FULL)
            break

    def _forget(self, key: tuple[int, int, int]) -> _Unfinished:
        packet = self._packets.pop(key)
        self._bytes -= packet.received
        return packet
