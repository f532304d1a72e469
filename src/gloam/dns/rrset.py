"""Sets of records in the form in which answers copy them."""

from __future__ import annotations

from gloam.dns import code
from gloam.dns.layout import COMPRESSED


class RRset:
    """The records of one owner and type. Immutable once its zone is built."""

    __slots__ = (
        "additional",
        "additional6",
        "bodies",
        "data",
        "head",
        "record_type",
        "signatures",
        "ttl",
    )

    def __init__(self, record_type: int, ttl: int) -> None:
        self.record_type = record_type
        self.ttl = ttl
        self.data: list[bytes] = []
        self.head = b""
        """Type, class and TTL on the wire."""
        self.bodies: list[bytes] = []
        """What follows the owner on the wire, ready to be copied; none if the data holds names that
        are compressed."""
        self.signatures: list[bytes] = []
        """As `bodies`: the RRSIG records that cover this set."""
        self.additional: list[Placed] = []
        """Address records of the hosts that the data names (RFC 1034, 4.3.2 step 6): IPv4."""
        self.additional6: list[Placed] = []

    def has_additional(self) -> bool:
        return bool(self.additional or self.additional6)

    def prepare(self) -> None:
        """Make `head` and `bodies` from what is there."""
        fixed = (self.record_type << 16 | code.CLASS_IN).to_bytes(4, "big")
        self.head = fixed + self.ttl.to_bytes(4, "big")
        if self.record_type not in COMPRESSED:
            self.bodies = [self.head + len(data).to_bytes(2, "big") + data for data in self.data]


class Placed:
    """A set of records under an owner: its own, or the name that a wildcard stands for."""

    __slots__ = ("owner", "rrset")

    def __init__(self, owner: bytes, rrset: RRset) -> None:
        self.owner = owner
        self.rrset = rrset
