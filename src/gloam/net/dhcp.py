"""The DHCPv4 client engine: from no address to a lease and its renewals (RFC 2131, section 4.4).

No socket, no clock: answers and `now_ns` go in; messages, events and a deadline come out. Every
transition is in TRANSITIONS. There is no INIT-REBOOT: an image keeps nothing over a restart.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final

from gloam.net.address import InterfaceAddress, is_single_host
from gloam.net.drop import Drop
from gloam.net.randomness import Randomness
from gloam.net.statistics import Counters
from gloam.net.wire import dhcp
from gloam.net.wire.dhcp import Answer, Kind, Question
from gloam.net.wire.ipv4 import ADDRESS_BROADCAST
from gloam.net.wire.malformed import Malformed
from gloam.net.wire.route import Route, sorted_routes
from gloam.sched.fifo import Fifo

SECOND_NS: Final = 1_000_000_000
NO_DEADLINE: Final = -1

RETRY_FIRST_NS: Final = 4 * SECOND_NS
RETRY_LAST_NS: Final = 64 * SECOND_NS
RETRY_SPREAD_NS: Final = SECOND_NS
"""Doubling from 4 to 64 s, each give or take a second (RFC 2131, 4.1)."""
REQUESTS_MAX: Final = 4
"""Of one offer; then another server may answer (RFC 2131, 3.1.5)."""
RENEWAL_RETRY_MIN_NS: Final = 60 * SECOND_NS
"""While renewing or rebinding: half of the time left, but not less (RFC 2131, 4.4.5)."""
RESTART_DELAY_NS: Final = 10 * SECOND_NS
"""After an address turned out to be taken or was refused (RFC 2131, 3.1.5)."""
LEASE_S_MIN: Final = 10
"""A shorter lease is no offer: it would have us do little else than renew."""
LEASE_FOREVER: Final = 0xFFFF_FFFF
MTU_MIN: Final = 576
"""A smaller one is ignored: every host takes that much (RFC 791, 3.1)."""


class State(Enum):
    """The states of RFC 2131, figure 5, with one for the check that an address is free."""

    INIT = "init"
    SELECTING = "selecting"
    REQUESTING = "requesting"
    CHECKING = "checking"
    BOUND = "bound"
    RENEWING = "renewing"
    REBINDING = "rebinding"


class Cause(Enum):
    """What moves the client from a state to the next."""

    START = "start"
    OFFER = "offer"
    ACK = "ack"
    NAK = "nak"
    UNANSWERED = "unanswered"
    IS_FREE = "is free"
    IS_TAKEN = "is taken"
    RENEWAL_DUE = "renewal due"
    REBINDING_DUE = "rebinding due"
    EXPIRED = "expired"


TRANSITIONS: Final = {
    (State.INIT, Cause.START): State.SELECTING,
    (State.SELECTING, Cause.OFFER): State.REQUESTING,
    (State.REQUESTING, Cause.ACK): State.CHECKING,
    (State.REQUESTING, Cause.NAK): State.INIT,
    (State.REQUESTING, Cause.UNANSWERED): State.INIT,
    (State.CHECKING, Cause.IS_FREE): State.BOUND,
    (State.CHECKING, Cause.IS_TAKEN): State.INIT,
    (State.BOUND, Cause.RENEWAL_DUE): State.RENEWING,
    (State.RENEWING, Cause.ACK): State.BOUND,
    (State.RENEWING, Cause.NAK): State.INIT,
    (State.RENEWING, Cause.REBINDING_DUE): State.REBINDING,
    (State.REBINDING, Cause.ACK): State.BOUND,
    (State.REBINDING, Cause.NAK): State.INIT,
    (State.REBINDING, Cause.EXPIRED): State.INIT,
}
"""A pair that is missing cannot happen: what a peer causes is dropped unless it is here."""


@dataclass(frozen=True, slots=True)
class Lease:
    address: InterfaceAddress
    server: int
    name_servers: tuple[int, ...]
    mtu: int
    """0 when the server does not say."""


class Event(Enum):
    """What the owner of the engine has to do."""

    CHECK = "check"
    """See whether another host has `lease.address`; then call `checked`."""
    ACQUIRED = "acquired"
    """Use `lease` from now on."""
    LOST = "lost"
    """Stop using the address."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message for the server's port, broadcast or to one server."""

    target: int
    payload: bytes


class DhcpEngine:
    def __init__(
        self, mac: int, message_size_max: int, randomness: Randomness, counters: Counters
    ) -> None:
        self._mac = mac
        self._message_size_max = message_size_max
        self._randomness = randomness
        self._counters = counters
        self._outgoing: Fifo[Outgoing] = Fifo()
        self._events: Fifo[Event] = Fifo()
        self.state = State.INIT
        self.lease: Lease | None = None
        """Being checked or in use: in CHECKING, BOUND, RENEWING and REBINDING."""
        self._offer: Answer | None = None
        self._transaction = 0
        self._began_ns = 0
        self._requests = 0
        self._retry_ns = RETRY_FIRST_NS
        self._deadline_ns = NO_DEADLINE
        # Of the lease; NO_DEADLINE for a lease without an end.
        self._asked_ns = 0
        self._renewal_ns = NO_DEADLINE
        self._rebinding_ns = NO_DEADLINE
        self._expiry_ns = NO_DEADLINE

    def start(self, now_ns: int) -> None:
        """Look for a server."""
        self._enter(Cause.START, now_ns)

    def poll_transmit(self) -> Outgoing | None:
        return self._outgoing.pop() if len(self._outgoing) > 0 else None

    def poll_event(self) -> Event | None:
        return self._events.pop() if len(self._events) > 0 else None

    def next_deadline(self) -> int:
        return self._deadline_ns

    # ------------------------------------------------------------ what happens

    def receive(self, payload: bytes, now_ns: int) -> None:
        """Take a datagram that came to the client's port. Any bytes are fine."""
        answer = dhcp.parse(payload)
        if isinstance(answer, Malformed):
            self._counters.malformed(answer)
            return
        cause = Cause.NAK
        if answer.kind is Kind.OFFER:
            cause = Cause.OFFER
        elif answer.kind is Kind.ACK:
            cause = Cause.ACK
        if (
            answer.transaction != self._transaction
            or answer.mac != self._mac
            or (self.state, cause) not in TRANSITIONS
            or not self._is_from_our_server(answer)
        ):
            self._counters.drop(Drop.DHCP_UNEXPECTED)
            return
        if cause is not Cause.NAK and not self._is_acceptable(answer):
            self._counters.drop(Drop.DHCP_LEASE)
            return
        if cause is Cause.OFFER:
            self._offer = answer
        elif cause is Cause.ACK:
            self._take(answer)
        self._enter(cause, now_ns)

    def checked(self, is_free: bool, now_ns: int) -> None:
        """The answer to Event.CHECK."""
        if self.state is State.CHECKING:
            self._enter(Cause.IS_FREE if is_free else Cause.IS_TAKEN, now_ns)

    def handle_timeout(self, now_ns: int) -> None:
        """Do what is due; harmless when called early."""
        if self._deadline_ns == NO_DEADLINE or now_ns < self._deadline_ns:
            return
        match self.state:
            case State.INIT:
                self._enter(Cause.START, now_ns)
            case State.SELECTING:
                self._discover(now_ns)
            case State.REQUESTING:
                if self._requests < REQUESTS_MAX:
                    self._request(now_ns)
                else:
                    self._enter(Cause.UNANSWERED, now_ns)
            case State.BOUND:
                self._enter(Cause.RENEWAL_DUE, now_ns)
            case State.RENEWING:
                if now_ns >= self._rebinding_ns:
                    self._enter(Cause.REBINDING_DUE, now_ns)
                else:
                    self._renew(now_ns)
            case State.REBINDING:
                if now_ns >= self._expiry_ns:
                    self._enter(Cause.EXPIRED, now_ns)
                else:
                    self._renew(now_ns)
            case State.CHECKING:
                self._deadline_ns = NO_DEADLINE

    # ------------------------------------------------------------ states

    def _enter(self, cause: Cause, now_ns: int) -> None:
        """Follow the table, and do what the new state begins with."""
        previous = self.state
        self.state = TRANSITIONS[(previous, cause)]
        match self.state:
            case State.INIT:
                self._abandon(previous, cause, now_ns)
            case State.SELECTING:
                self._transaction = self._randomness.bits(32)
                self._began_ns = now_ns
                self._retry_ns = RETRY_FIRST_NS
                self._discover(now_ns)
            case State.REQUESTING:
                self._retry_ns = RETRY_FIRST_NS
                self._requests = 0
                self._request(now_ns)
            case State.CHECKING:
                self._deadline_ns = NO_DEADLINE
                self._events.push(Event.CHECK)
            case State.BOUND:
                self._offer = None
                self._deadline_ns = self._renewal_ns
                self._events.push(Event.ACQUIRED)
            case State.RENEWING | State.REBINDING:
                self._transaction = self._randomness.bits(32)
                self._began_ns = now_ns
                self._renew(now_ns)

    def _abandon(self, previous: State, cause: Cause, now_ns: int) -> None:
        """Back at the beginning: say what is wrong with the address, and wait unless it expired."""
        if previous in (State.RENEWING, State.REBINDING):
            self._events.push(Event.LOST)
        lease = self.lease
        if cause is Cause.IS_TAKEN and lease is not None:
            decline = self._question(Kind.DECLINE, now_ns, 0, lease.address.ip, lease.server)
            self._send(ADDRESS_BROADCAST, decline)
        self.lease = None
        self._offer = None
        is_polite = cause in (Cause.IS_TAKEN, Cause.NAK)
        self._deadline_ns = now_ns + (RESTART_DELAY_NS if is_polite else 0)

    def _discover(self, now_ns: int) -> None:
        self._send(ADDRESS_BROADCAST, self._question(Kind.DISCOVER, now_ns, 0, 0, 0))
        self._wait_longer(now_ns)

    def _request(self, now_ns: int) -> None:
        offer = self._offer
        assert offer is not None, "REQUESTING has an offer"
        self._requests += 1
        self._asked_ns = now_ns
        question = self._question(Kind.REQUEST, now_ns, 0, offer.ip, offer.server)
        self._send(ADDRESS_BROADCAST, question)
        self._wait_longer(now_ns)

    def _renew(self, now_ns: int) -> None:
        """Ask our server, or when rebinding any, to let us keep the address."""
        lease = self.lease
        assert lease is not None, "a state with a lease"
        is_renewing = self.state is State.RENEWING
        self._asked_ns = now_ns
        target = lease.server if is_renewing else ADDRESS_BROADCAST
        self._send(target, self._question(Kind.REQUEST, now_ns, lease.address.ip, 0, 0))
        stop_ns = self._rebinding_ns if is_renewing else self._expiry_ns
        delay_ns = max((stop_ns - now_ns) // 2, RENEWAL_RETRY_MIN_NS)
        self._deadline_ns = min(now_ns + delay_ns, stop_ns)

    def _wait_longer(self, now_ns: int) -> None:
        spread_ns = self._randomness.below(2 * RETRY_SPREAD_NS) - RETRY_SPREAD_NS
        self._deadline_ns = now_ns + self._retry_ns + spread_ns
        self._retry_ns = min(2 * self._retry_ns, RETRY_LAST_NS)

    # ------------------------------------------------------------ messages

    def _is_from_our_server(self, answer: Answer) -> bool:
        """Whoever answers first may offer or rebind; then only that server speaks."""
        if self.state is State.REQUESTING and self._offer is not None:
            return answer.server == self._offer.server
        if self.state is State.RENEWING and self.lease is not None:
            return answer.server == self.lease.server
        return True

    def _is_acceptable(self, answer: Answer) -> bool:
        """Whether an offer or acknowledgement has what we need and keeps to what was said."""
        if answer.prefix_size == 0 or answer.lease_s < LEASE_S_MIN or answer.server == 0:
            return False
        address = InterfaceAddress(answer.ip, answer.prefix_size, 0)
        if not is_single_host(answer.ip) or not address.is_host(answer.ip):
            return False
        if self._offer is not None:
            return answer.ip == self._offer.ip
        return self.lease is None or answer.ip == self.lease.address.ip

    def _take(self, ack: Answer) -> None:
        """The lease as of now. Its times count from when it was asked for (RFC 2131, 4.4.1)."""
        router = ack.router
        routes: list[Route] = []
        if ack.routes:
            # Then the router option means nothing (RFC 3442).
            router = 0
            for route in ack.routes:
                if route.gateway != 0 and (
                    route.gateway == ack.ip or not is_single_host(route.gateway)
                ):
                    continue
                if route.prefix_size == 0 and route.gateway != 0:
                    router = route.gateway
                else:
                    routes.append(route)
        if router == ack.ip or not is_single_host(router):
            router = 0
        mtu = ack.mtu if ack.mtu >= MTU_MIN else 0
        address = InterfaceAddress(ack.ip, ack.prefix_size, router, sorted_routes(routes))
        self.lease = Lease(address, ack.server, ack.name_servers, mtu)
        if ack.lease_s == LEASE_FOREVER:
            self._renewal_ns = self._rebinding_ns = self._expiry_ns = NO_DEADLINE
            return
        renewal_s, rebinding_s = ack.renewal_s, ack.rebinding_s
        if not 0 < renewal_s < rebinding_s < ack.lease_s:
            renewal_s, rebinding_s = ack.lease_s // 2, ack.lease_s * 7 // 8
        self._renewal_ns = self._asked_ns + renewal_s * SECOND_NS
        self._rebinding_ns = self._asked_ns + rebinding_s * SECOND_NS
        self._expiry_ns = self._asked_ns + ack.lease_s * SECOND_NS

    def _question(
        self, kind: Kind, now_ns: int, own_ip: int, requested_ip: int, server: int
    ) -> bytes:
        seconds = min((now_ns - self._began_ns) // SECOND_NS, 0xFFFF)
        return dhcp.emit(
            Question(
                kind,
                self._transaction,
                self._mac,
                seconds,
                own_ip == 0,
                own_ip,
                requested_ip,
                server,
                self._message_size_max,
            )
        )

    def _send(self, target: int, payload: bytes) -> None:
        self._outgoing.push(Outgoing(target, payload))
