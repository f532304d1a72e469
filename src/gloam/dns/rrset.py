"""Sets of records in the form in which answers copy them."""

from __future__ import annotations

from typing import Final

from gloam.dns import code
from gloam.dns.layout import COMPRESSED

HEAD_SIZE: Final = 8
BODY_FIXED_SIZE: Final = HEAD_SIZE + 2
"""Of a body besides its data."""


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
        "count",
        "data",
        "head",
        "hosts",
        "record_class",
        "record_type",
        "signatures",
        "ttl",
    )

    def __init__(self, record_type: int, ttl: int, record_class: int = code.CLASS_IN) -> None:
        self.record_type = record_type
        self.record_class = record_class
        self.ttl = ttl
        self.count = 0
        """Of the records, without signatures."""
        self.data: list[bytes] = []
        """Of the records, if it holds names that are compressed; otherwise there are `bodies`."""
        self.head = b""
        """Type, class and TTL on the wire."""
        self.bodies: list[bytes] = []
        """What follows the owner on the wire, ready to be copied."""
        self.signatures: list[bytes] = []
        """As `bodies`: the RRSIG records that cover this set. They have its TTL (RFC 4034, 3)."""
        self.hosts: list[Host] = []
        """Whose addresses go into the additional section (RFC 1034, 4.3.2 step 6)."""

    def fill(self, data: list[bytes]) -> None:
        """Have records of this data."""
        self.count = len(data)
        self.head = record_head(self.record_type, self.record_class, self.ttl)
        if self.record_type in COMPRESSED:
            self.data = data
        else:
            self.bodies = [record_body(self.head, one) for one in data]

    def all_data(self) -> list[bytes]:
        """Of all records, in their order."""
        return self.data if self.data else [body[BODY_FIXED_SIZE:] for body in self.bodies]


def record_head(record_type: int, record_class: int, ttl: int) -> bytes:
    return (record_type << 16 | record_class).to_bytes(4, "big") + ttl.to_bytes(4, "big")


def record_body(head: bytes, data: bytes) -> bytes:
    return head + len(data).to_bytes(2, "big") + data


class Placed:
    """A set of records under an owner: its own, or the name that a wildcard stands for."""

    __slots__ = ("owner", "rrset")

    def __init__(self, owner: bytes, rrset: RRset) -> None:
        self.owner = owner
        self.rrset = rrset
