"""Hashed denial of existence (RFC 5155): the chain of a zone, and which link covers a name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from gloam.dns.name import index_after, label_count, parent
from gloam.dns.rrset import Placed

Sha1 = Callable[[bytes], bytes]

ITERATIONS_MAX: Final = 500
"""What a zone may ask of the server for each name that does not exist (RFC 9276, 3.2)."""


class Nsec3Chain:
    def __init__(self, salt: bytes, iterations: int, sha1: Sha1) -> None:
        self._salt = salt
        self._iterations = iterations
        self._sha1 = sha1
        self._links: dict[bytes, Placed] = {}
        self._order: list[bytes] = []

    def add(self, digest: bytes, link: Placed) -> None:
        """`digest` is what the first label of the record's owner writes."""
        self._links[digest] = link

    def finish(self) -> None:
        self._order = sorted(self._links)

    def hash(self, key: bytes) -> bytes:
        """Of a name (RFC 5155, 5)."""
        digest = self._sha1(key + self._salt)
        for _ in range(self._iterations):
            digest = self._sha1(digest + self._salt)
        return digest

    def matching(self, key: bytes) -> Placed | None:
        return self._links.get(self.hash(key))

    def covering(self, key: bytes) -> Placed | None:
        """The link in whose gap the name's hash is; the last one's gap goes round to the first."""
        if not self._order:
            return None
        wanted = self.hash(key)
        return self._links[self._order[index_after(self._order, wanted) - 1]]

    def encloser_proof(self, key: bytes, encloser_key: bytes) -> list[Placed | None]:
        """That `key` does not exist and what does above it (RFC 5155, 7.2.1).

        With opt-out, the closest ancestor that exists may have no link: then it is the closest
        one that has.
        """
        next_closer = key
        while label_count(next_closer) > label_count(encloser_key) + 1:
            next_closer = parent(next_closer)
        found = self.matching(encloser_key)
        while found is None and encloser_key != b"\0":
            next_closer = encloser_key
            encloser_key = parent(encloser_key)
            found = self.matching(encloser_key)
        return [found, self.covering(next_closer)]
