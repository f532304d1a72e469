"""Whole answers that were given lately, found by what was asked, octet for octet.

The key is a query without its identifier: flags, the name in the case in which it was asked for,
EDNS. So a hit needs no parsing, and repeats the name as it came. Who fills the cache sees to it
that an answer depends on nothing else but the zones; when one of them changes, all is forgotten.
"""

from __future__ import annotations

from typing import Final

from gloam.dns.response import Outcome

ID_SIZE: Final = 2
ENTRY_SIZE: Final = 320
"""What an entry takes besides the octets of query and response, about."""


class AnswerCache:
    """Two generations of at most half of `size_max` octets: the older one is dropped whole, what is
    asked for again in the meantime is kept."""

    def __init__(self, size_max: int) -> None:
        self._size_max = size_max // 2
        self._size = 0
        self._version = 0
        self._young: dict[bytes, Outcome] = {}
        self._old: dict[bytes, Outcome] = {}

    def get(self, query: bytes, version: int) -> Outcome | None:
        """What zones of `version` answered to such a query, under the identifier of this one."""
        if version != self._version:
            self._version = version
            self._size = 0
            self._young = {}
            self._old = {}
            return None
        asked = query[ID_SIZE:]
        found = self._young.get(asked)
        if found is None:
            found = self._old.get(asked)
            if found is None:
                return None
            self._enter(asked, found)
        return Outcome(query[:ID_SIZE] + found.response, found.question, found.rcode, found.source)

    def put(self, query: bytes, outcome: Outcome) -> None:
        """Keep an answer of zones of the version that was asked for last."""
        rest = outcome.response[ID_SIZE:]
        kept = Outcome(rest, outcome.question, outcome.rcode, outcome.source)
        self._enter(query[ID_SIZE:], kept)

    def _enter(self, asked: bytes, outcome: Outcome) -> None:
        size = ENTRY_SIZE + len(asked) + len(outcome.response)
        if size > self._size_max:
            return
        if self._size + size > self._size_max:
            self._old = self._young
            self._young = {}
            self._size = 0
        self._size += size
        self._young[asked] = outcome
