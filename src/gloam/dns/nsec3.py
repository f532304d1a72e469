"""Hashed denial of existence (RFC 5155): the chain of a zone, and which link covers a name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from gloam.dns import code, zone_image
from gloam.dns.name import label_count, parent
from gloam.dns.rrset import Placed
from gloam.dns.zone_image import DIGEST_SIZE, NSEC3_ROW_SIZE, Nodes
from gloam.net.wire.octets import u32_at

Sha1 = Callable[[bytes], bytes]

ITERATIONS_MAX: Final = 500
"""What a zone may ask of the server for each name that does not exist (RFC 9276, 3.2)."""


class Nsec3Chain:
    def __init__(self, nodes: Nodes, salt: bytes, iterations: int, sha1: Sha1) -> None:
        self._nodes = nodes
        self._salt = salt
        self._iterations = iterations
        self._sha1 = sha1
        self._start: Final = u32_at(nodes.image, zone_image.AT_NSEC3)
        self._count: Final = u32_at(nodes.image, zone_image.AT_NSEC3_COUNT)

    def hash(self, key: bytes) -> bytes:
        """Of a name (RFC 5155, 5)."""
        digest = self._sha1(key + self._salt)
        for _ in range(self._iterations):
            digest = self._sha1(digest + self._salt)
        return digest

    def matching(self, key: bytes) -> Placed | None:
        wanted = self.hash(key)
        index = self._index_after(wanted) - 1
        if index < 0 or self._digest(index) != wanted:
            return None
        return self._link(index)

    def covering(self, key: bytes) -> Placed | None:
        """The link in whose gap the name's hash is; the last one's gap goes round to the first."""
        if self._count == 0:
            return None
        index = self._index_after(self.hash(key)) - 1
        return self._link(index if index >= 0 else self._count - 1)

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

    def _index_after(self, wanted: bytes) -> int:
        """How many digests are not above `wanted`."""
        low = 0
        high = self._count
        while low < high:
            middle = (low + high) // 2
            if self._digest(middle) <= wanted:
                low = middle + 1
            else:
                high = middle
        return low

    def _digest(self, index: int) -> bytes:
        at = self._start + index * NSEC3_ROW_SIZE
        return self._nodes.image[at : at + DIGEST_SIZE]

    def _link(self, index: int) -> Placed:
        at = self._start + index * NSEC3_ROW_SIZE + DIGEST_SIZE
        node = self._nodes.at(u32_at(self._nodes.image, at))
        return Placed(node.name, node.rrsets[code.NSEC3])
