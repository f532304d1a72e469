import ipaddress
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gloam.net.wire import ndp
from gloam.net.wire.malformed import Malformed
from gloam.net.wire.ndp import (
    Advertisement,
    Prefix,
    RouterAdvertisement,
    Solicitation,
)

MAC = 0x020000000001
OUR_MAC_OPTION = b"\x01\x01" + MAC.to_bytes(6, "big")


def number(text: str) -> int:
    return int(ipaddress.IPv6Address(text))


def packed(text: str) -> bytes:
    return ipaddress.IPv6Address(text).packed


SOLICITATION = b"\x87\0\xab\xcd" + bytes(4) + packed("fe80::2") + OUR_MAC_OPTION
ADVERTISEMENT = b"\x88\0\xab\xcd\x60\0\0\0" + packed("fe80::2") + b"\x02" + OUR_MAC_OPTION[1:]
PREFIX = struct.pack("!BBBBIII", 3, 4, 64, 0xC0, 86_400, 14_400, 0) + packed("2001:db8::99")
SERVERS = struct.pack("!BBHI", 25, 5, 0, 600) + packed("2001:db8::53") + packed("2001:db8::54")
ROUTER = (
    b"\x86\0\xab\xcd\x40\0\x07\x08"
    + bytes(8)
    + PREFIX
    + struct.pack("!BBHI", 5, 1, 0, 1480)
    + SERVERS
    + OUR_MAC_OPTION
)


def test_solicitation() -> None:
    expected = Solicitation(number("fe80::2"), MAC)
    data = b"\xee" * 5 + SOLICITATION + b"\xee"
    assert ndp.parse_solicitation(data, 5, 5 + len(SOLICITATION), 255) == expected
    assert ndp.emit_solicitation(expected) == SOLICITATION[4:]
    # Without an address of its own an asker does not say (duplicate address detection).
    assert ndp.parse_solicitation(SOLICITATION, 0, 24, 255) == Solicitation(number("fe80::2"), 0)
    assert ndp.emit_solicitation(Solicitation(number("fe80::2"), 0)) == SOLICITATION[4:24]


def test_advertisement() -> None:
    expected = Advertisement(number("fe80::2"), MAC, False, True, True)
    assert ndp.parse_advertisement(ADVERTISEMENT, 0, 32, 255) == expected
    assert ndp.emit_advertisement(expected) == ADVERTISEMENT[4:]
    router = ADVERTISEMENT[:4] + b"\x80" + ADVERTISEMENT[5:24]
    assert ndp.parse_advertisement(router, 0, 24, 255) == Advertisement(
        number("fe80::2"), 0, True, False, False
    )


def test_router_advertisement() -> None:
    assert ndp.parse_router_advertisement(ROUTER, 0, len(ROUTER), 255) == RouterAdvertisement(
        hop_limit=64,
        lifetime_s=1800,
        mac=MAC,
        mtu=1480,
        prefixes=(Prefix(number("2001:db8::"), 64, True, True, 86_400, 14_400),),
        name_servers=(number("2001:db8::53"), number("2001:db8::54")),
        name_servers_s=600,
    )
    assert ndp.emit_router_solicitation(MAC) == bytes(4) + OUR_MAC_OPTION
    assert ndp.emit_router_solicitation(0) == bytes(4)


def test_options_of_the_wrong_form_are_skipped_and_many_are_cut() -> None:
    head = ROUTER[:16]
    long_prefix = PREFIX[:2] + b"\x81" + PREFIX[3:]
    short_servers = struct.pack("!BBHI", 25, 1, 0, 600)
    odd = head + long_prefix + short_servers + b"\x0e\x02" + bytes(14) + b"\x05\x02" + bytes(14)
    found = ndp.parse_router_advertisement(odd, 0, len(odd), 255)
    assert found == RouterAdvertisement(64, 1800, 0, 0, (), (), 0)
    many = head + PREFIX * ndp.OPTIONS_MAX
    found = ndp.parse_router_advertisement(many, 0, len(many), 255)
    assert isinstance(found, RouterAdvertisement) and len(found.prefixes) == ndp.PREFIXES_MAX
    many += PREFIX
    assert ndp.parse_router_advertisement(many, 0, len(many), 255) is Malformed.NDP_OPTION


@pytest.mark.parametrize(
    ("data", "hop_limit", "cause"),
    [
        (SOLICITATION, 254, Malformed.NDP_HOP_LIMIT),
        (SOLICITATION[:23], 255, Malformed.NDP_TRUNCATED),
        (SOLICITATION[:1] + b"\1" + SOLICITATION[2:], 255, Malformed.NDP_CODE),
        (SOLICITATION[:-1], 255, Malformed.NDP_OPTION),
        (SOLICITATION[:25] + b"\0" + SOLICITATION[26:], 255, Malformed.NDP_OPTION),
        (SOLICITATION[:25] + b"\2" + SOLICITATION[26:], 255, Malformed.NDP_OPTION),
        (SOLICITATION[:8] + packed("ff02::1"), 255, Malformed.NDP_TARGET),
        (SOLICITATION[:8] + packed("::"), 255, Malformed.NDP_TARGET),
    ],
)
def test_what_is_refused(data: bytes, hop_limit: int, cause: Malformed) -> None:
    assert ndp.parse_solicitation(data, 0, len(data), hop_limit) is cause
    assert ndp.parse_advertisement(data, 0, len(data), hop_limit) is cause


@given(st.sampled_from((b"", SOLICITATION, ROUTER, ROUTER[:16])), st.binary(max_size=80))
def test_any_bytes_give_a_message_or_malformed_never_an_exception(head: bytes, rest: bytes) -> None:
    data = head + rest
    stop = len(data)
    assert isinstance(ndp.parse_solicitation(data, 0, stop, 255), Solicitation | Malformed)
    assert isinstance(ndp.parse_advertisement(data, 0, stop, 255), Advertisement | Malformed)
    found = ndp.parse_router_advertisement(data, 0, stop, 255)
    assert isinstance(found, RouterAdvertisement | Malformed)
