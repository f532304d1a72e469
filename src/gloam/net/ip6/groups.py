"""The multicast groups that we listen to, and who is told of it (RFC 3810, 6).

Every address of ours has a group, at which neighbours ask for it. Switches may need to know. The
group of all nodes is never reported.
"""

from __future__ import annotations

from typing import Final

from gloam.net.ip6.address_book import AddressBook
from gloam.net.ip6.link import Link
from gloam.net.randomness import Randomness
from gloam.net.wire import ipv6, mld
from gloam.net.wire.mld import Query

GROUPS_MAX: Final = 64
ROBUSTNESS: Final = 2
"""Every change is reported that often (9.1)."""
REPEAT_MS: Final = 1_000
"""At most, at random (9.11)."""

NO_DEADLINE: Final = -1
_MILLISECOND_NS: Final = 1_000_000


class _Group:
    def __init__(self) -> None:
        self.users = 1
        self.reports_left = ROBUSTNESS


class Groups:
    def __init__(self, book: AddressBook, link: Link, randomness: Randomness) -> None:
        self._book = book
        self._link = link
        self._randomness = randomness
        self._groups: dict[int, _Group] = {}
        self._repeat_ns = NO_DEADLINE
        self._answer_ns = NO_DEADLINE
        # What the answer is about: a group, or 0 for all.
        self._asked = 0
        self._is_asked_old = False

    def has(self, group: int) -> bool:
        return group == ipv6.ALL_NODES or group in self._groups

    def join(self, group: int, now_ns: int) -> bool:
        """Listen to a group, and say so; False if there are too many."""
        known = self._groups.get(group)
        if known is not None:
            known.users += 1
            return True
        if len(self._groups) >= GROUPS_MAX:
            return False
        self._groups[group] = _Group()
        self._report_changes(now_ns)
        return True

    def leave(self, group: int) -> None:
        """Listen no more, if nobody else here does."""
        known = self._groups.get(group)
        if known is None:
            return
        known.users -= 1
        if known.users == 0:
            del self._groups[group]
            self._report(mld.RECORD_LEAVE, [group])

    def receive(self, query: Query, now_ns: int) -> None:
        """A router asks who listens: answer after a random time, once for all that it asks."""
        if query.group != 0 and query.group not in self._groups:
            return
        delay_ms = self._randomness.below(max(query.delay_ms, 1))
        deadline_ns = now_ns + delay_ms * _MILLISECOND_NS
        if self._answer_ns != NO_DEADLINE:
            self._asked = self._asked if self._asked == query.group else 0
            self._answer_ns = min(self._answer_ns, deadline_ns)
        else:
            self._asked = query.group
            self._answer_ns = deadline_ns
        self._is_asked_old = query.is_old

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
            self._answer()

    def _answer(self) -> None:
        groups = [group for group in self._groups if self._asked in (0, group)]
        if not self._is_asked_old:
            self._report(mld.RECORD_IS, groups)
            return
        for group in groups:
            body = mld.emit_old_report(group)
            self._link.send_report(self._book.link_local(), group, mld.TYPE_REPORT_V1, body)

    def _report_changes(self, now_ns: int) -> None:
        """Tell of the groups that are new, again until each was told often enough."""
        changed: list[int] = []
        is_left = False
        for group, known in self._groups.items():
            if known.reports_left > 0:
                known.reports_left -= 1
                changed.append(group)
                is_left |= known.reports_left > 0
        self._report(mld.RECORD_JOIN, changed)
        self._repeat_ns = NO_DEADLINE
        if is_left:
            delay_ms = 1 + self._randomness.below(REPEAT_MS)
            self._repeat_ns = now_ns + delay_ms * _MILLISECOND_NS

    def _report(self, record: int, groups: list[int]) -> None:
        """From our link-local address, or the unspecified one while there is none (5.2.13)."""
        if groups:
            body = mld.emit_report(record, groups)
            self._link.send_report(self._book.link_local(), mld.ROUTERS, mld.TYPE_REPORT, body)
