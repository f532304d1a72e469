"""Cookies: who gets which, and how long they hold."""

import hashlib

import pytest

from gloam.dns import code, message
from gloam.dns.cookie import AGE_MAX, AGE_RENEWED, COOKIE_SIZE, FUTURE_MAX, Cookies
from gloam.dns.edns import OPTION_COOKIE, Edns, Option
from gloam.dns.message import Message
from gloam.dns.name import parse_name
from gloam.dns.responder import Responder
from gloam.dns.zone import ZoneSet
from gloam.dns.zone_builder import parse_zone

CLIENT = b"\x24\x64\xc4\xab\xcf\x10\xc9\x57"
NOW = 1_700_000_000
ADDRESS = b"192.0.2.9"
TEXT = '$TTL 60\n@ SOA ns host 1 2 3 4 5\n@ NS ns\n@ TXT "' + "x" * 250 + '" "' + "y" * 250 + '"'


def mac(data: bytes) -> bytes:
    return hashlib.blake2s(data, key=b"secret", digest_size=8).digest()


def responder() -> Responder:
    zones = ZoneSet([parse_zone(TEXT, parse_name("z."))])
    return Responder(zones, cookies=Cookies(mac))


def ask(server: Responder, option: bytes | None, now: int = NOW, udp_size: int = 1232) -> Message:
    options = [] if option is None else [Option(OPTION_COOKIE, option)]
    edns = Edns(udp_size, options=options)
    data = message.emit(message.query(1, parse_name("z."), code.TXT, edns=edns))
    response = server.respond(data, True, ADDRESS, now).response
    assert len(response) <= max(udp_size, 512)
    parsed = message.parse(response)
    assert isinstance(parsed, Message)
    return parsed


def cookie_of(response: Message) -> bytes | None:
    return response.edns.option(OPTION_COOKIE) if response.edns is not None else None


def test_a_client_gets_a_cookie_that_is_valid_when_it_comes_back() -> None:
    server = responder()
    given = cookie_of(ask(server, CLIENT))
    assert given is not None
    assert len(given) == COOKIE_SIZE
    assert given[:16] == CLIENT + b"\1\0\0\0" + NOW.to_bytes(4, "big")
    assert server.counters.cookies == 0
    assert cookie_of(ask(server, given, NOW + AGE_RENEWED)) == given
    assert server.counters.cookies == 1
    renewed = cookie_of(ask(server, given, NOW + AGE_RENEWED + 1))
    assert renewed not in (None, given)
    assert server.counters.cookies == 2
    assert cookie_of(ask(server, None)) is None


@pytest.mark.parametrize(
    ("now", "address", "is_valid"),
    [
        (NOW, ADDRESS, True),
        (NOW + AGE_MAX, ADDRESS, True),
        (NOW + AGE_MAX + 1, ADDRESS, False),
        (NOW - FUTURE_MAX, ADDRESS, True),
        (NOW - FUTURE_MAX - 1, ADDRESS, False),
        (NOW, b"192.0.2.8", False),
    ],
)
def test_a_cookie_holds_for_its_time_and_address(now: int, address: bytes, is_valid: bool) -> None:
    cookies = Cookies(mac)
    cookie = cookies.answer(CLIENT, ADDRESS, NOW)
    assert cookies.is_valid(cookie, address, now) == is_valid
    for index in range(COOKIE_SIZE):
        forged = cookie[:index] + bytes([cookie[index] ^ 1]) + cookie[index + 1 :]
        assert not cookies.is_valid(forged, ADDRESS, NOW)


def test_time_goes_round_after_32_bits() -> None:
    cookies = Cookies(mac)
    cookie = cookies.answer(CLIENT, ADDRESS, 0xFFFF_FFFF)
    assert cookies.is_valid(cookie, ADDRESS, 0x1_0000_0005)
    assert cookies.is_valid(cookie, ADDRESS, 5)


@pytest.mark.parametrize("size", [0, 7, 9, 15, 41])
def test_an_option_of_the_wrong_size_is_a_format_error(size: int) -> None:
    assert ask(responder(), bytes(size)).rcode == code.FORMERR


@pytest.mark.parametrize("size", [16, 24, 40])
def test_a_cookie_of_another_server_is_replaced(size: int) -> None:
    given = cookie_of(ask(responder(), CLIENT + bytes(size - 8)))
    assert given is not None
    assert given[:8] == CLIENT
    assert len(given) == COOKIE_SIZE


def test_the_cookie_has_its_room_in_a_full_response() -> None:
    server = responder()
    full = len(message.emit(ask(server, None)))
    assert not ask(server, None, udp_size=full).is_truncated
    response = ask(server, CLIENT, udp_size=full)
    assert response.is_truncated
    assert cookie_of(response) is not None


def test_without_a_secret_cookies_are_ignored() -> None:
    server = Responder(ZoneSet([parse_zone(TEXT, parse_name("z."))]))
    response = ask(server, bytes(3))
    assert response.rcode == code.NOERROR
    assert cookie_of(response) is None
