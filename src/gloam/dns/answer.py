"""What a zone answers to a question: the algorithm of RFC 1034, 4.3.2, on linked data.

Wildcards as in RFC 4592, DNAME as in RFC 6672, the codes of chains as in RFC 6604, proofs for
clients that ask for DNSSEC as in RFC 4035, 3.1 and RFC 5155, 7.2. No message, no limits of size.
"""

from __future__ import annotations

from typing import Final

from gloam.dns import code
from gloam.dns.name import NAME_SIZE_MAX, is_within, parent
from gloam.dns.rrset import Host, Placed, RRset
from gloam.dns.zone import Zone
from gloam.dns.zone_image import Node

CHAIN_MAX: Final = 16
"""Aliases followed for one question."""

_ADDRESSES: Final = frozenset([code.A, code.AAAA])

_BARE: Final = frozenset([code.DS, code.DNSKEY])
"""Large answers, which validators ask for that know the servers already: sent alone."""


class Answer:
    """The sections, each a list of sets in the order in which they are to be sent."""

    __slots__ = (
        "answers",
        "authorities",
        "is_authoritative",
        "optional_authorities",
        "rcode",
        "source",
    )

    def __init__(self) -> None:
        self.rcode = code.NOERROR
        self.is_authoritative = True
        self.source = b""
        """The key of what the answer comes from, if that is not the name itself: a delegation, a
        wildcard, the ancestor of a name that does not exist."""
        self.answers: list[Placed] = []
        self.authorities: list[Placed] = []
        self.optional_authorities: list[Placed] = []
        """The zone's servers, behind the other authority records if they fit."""

    def additionals(self, zone: Zone) -> list[Placed]:
        """The addresses of the hosts that the sections name, IPv4 first, each set once."""
        hosts: list[Host] = []
        sources = 0
        for held in (self.answers, self.authorities, self.optional_authorities):
            for placed in held:
                if placed.rrset.hosts:
                    hosts.extend(placed.rrset.hosts)
                    sources += 1
        is_plain = sources == 1 and all(
            placed.rrset.record_type not in _ADDRESSES for placed in self.answers
        )
        section: list[Placed] = []
        for record_type in (code.A, code.AAAA):
            for host in hosts:
                rrset = zone.nodes.at(host.node).rrsets.get(record_type)
                if rrset is None:
                    continue
                found = Placed(host.name, rrset)
                if is_plain or not (is_among(found, section) or is_among(found, self.answers)):
                    section.append(found)
        return section

    def prove(self, *proofs: Placed | None) -> None:
        """Add to the authority section what is not there."""
        for proof in proofs:
            if proof is not None and not is_among(proof, self.authorities):
                self.authorities.append(proof)


def is_among(wanted: Placed, section: list[Placed]) -> bool:
    """Whether there is a set of the owner and the type, of which a zone has one."""
    record_type = wanted.rrset.record_type
    for placed in section:
        if placed.rrset.record_type == record_type:
            if placed.owner.lower() == wanted.owner.lower():
                return True
    return False


class Resolution:
    """One question on its way through a zone."""

    def __init__(self, zone: Zone, record_type: int, is_dnssec: bool, is_minimal: bool) -> None:
        """`is_minimal`: no authority records with positive answers (RFC 1034, 6.2 has them)."""
        self._zone = zone
        self._type = record_type
        self._is_dnssec = is_dnssec and zone.is_signed
        self._is_minimal = is_minimal
        self._answer = Answer()

    def run(self, name: bytes) -> Answer:
        """`name` is in the zone."""
        answer = self._answer
        following: bytes | None = name
        count = 0
        while following is not None and count <= CHAIN_MAX:
            key = following.lower()
            if count > 0 and not is_within(key, self._zone.apex.key):
                break
            following = self._step(following, key)
            count += 1
        return answer

    def _step(self, name: bytes, key: bytes) -> bytes | None:
        """Add what the zone has for a name; the name to go on with, after an alias."""
        zone = self._zone
        node = zone.encloser(key)
        is_exact = len(node.key) == len(key)
        occluder = zone.occluder(node)
        if occluder is not None:
            if not occluder.is_cut:
                return self._substitute(name, key, occluder)
            if not is_exact or node.key != occluder.key or self._type != code.DS:
                self._refer(occluder)
                return None
        if is_exact:
            return self._answer_at(node, name, key, None)
        if code.DNAME in node.rrsets:
            return self._substitute(name, key, node)
        wildcard = zone.wildcard(node)
        if wildcard is not None:
            return self._answer_at(wildcard, name, key, node)
        self._deny_name(key, node)
        return None

    # ------------------------------------------------------------ what is there

    def _answer_at(
        self, node: Node, name: bytes, key: bytes, encloser: Node | None
    ) -> bytes | None:
        """From a node, which stands for `name` as a wildcard below `encloser` if there is one."""
        answer = self._answer
        zone = self._zone
        rrset = self._wanted(node)
        if rrset is not None:
            self._place(name, rrset, key, encloser)
            is_ns = rrset.record_type == code.NS and node.key == zone.apex.key
            if not self._is_minimal and rrset.record_type not in _BARE and not is_ns:
                answer.optional_authorities = [Placed(zone.apex.name, zone.ns)]
            return None
        alias = node.rrsets.get(code.CNAME)
        if alias is None:
            self._deny_type(node, key, encloser)
            return None
        if is_among(Placed(name, alias), answer.answers):
            return None
        self._place(name, alias, key, encloser)
        return alias.data[0]

    def _wanted(self, node: Node) -> RRset | None:
        """For ANY the first set alone (RFC 8482, 4.1)."""
        if self._type != code.ANY:
            return node.rrsets.get(self._type)
        for rrset in node.rrsets.values():
            if rrset.record_type != code.RRSIG:
                return rrset
        return None

    def _place(self, name: bytes, rrset: RRset, key: bytes, encloser: Node | None) -> None:
        self._answer.answers.append(Placed(name, rrset))
        if encloser is not None:
            self._answer.source = encloser.key
        if encloser is not None and self._is_dnssec:
            # No closer name exists: RFC 4035, 3.1.3.3; RFC 5155, 7.2.6.
            chain = self._zone.nsec3
            if chain is None:
                self._answer.prove(self._zone.covering_nsec(key))
            else:
                self._answer.prove(chain.encloser_proof(key, encloser.key)[1])

    def _substitute(self, name: bytes, key: bytes, node: Node) -> bytes | None:
        """RFC 6672, 3: the DNAME record, and a CNAME record that says what it comes to."""
        answer = self._answer
        dname = node.rrsets[code.DNAME]
        if is_among(Placed(node.name, dname), answer.answers):
            return None
        answer.answers.append(Placed(node.name, dname))
        target = name[: len(name) - len(node.key)] + dname.all_data()[0]
        if len(target) > NAME_SIZE_MAX:
            answer.rcode = code.YXDOMAIN
            return None
        alias = RRset(code.CNAME, dname.ttl)
        alias.fill([target])
        answer.answers.append(Placed(name, alias))
        return None if self._type == code.CNAME else target

    def _refer(self, cut: Node) -> None:
        """To the servers of a delegation (RFC 1034, 4.3.2 step 3b; RFC 4035, 3.1.4)."""
        answer = self._answer
        answer.is_authoritative = len(answer.answers) > 0
        answer.source = cut.key
        answer.authorities.append(Placed(cut.name, cut.rrsets[code.NS]))
        if not self._is_dnssec:
            return
        signer = cut.rrsets.get(code.DS)
        if signer is not None:
            answer.authorities.append(Placed(cut.name, signer))
        elif self._zone.nsec3 is None:
            self._prove_nsec(cut)
        else:
            self._prove_no_signer(cut.key)

    # ------------------------------------------------------------ what is not there

    def _add_soa(self) -> None:
        self._answer.authorities.append(Placed(self._zone.apex.name, self._zone.negative_soa))

    def _prove_nsec(self, node: Node) -> None:
        nsec = node.rrsets.get(code.NSEC)
        if nsec is not None:
            self._answer.prove(Placed(node.name, nsec))
        else:
            self._answer.prove(self._zone.covering_nsec(node.key))

    def _prove_no_signer(self, key: bytes) -> None:
        """With opt-out there may be no link for a delegation (RFC 5155, 7.2.4)."""
        chain = self._zone.nsec3
        assert chain is not None
        link = chain.matching(key)
        if link is not None:
            self._answer.prove(link)
        else:
            self._answer.prove(*chain.encloser_proof(key, parent(key)))

    def _deny_type(self, node: Node, key: bytes, encloser: Node | None) -> None:
        """RFC 2308, 2.2; RFC 4035, 3.1.3.1 and 3.1.3.4; RFC 5155, 7.2.3 to 7.2.5."""
        self._add_soa()
        if not self._is_dnssec:
            return
        chain = self._zone.nsec3
        if chain is None:
            self._prove_nsec(node)
            if encloser is not None:
                self._answer.prove(self._zone.covering_nsec(key))
        elif encloser is not None:
            self._answer.prove(*chain.encloser_proof(key, encloser.key), chain.matching(node.key))
        else:
            self._prove_no_signer(node.key)

    def _deny_name(self, key: bytes, encloser: Node) -> None:
        """RFC 2308, 2.1; RFC 4035, 3.1.3.2; RFC 5155, 7.2.2."""
        self._answer.rcode = code.NXDOMAIN
        self._answer.source = encloser.key
        self._add_soa()
        if not self._is_dnssec:
            return
        wildcard = b"\1*" + encloser.key
        chain = self._zone.nsec3
        if chain is None:
            covering = self._zone.covering_nsec
            self._answer.prove(covering(key), covering(wildcard))
        else:
            proof = chain.encloser_proof(key, encloser.key)
            self._answer.prove(*proof, chain.covering(wildcard))


def resolve(
    zone: Zone, name: bytes, record_type: int, is_dnssec: bool = False, is_minimal: bool = False
) -> Answer:
    """The answer of a zone to a question of class IN about a name in it."""
    return Resolution(zone, record_type, is_dnssec, is_minimal).run(name)
