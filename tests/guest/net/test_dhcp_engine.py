import itertools
import random
import struct

import pytest

from gloam.net.address import InterfaceAddress
from gloam.net.dhcp import (
    REQUESTS_MAX,
    RESTART_DELAY_NS,
    TRANSITIONS,
    DhcpEngine,
    Event,
    Lease,
    State,
)
from gloam.net.randomness import Randomness
from gloam.net.statistics import Counters
from gloam.net.wire.route import Route
from support import dhcp_server as server
from support.packets import ip_bytes

SECOND = 1_000_000_000
NOW = 500 * SECOND
MAC = bytes.fromhex("525400123456")
BROADCAST = 0xFFFFFFFF
SERVER = 0x0A090001
GRANTED = 0x0A090032


class Bench:
    def __init__(self) -> None:
        self.counters = Counters()
        source = Randomness(random.Random(7).randbytes)
        self.engine = DhcpEngine(int.from_bytes(MAC, "big"), 1472, source, self.counters)
        self.now = NOW
        self.engine.start(self.now)

    def sent(self) -> list[tuple[int, dict[int, bytes], bytes]]:
        """Target, options and message of what was sent since the last call."""
        found = []
        while (message := self.engine.poll_transmit()) is not None:
            options = server.read_options(message.payload)
            found.append((message.target, options, message.payload))
        return found

    def state(self) -> State:
        return self.engine.state

    def kinds(self) -> list[int]:
        return [options[53][0] for _, options, _ in self.sent()]

    def events(self) -> list[Event]:
        found = []
        while (event := self.engine.poll_event()) is not None:
            found.append(event)
        return found

    def answer(
        self,
        kind: int,
        ip: str = server.GRANTED,
        options: bytes | None = None,
        mac: bytes = MAC,
        other_transaction: int = 0,
    ) -> None:
        transaction = self.engine._transaction ^ other_transaction
        message = server.message(kind, transaction, mac, ip, options)
        self.engine.receive(message, self.now)

    def timeout(self) -> None:
        """Wait for the deadline and let it happen."""
        deadline = self.engine.next_deadline()
        assert deadline != -1
        self.now = max(self.now, deadline)
        self.engine.handle_timeout(self.now)

    def bound(self, lease_s: int = 3600, extra: bytes = b"") -> "Bench":
        options = server.lease_options(lease_s) + extra
        self.answer(server.OFFER, options=options)
        self.answer(server.ACK, options=options)
        self.engine.checked(True, self.now)
        assert self.state() is State.BOUND
        self.sent()
        self.events()
        return self

    def drops(self) -> dict[str, int]:
        return self.counters.statistics().dropped


def test_four_messages_lead_to_a_lease() -> None:
    bench = Bench()
    ((target, options, discover),) = bench.sent()
    assert (target, options[53]) == (BROADCAST, b"\1")
    bench.answer(server.OFFER)
    ((target, options, request),) = bench.sent()
    assert (target, options[53]) == (BROADCAST, b"\3")
    assert options[50] == ip_bytes(server.GRANTED)
    assert options[54] == ip_bytes(server.SERVER_IP)
    assert request[4:8] == discover[4:8]
    bench.answer(server.ACK)
    assert bench.events() == [Event.CHECK]
    bench.engine.checked(True, bench.now)
    assert bench.events() == [Event.ACQUIRED]
    assert bench.engine.lease == Lease(
        InterfaceAddress(GRANTED, 24, SERVER), SERVER, (0x0A090007, 0x0A090008), 0
    )
    assert bench.engine.next_deadline() == NOW + 1800 * SECOND
    assert bench.drops() == {}


def test_discover_is_repeated_ever_more_slowly() -> None:
    bench = Bench()
    delays = []
    for _ in range(7):
        before = bench.now
        bench.timeout()
        delays.append((bench.now - before) / SECOND)
    for delay, nominal in zip(delays, (4, 8, 16, 32, 64, 64, 64), strict=True):
        assert abs(delay - nominal) <= 1
    assert len({delay % 1 for delay in delays}) == 7
    assert bench.kinds() == [1] * 8


def test_offer_whose_request_is_never_answered_is_forgotten() -> None:
    bench = Bench()
    bench.answer(server.OFFER)
    for _ in range(REQUESTS_MAX):
        bench.timeout()
    assert bench.state() is State.INIT
    bench.timeout()
    assert bench.state() is State.SELECTING
    assert bench.kinds() == [1] + [3] * REQUESTS_MAX + [1]


def test_taken_address_is_declined_and_asked_again_later() -> None:
    bench = Bench()
    bench.answer(server.OFFER)
    bench.answer(server.ACK)
    bench.sent()
    bench.engine.checked(False, bench.now)
    ((target, options, message),) = bench.sent()
    assert (target, options[53]) == (BROADCAST, b"\4")
    assert options[50] == ip_bytes(server.GRANTED)
    assert options[54] == ip_bytes(server.SERVER_IP)
    assert message[12:16] == bytes(4)
    assert bench.engine.lease is None
    assert bench.engine.next_deadline() == bench.now + RESTART_DELAY_NS
    bench.timeout()
    assert bench.kinds() == [1]


def test_refused_request_starts_over_later() -> None:
    bench = Bench()
    bench.answer(server.OFFER)
    bench.answer(server.NAK, "0.0.0.0", server.option(54, ip_bytes(server.SERVER_IP)))
    assert bench.state() is State.INIT
    assert bench.engine.next_deadline() == bench.now + RESTART_DELAY_NS


def test_renewal_asks_the_server_itself() -> None:
    bench = Bench().bound()
    bench.timeout()
    ((target, options, message),) = bench.sent()
    assert target == SERVER
    assert options.keys() == {53, 61, 57, 55}
    assert message[10:16] == b"\0\0" + ip_bytes(server.GRANTED)
    bench.answer(server.ACK)
    assert bench.state() is State.BOUND
    assert bench.events() == [Event.ACQUIRED]
    # Half an hour after half an hour.
    assert bench.engine.next_deadline() == NOW + 3600 * SECOND


def test_rebinding_asks_everybody_and_any_server_may_answer() -> None:
    bench = Bench().bound()
    while bench.state() is not State.REBINDING:
        bench.timeout()
    assert bench.now == NOW + 3150 * SECOND
    targets = [target for target, _, _ in bench.sent()]
    assert set(targets[:-1]) == {SERVER} and targets[-1] == BROADCAST
    bench.answer(server.ACK, options=server.lease_options(3600, "10.9.0.9"))
    assert bench.state() is State.BOUND
    assert bench.engine.lease is not None and bench.engine.lease.server == 0x0A090009


def test_lease_that_nobody_renews_ends_in_time_and_the_search_begins() -> None:
    bench = Bench().bound()
    while bench.state() is not State.INIT:
        bench.timeout()
    assert bench.now == NOW + 3600 * SECOND
    assert bench.events() == [Event.LOST]
    # 30 minutes of halves down to one minute, twice: few messages.
    assert len(bench.sent()) <= 14
    bench.timeout()
    assert bench.now == NOW + 3600 * SECOND
    assert bench.kinds() == [1]


def test_refused_renewal_loses_the_address() -> None:
    bench = Bench().bound()
    bench.timeout()
    bench.answer(server.NAK, "0.0.0.0", server.option(54, ip_bytes(server.SERVER_IP)))
    assert bench.events() == [Event.LOST]
    assert bench.engine.lease is None


def test_times_of_the_server_are_followed_if_they_are_in_order() -> None:
    extra = server.seconds(58, 100) + server.seconds(59, 200)
    assert Bench().bound(3600, extra).engine.next_deadline() == NOW + 100 * SECOND
    for first, second in ((200, 100), (100, 100), (0, 100), (100, 3600), (100, 9999)):
        extra = server.seconds(58, first) + server.seconds(59, second)
        assert Bench().bound(3600, extra).engine.next_deadline() == NOW + 1800 * SECOND


def test_lease_for_ever_has_no_deadline() -> None:
    assert Bench().bound(0xFFFFFFFF).engine.next_deadline() == -1


def test_times_count_from_the_request() -> None:
    bench = Bench()
    bench.answer(server.OFFER)
    bench.now += 3 * SECOND
    bench.answer(server.ACK)
    bench.engine.checked(True, bench.now)
    assert bench.engine.next_deadline() == NOW + 1800 * SECOND


def test_other_transactions_clients_and_servers_are_not_heard() -> None:
    bench = Bench()
    bench.answer(server.OFFER, other_transaction=1)
    bench.answer(server.OFFER, mac=bytes(6))
    bench.answer(server.ACK)
    bench.answer(server.NAK)
    assert bench.state() is State.SELECTING
    assert bench.drops() == {"dhcp unexpected": 4}
    bench.answer(server.OFFER)
    bench.answer(server.OFFER)
    bench.answer(server.ACK, options=server.lease_options(3600, "10.9.0.9"))
    bench.answer(server.NAK, options=server.lease_options(3600, "10.9.0.9"))
    assert bench.state() is State.REQUESTING
    bench.engine.receive(b"junk", bench.now)
    assert bench.drops() == {"dhcp unexpected": 7, "dhcp truncated": 1}


@pytest.mark.parametrize(
    "ip", ["0.0.0.0", "10.9.0.0", "10.9.0.255", "127.0.0.1", "224.0.0.1", "255.255.255.255"]
)
def test_address_that_no_host_can_have_is_no_offer(ip: str) -> None:
    bench = Bench()
    bench.answer(server.OFFER, ip)
    assert bench.state() is State.SELECTING
    assert bench.drops() == {"dhcp lease": 1}


def test_offer_that_lacks_something_is_no_offer() -> None:
    parts = {
        54: server.option(54, ip_bytes(server.SERVER_IP)),
        51: server.seconds(51, 3600),
        1: server.option(1, ip_bytes("255.255.255.0")),
    }
    bench = Bench()
    for missing in parts:
        bench.answer(server.OFFER, options=b"".join(v for k, v in parts.items() if k != missing))
    bench.answer(server.OFFER, options=server.lease_options(9))
    assert bench.state() is State.SELECTING
    assert bench.drops() == {"dhcp lease": 4}
    bench.answer(server.OFFER, options=b"".join(parts.values()))
    assert bench.state() is State.REQUESTING


def test_acknowledged_address_is_the_requested_one() -> None:
    bench = Bench()
    bench.answer(server.OFFER)
    bench.answer(server.ACK, "10.9.0.51")
    assert bench.state() is State.REQUESTING
    bench.answer(server.ACK)
    bench.engine.checked(True, bench.now)
    bench.timeout()
    bench.answer(server.ACK, "10.9.0.51")
    assert bench.state() is State.RENEWING
    assert bench.drops() == {"dhcp lease": 2}


def test_router_outside_of_the_network_is_kept_and_one_that_is_no_host_is_not() -> None:
    # Google's cloud hands out /32 and a router behind it.
    mask, lease = server.option(1, b"\xff" * 4), server.seconds(51, 3600)
    ours = server.option(54, ip_bytes(server.SERVER_IP)) + mask + lease
    for router, expected in (("10.9.9.1", 0x0A090901), ("127.0.0.1", 0), (server.GRANTED, 0)):
        bench = Bench()
        options = ours + server.option(3, ip_bytes(router))
        bench.answer(server.OFFER, options=options)
        bench.answer(server.ACK, options=options)
        assert bench.engine.lease is not None
        assert bench.engine.lease.address == InterfaceAddress(GRANTED, 32, expected)


def test_classless_routes_take_the_place_of_the_router() -> None:
    """RFC 3442: with them the router option is ignored."""
    bench = Bench()
    text = "18 0a1100 0a090004 10 0a12 00000000 08 0b 7f000001 00 0a090003"
    options = server.lease_options() + server.option(121, bytes.fromhex(text))
    bench.answer(server.OFFER, options=options)
    bench.answer(server.ACK, options=options)
    assert bench.engine.lease is not None
    routes = (Route(0x0A110000, 24, 0x0A090004), Route(0x0A120000, 16, 0))
    assert bench.engine.lease.address == InterfaceAddress(GRANTED, 24, 0x0A090003, routes)
    options = server.lease_options() + server.option(121, bytes.fromhex("18 0a1100 0a090004"))
    bench = Bench()
    bench.answer(server.OFFER, options=options)
    bench.answer(server.ACK, options=options)
    assert bench.engine.lease is not None
    assert bench.engine.lease.address == InterfaceAddress(GRANTED, 24, 0, routes[:1])


def test_every_state_that_needs_one_has_a_way_on() -> None:
    """No state is a trap, and nothing leads to a state that the table does not leave."""
    for state in State:
        assert any(source is state for source, _ in TRANSITIONS), state
    assert set(TRANSITIONS.values()) == set(State)


def test_hostile_servers_leave_bounded_state_and_an_honest_one_is_heard() -> None:
    """Promise: any bytes, in any state, raise nothing and leave two small queues behind."""
    rng = random.Random(11)
    bench = Bench()
    for step in itertools.count():
        if step == 20_000:
            break
        kind = rng.choice((0, 1, server.OFFER, server.ACK, server.NAK, 7))
        ip = rng.choice((server.GRANTED, "10.9.0.51", "0.0.0.0", "255.255.255.255"))
        options = rng.choice((None, b"", rng.randbytes(rng.randrange(40)), b"\x36\x04\x0a\x09"))
        message = server.message(
            kind, bench.engine._transaction ^ rng.choice((0, 0, 1)), MAC, ip, options
        )
        if rng.random() < 0.3:
            message = message[: rng.randrange(len(message))]
        bench.engine.receive(message, bench.now)
        if rng.random() < 0.3:
            bench.engine.checked(rng.random() < 0.5, bench.now)
        bench.now += rng.choice((0, SECOND, 100 * SECOND))
        bench.engine.handle_timeout(bench.now)
        assert len(bench.sent()) <= 3
        assert len(bench.events()) <= 3
    bench.now += 10**6 * SECOND
    for _ in range(10):
        if bench.state() is State.SELECTING:
            break
        if bench.state() is State.CHECKING:
            bench.engine.checked(False, bench.now)
        elif bench.engine.next_deadline() == -1:
            break
        bench.timeout()
    bench.bound()


def test_transaction_number_is_new_for_each_conversation() -> None:
    bench = Bench()
    seen = {struct.unpack_from("!I", payload, 4)[0] for _, _, payload in bench.sent()}
    bench.bound()
    for _ in range(5):
        bench.timeout()
        seen.add(bench.engine._transaction)
        bench.answer(server.ACK)
    assert len(seen) == 6
