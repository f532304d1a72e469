"""The IPv4 groups that we listen to, and who is told of it (RFC 3376, 5 to 7).

No device and no clock. Where a router speaks an older version, so do we, for as long as it is heard
of.
"""

from __future__ import annotations

from typing import Final

from gloam.device.net import Frame
from gloam.net.drop import Drop
from gloam.net.randomness import Randomness
from gloam.net.statistics import Counters
from gloam.net.transmit import TransmitQueue
from gloam.net.wire import ethernet, igmp, ipv4
from gloam.net.wire.malformed import Malformed

GROUPS_MAX: Final = 64
ROBUSTNESS: Final = 2
"""Every change is reported that often (8.1)."""
REPEAT_MS: Final = 1_000
"""At most, at random (8.11)."""
OLD_ROUTER_NS: Final = 260_000_000_000
"""So long an older version is spoken after its last query (8.12)."""
TIME_TO_LIVE: Final = 1

NO_DEADLINE: Final = -1
_MILLISECOND_NS: Final = 1_000_000


class GroupEngine:
    def __init__(
        self, mac: int, queue: TransmitQueue, counters: Counters, randomness: Randomness
    ) -> None:
        self._mac = mac
        self._queue = queue
        self._counters = counters
        self._randomness = randomness
        self._ip = 0
        # The reports that are still owed, by group.
        self._groups: dict[int, int] = {}
        self._repeat_ns = NO_DEADLINE
        self._answer_ns = NO_DEADLINE
        # What the answer is about: a group, or 0 for all.
        self._asked = 0
        # Groups that others have answered for already.
        self._answered: list[int] = []
        self._version = 3
        self._version_ns = 0

    def configure(self, ip: int, now_ns: int) -> None:
        """Report from this address; all groups anew, because the link may be another one."""
        self._ip = ip
        for group in self._groups:
            self._groups[group] = ROBUSTNESS
        if self._groups:
            self._report_changes(now_ns)

    def has(self, group: int) -> bool:
        return group == igmp.ALL_HOSTS or group in self._groups

    def join(self, group: int, now_ns: int) -> bool:
        """Listen to a group, and say so; False if there are too many."""
        if self.has(group):
            return True
        if len(self._groups) >= GROUPS_MAX:
            return False
        self._groups[group] = ROBUSTNESS
        self._report_changes(now_ns)
        return True

    def leave(self, group: int, now_ns: int) -> None:
        """Listen no more."""
        if self._groups.pop(group, None) is None:
            return
        version = self._version_now(now_ns)
        if version == 3:
            self._send(igmp.REPORTS, igmp.emit_report(igmp.RECORD_LEAVE, [group]))
        elif version == 2:
            self._send(igmp.ALL_ROUTERS, igmp.emit(igmp.TYPE_LEAVE_2, group))

    def receive(self, data: bytes, start: int, stop: int, now_ns: int) -> None:
        """Take a message; a router that asks is answered after a random time, once for all."""
        message = igmp.parse(data, start, stop)
        if isinstance(message, Malformed):
            self._counters.malformed(message)
            return
        if message.kind in (igmp.TYPE_REPORT_1, igmp.TYPE_REPORT_2):
            # One answer is enough for an old router (RFC 2236, 3).
            if self._answer_ns != NO_DEADLINE and message.group in self._groups:
                self._answered.append(message.group)
            return
        if message.kind != igmp.TYPE_QUERY:
            self._counters.drop(Drop.IPV4_PROTOCOL)
            return
        if message.version < 3:
            if message.version <= self._version_now(now_ns):
                self._version = message.version
                self._version_ns = now_ns + OLD_ROUTER_NS
        if message.group != 0 and message.group not in self._groups:
            return
        delay_ms = self._randomness.below(max(message.delay_ms, 1))
        deadline_ns = now_ns + delay_ms * _MILLISECOND_NS
        if self._answer_ns != NO_DEADLINE:
            self._asked = self._asked if self._asked == message.group else 0
            self._answer_ns = min(self._answer_ns, deadline_ns)
        else:
            self._asked = message.group
            self._answer_ns = deadline_ns
            self._answered = []

    def next_deadline(self) -> int:
        if self._repeat_ns == NO_DEADLINE:
            return self._answer_ns
        if self._answer_ns == NO_DEADLINE:
            return self._repeat_ns
        return min(self._repeat_ns, self._answer_ns)

    def handle_timeout(self, now_ns: int) -> None:
        if self._repeat_ns != NO_DEADLINE and now_ns >= self._repeat_ns:
            self._report_changes(now_ns)
        if self._answer_ns != NO_DEADLINE and now_ns >= self._answer_ns:
            self._answer_ns = NO_DEADLINE
            groups = [group for group in self._groups if self._asked in (0, group)]
            self._report(igmp.RECORD_IS, groups, now_ns)
            self._answered = []

    def _version_now(self, now_ns: int) -> int:
        if self._version < 3 and now_ns >= self._version_ns:
            self._version = 3
        return self._version

    def _report_changes(self, now_ns: int) -> None:
        """Tell of the groups that are new, again until each was told often enough."""
        changed: list[int] = []
        is_left = False
        for group, left in self._groups.items():
            if left > 0:
                changed.append(group)
                is_left |= left > 1
        for group in changed:
            self._groups[group] -= 1
        self._report(igmp.RECORD_JOIN, changed, now_ns)
        self._repeat_ns = NO_DEADLINE
        if is_left:
            delay_ms = 1 + self._randomness.below(REPEAT_MS)
            self._repeat_ns = now_ns + delay_ms * _MILLISECOND_NS

    def _report(self, record: int, groups: list[int], now_ns: int) -> None:
        if not groups:
            return
        version = self._version_now(now_ns)
        if version == 3:
            self._send(igmp.REPORTS, igmp.emit_report(record, groups))
            return
        kind = igmp.TYPE_REPORT_1 if version == 1 else igmp.TYPE_REPORT_2
        for group in groups:
            if group not in self._answered or record != igmp.RECORD_IS:
                self._send(group, igmp.emit(kind, group))

    def _send(self, target: int, message: bytes) -> None:
        """With the router alert option (RFC 2113). Without an address there is nothing to say."""
        if self._ip == 0:
            return
        header = ipv4.emit_alert_header(self._ip, target, igmp.PROTOCOL, len(message), TIME_TO_LIVE)
        mac = igmp.multicast_mac(target)
        frame = ethernet.emit_header(mac, self._mac, ethernet.TYPE_IPV4) + header + message
        self._queue.push(Frame(frame))
