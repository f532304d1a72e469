"""Sets of records in the form in which answers copy them."""

from __future__ import annotations

from gloam.dns import code
from gloam.dns.layout import COMPRESSED


class Host:
    """A host that a record names and that the zone has addresses of."""

    __slots__ = ("name", "node")

    def __init__(self, name: bytes, node: int) -> None:
        self.name = name
        self.node = node
        """Where in the zone's image."""


class RRset:
    """The records of one owner and type."""

    __slots__ = (
        "bodies",
        "data",
        "head",
        "hosts",
        "record_class",
        "record_type",
        "signature_data",
        "signatures",
        "ttl",
    )

    def __init__(self, record_type: int, ttl: int, record_class: int = code.CLASS_IN) -> None:
        self.record_type = record_type
        self.record_class = record_class
        self.ttl = ttl
        self.data: list[bytes] = []
        self.signature_data: list[bytes] = []
        """Of the RRSIG records that cover this set."""
        self.head = b""
        """Type, class and TTL on the wire."""
        self.bodies: list[bytes] = []
        """What follows the owner on the wire, ready to be copied; none if the data holds names that
        are compressed."""
        self.signatures: list[bytes] = []
        """As `bodies`: the RRSIG records. They have the TTL of what they cover (RFC 4034, 3)."""
        self.hosts: list[Host] = []
        """Whose addresses go into the additional section (RFC 1034, 4.3.2 step 6)."""

    def prepare(self) -> None:
        """Make `head`, `bodies` and `signatures` from what is there."""
        self.head = self._head(self.record_type)
        if self.record_type not in COMPRESSED:
            self.bodies = _bodies(self.head, self.data)
        if self.signature_data:
            self.signatures = _bodies(self._head(code.RRSIG), self.signature_data)

    def _head(self, record_type: int) -> bytes:
        fixed = (record_type << 16 | self.record_class).to_bytes(4, "big")
        return fixed + self.ttl.to_bytes(4, "big")


def _bodies(head: bytes, data: list[bytes]) -> list[bytes]:
    return [head + len(one).to_bytes(2, "big") + one for one in data]


class Placed:
    """A set of records under an owner: its own, or the name that a wildcard stands for."""

    __slots__ = ("owner", "rrset")

    def __init__(self, owner: bytes, rrset: RRset) -> None:
        self.owner = owner
        self.rrset = rrset
