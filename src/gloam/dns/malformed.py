"""Why a message was refused: returned by `parse`, never raised. The value names a counter."""

from __future__ import annotations

from enum import Enum


class Malformed(Enum):
    HEADER = "header truncated"
    """Fewer than 12 octets."""
    NAME_TRUNCATED = "name truncated"
    NAME_LABEL = "name label"
    """A length octet of 64 to 191 (RFC 1035, 4.1.4: reserved)."""
    NAME_POINTER = "name pointer"
    """A compression pointer that does not point backwards."""
    NAME_SIZE = "name size"
    """More than 255 octets."""
    QUESTION = "question truncated"
    RECORD = "record truncated"
    DATA = "record data"
    """Data that does not have the form of its type."""
    EDNS = "edns"
    """Two OPT records, one with an owner, outside of the additional section, or with broken options
    (RFC 6891, 6.1)."""
    TRAILING = "trailing octets"
