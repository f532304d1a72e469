"""Questions about the server itself, in class CH: its version and its name (RFC 4892)."""

from __future__ import annotations

from typing import Final

from gloam.dns import code
from gloam.dns.message import Question
from gloam.dns.name import parse_name
from gloam.dns.policy import Policy
from gloam.dns.rrset import Placed, RRset

_VERSION: Final = (parse_name("version.bind."), parse_name("version.server."))
_NAME: Final = (parse_name("hostname.bind."), parse_name("id.server."))
_STRING_MAX: Final = 255


def identity(policy: Policy, question: Question) -> Placed | None:
    """The TXT record that answers; None if there is none, or if it is not to be said."""
    if question.record_type not in (code.TXT, code.ANY):
        return None
    key = question.name.lower()
    text = b""
    if key in _VERSION:
        text = policy.version.encode()
    elif key in _NAME:
        text = policy.nsid
    if not text:
        return None
    text = text[:_STRING_MAX]
    rrset = RRset(code.TXT, 0, code.CLASS_CH)
    rrset.fill([bytes([len(text)]) + text])
    return Placed(question.name, rrset)
