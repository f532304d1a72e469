"""What two answers to one question have in common, and the reasons for which they may differ.

Meaning is the response code, the flags, and the set of records of each section. We differ on
purpose from both servers:

- ANY gets one set of records (RFC 8482, 4.1), which must be one of those that the other has there.
- A truncated response is compared in its header only: what is in it the client shall not use.

From NSD:

- Additional records: NSD ends at the first set that does not fit, we go on with the smaller ones.
- A name that a DNAME led to and that does not exist is denied by two NSEC records, as any other
  (RFC 4035, 3.1.3.2); NSD leaves out the one about the name itself.
- NSEC3, a question about a wildcard's own name and a type that it does not have: RFC 5155, 7.2.3
  wants the record of the name; NSD adds the one of its parent, which may not fit.

From Knot:

- The name servers of the zone stand in the authority section of our answers (RFC 1034, 4.3.2, step
  3a leaves it open); Knot leaves them out, and their addresses with them.
- Knot gives one signature to a question for RRSIG, as RFC 8482 allows for ANY.
- Knot does not follow an alias for NSEC and RRSIG, which may stand beside it.
- Additional records that do not all fit are chosen in another order; a set may lose its signatures
  (RFC 4035, 3.1.1).
- Knot compresses names less, so that a response near the limit is truncated; one that is has the
  response code of as far as Knot came, and one without its SOA is not marked.
- Knot adds addresses from below a delegation to answers of the zone itself.
- A DNAME that leads to names below itself is followed by Knot as long as names fit.
"""

from dataclasses import dataclass, replace

from gloam.dns import code, message
from gloam.dns.layout import WITH_NAMES
from gloam.dns.message import Message, Record
from gloam.dns.name import ROOT, is_wildcard, name_text, parent
from tools.name_servers import KNOT, NameServer

COMPRESSION_MAX = 40
"""Octets that a name in another server's response may take more than in ours."""

Key = tuple[bytes, int, int, int, bytes]
Keys = set[Key]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What differs, or nothing; and the reason, if it is one of the list above."""

    what: str = ""
    reason: str = ""


SAME = Verdict()


def meaning(record: Record) -> Key:
    data = record.data.lower() if record.record_type in WITH_NAMES else record.data
    return record.name.lower(), record.record_type, record.record_class, record.ttl, data


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known besides two responses: the octets that the client takes, and the delegations of
    the zone, in small letters."""

    size_max: int
    cuts: frozenset[bytes]


def difference(ours: Message, theirs: Message, facts: Facts, server: NameServer) -> Verdict:
    if server is KNOT:
        verdict = _from_knot(ours, theirs, facts.size_max)
        if verdict is not None:
            return verdict
    elif theirs.is_truncated and not ours.is_truncated and _is_wildcard_denial(ours):
        return Verdict(reason="denial of a wildcard's type")
    header = _header_difference(ours, theirs)
    if header:
        return Verdict(header)
    if ours.is_truncated:
        return SAME
    if ours.questions and ours.questions[0].record_type == code.ANY:
        return _about_any(ours, theirs)
    reasons = list[str]()
    for section in ("answers", "authorities", "additionals"):
        our_set = set(map(meaning, getattr(ours, section)))
        their_set = set(map(meaning, getattr(theirs, section)))
        if len(getattr(ours, section)) != len(our_set):
            return Verdict(f"{section}: a record is there twice")
        if our_set == their_set:
            continue
        if server is KNOT:
            reason = _knot_reason(section, ours, theirs, facts)
        else:
            reason = _nsd_reason(section, ours, our_set, their_set)
        if not reason:
            what = f"{_shown(our_set - their_set)} for {_shown(their_set - our_set)}"
            return Verdict(f"{section}: {what}")
        reasons.append(reason)
    return Verdict(reason=reasons[0]) if reasons else SAME


def _header_difference(ours: Message, theirs: Message) -> str:
    if ours.rcode != theirs.rcode:
        return f"{code.rcode_text(ours.rcode)} for {code.rcode_text(theirs.rcode)}"
    if ours.flags != theirs.flags:
        return f"flags {ours.flags:04x} for {theirs.flags:04x}"
    if (ours.edns is None) != (theirs.edns is None):
        return "EDNS"
    if ours.edns and theirs.edns and ours.edns.is_dnssec_ok != theirs.edns.is_dnssec_ok:
        return "DO"
    return ""


def _about_any(ours: Message, theirs: Message) -> Verdict:
    our_set, their_set = set(map(meaning, ours.answers)), set(map(meaning, theirs.answers))
    if our_set == their_set:
        return SAME
    if our_set < their_set and any(_leads_below_itself(record) for record in ours.answers):
        return Verdict(reason="a DNAME to below itself")
    kinds = {(key[0], key[1]) for key in our_set if key[1] != code.RRSIG}
    is_one = len(kinds) == 1 and bool(their_set)
    return Verdict(reason="one set for ANY") if is_one else Verdict("ANY")


# ---------------------------------------------------------------------------------------- NSD


def _is_wildcard_denial(message: Message) -> bool:
    """About a wildcard's own name, with NSEC3."""
    is_hashed = any(record.record_type == code.NSEC3 for record in message.authorities)
    return is_hashed and not message.answers and is_wildcard(message.questions[0].name)


def _nsd_reason(section: str, ours: Message, our_set: Keys, their_set: Keys) -> str:
    if section == "additionals" and their_set < our_set:
        return "additional records that still fit"
    if section == "authorities":
        if any(record.record_type == code.DNAME for record in ours.answers):
            extra = {key[1] for key in our_set - their_set}
            if their_set < our_set and extra == {code.NSEC, code.RRSIG}:
                return "denial of a name behind a DNAME"
        if our_set < their_set and _is_wildcard_denial(ours):
            return "denial of a wildcard's type"
    return ""


# --------------------------------------------------------------------------------------- Knot


def _from_knot(ours: Message, theirs: Message, size_max: int) -> Verdict | None:
    """What concerns the whole response, not a section of it; None if nothing does."""
    asked = ours.questions[0].record_type
    if asked in (code.NSEC, code.RRSIG):
        if any(record.record_type == code.CNAME for record in ours.answers):
            return Verdict(reason="NSEC or RRSIG beside an alias")
    if asked == code.RRSIG and theirs.answers and theirs.rcode == ours.rcode:
        if ours.is_truncated or set(map(meaning, theirs.answers)) < set(map(meaning, ours.answers)):
            return Verdict(reason="one signature for RRSIG")
    if theirs.is_truncated and not ours.is_truncated:
        if len(message.emit(ours)) > size_max - COMPRESSION_MAX:
            return Verdict(reason="a response near the limit")
    if ours.is_truncated and theirs.is_truncated and ours.flags == theirs.flags:
        if ours.rcode != theirs.rcode:
            return Verdict(reason="the response code of a part")
    if ours.is_truncated and not theirs.is_truncated and not theirs.authorities:
        if set(map(meaning, ours.answers)) == set(map(meaning, theirs.answers)):
            return Verdict(reason="an SOA that does not fit")
    return None


def _signed_type(key: Key) -> int:
    """Of an RRSIG; 0 of others."""
    return int.from_bytes(key[4][:2], "big") if key[1] == code.RRSIG else 0


def _leads_below_itself(record: Record) -> bool:
    return record.record_type == code.DNAME and is_below(record.data, frozenset({record.name}))


def is_below(name: bytes, owners: frozenset[bytes]) -> bool:
    """Whether it is one of these, or inside of one."""
    key = name.lower()
    while key not in owners:
        if key == ROOT:
            return False
        key = parent(key)
    return True


def _knot_reason(section: str, ours: Message, theirs: Message, facts: Facts) -> str:
    our_set = set(map(meaning, getattr(ours, section)))
    their_set = set(map(meaning, getattr(theirs, section)))
    if section == "authorities":
        servers = {key for key in our_set if code.NS in (key[1], _signed_type(key))}
        is_known = bool(ours.answers) and our_set - servers == their_set
        return "name servers of the zone" if is_known else ""
    if section == "answers":
        is_loop = any(_leads_below_itself(record) for record in ours.answers)
        return "a DNAME to below itself" if is_loop and our_set < their_set else ""
    missing = [record for record in theirs.additionals if meaning(record) not in our_set]
    if all(is_below(record.name, facts.cuts) for record in missing):
        kinds = {record.record_type for record in theirs.authorities}
        is_answer = bool(ours.answers) and code.NS not in kinds
        if is_answer and any(record.record_type == code.NS for record in ours.authorities):
            return "name servers of the zone"
        if is_answer and missing and our_set < their_set:
            return "addresses from below a delegation"
    whole = replace(ours, additionals=[*ours.additionals, *missing])
    if len(message.emit(whole)) > facts.size_max - COMPRESSION_MAX:
        return "additional records that do not fit"
    return ""


def _shown(keys: Keys) -> str:
    texts = [f"{name_text(key[0])} {code.type_text(key[1])} {key[3]}" for key in sorted(keys)]
    return ", ".join(texts) or "nothing"
