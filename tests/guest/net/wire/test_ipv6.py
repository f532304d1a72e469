import ipaddress
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gloam.net.wire import ipv6
from gloam.net.wire.checksum import checksum
from gloam.net.wire.ipv6 import EXTENSIONS_MAX, Ipv6Header
from gloam.net.wire.malformed import Malformed
from support.packets import internet_checksum

# Linux's multicast listener report of a new interface, from fe80::1 to ff02::16: hop-by-hop router
# alert, then ICMPv6.
REPORT = bytes.fromhex(
    "6000000000240001 fe800000000000000000000000000001 ff020000000000000000000000000016"
    "3a00050200000100 8f00 0000 00000001 04000000 ff0200000000000000000001ff000001"
)
SOURCE = int(ipaddress.IPv6Address("fe80::1"))
TARGET = int(ipaddress.IPv6Address("ff02::16"))
ADDRESSES = st.one_of(
    st.integers(0, 2**128 - 1),
    st.lists(st.sampled_from((0, 0, 0, 1, 0xFFFF)), min_size=8, max_size=8).map(
        lambda groups: int.from_bytes(struct.pack("!8H", *groups), "big")
    ),
)


def packet(first: int, rest: bytes) -> bytes:
    return ipv6.emit_header(SOURCE, TARGET, first, len(rest), 1) + rest


def read(data: bytes, start: int = 0) -> Ipv6Header:
    header = ipv6.parse(data, start)
    assert isinstance(header, Ipv6Header), header
    return header


def options(following: int, body: bytes = b"\x01\x04\0\0\0\0") -> bytes:
    """An options header; six bytes of body and then multiples of 8."""
    return bytes([following, (len(body) - 6) // 8]) + body


def test_report_of_linux() -> None:
    expected = Ipv6Header(
        source=SOURCE,
        target=TARGET,
        hop_limit=1,
        protocol=58,
        protocol_at=40,
        identification=-1,
        fragment_offset=0,
        more_fragments=False,
        problem=ipv6.NO_PROBLEM,
        problem_at=0,
        problem_action=ipv6.ACTION_DISCARD,
        payload_start=48,
        payload_stop=76,
    )
    assert read(REPORT) == expected
    moved = read(b"\xee" * 14 + REPORT + b"padding", 14)
    assert (moved.payload_start, moved.payload_stop, moved.protocol_at) == (62, 90, 54)


def test_header_without_extensions_is_emitted_as_the_rfc_lays_it_out() -> None:
    assert ipv6.emit_header(SOURCE, TARGET, 17, 5, 64) == (
        struct.pack("!IHBB", 6 << 28, 5, 17, 64)
        + ipaddress.IPv6Address("fe80::1").packed
        + ipaddress.IPv6Address("ff02::16").packed
    )


def test_fragment_ends_the_chain() -> None:
    """What is behind it may be any part of a packet, and is not read."""
    body = struct.pack("!BBHI", 60, 0, 184 << 3 | 1, 0xDEADBEEF) + b"\xff" * 8
    header = read(packet(60, options(44) + body))
    assert (header.identification, header.fragment_offset) == (0xDEADBEEF, 1472)
    assert (header.more_fragments, header.protocol) == (True, 60)
    assert header.payload_stop - header.payload_start == 8


def test_routing_header_counts_if_segments_are_left() -> None:
    assert read(packet(43, b"\x3b\0\0\0\0\0\0\0")).problem == ipv6.NO_PROBLEM
    header = read(packet(43, b"\x3b\0\0\1\0\0\0\0"))
    assert (header.problem, header.problem_at) == (ipv6.PROBLEM_FIELD, 42)
    assert header.problem_action == ipv6.ACTION_REPORT


@pytest.mark.parametrize("action", [1, 2, 3])
def test_unknown_option_that_may_not_be_skipped_is_a_problem(action: int) -> None:
    body = b"\x01\0" + bytes([action << 6 | 4, 2]) + bytes(2)
    header = read(packet(60, options(60) + options(59, body)))
    assert (header.problem, header.problem_at) == (ipv6.PROBLEM_OPTION, 52)
    assert header.problem_action == action


def test_first_problem_counts() -> None:
    route = b"\x3c\0\0\1\0\0\0\0"
    header = read(packet(43, route + options(59, b"\xc2\x04\0\0\0\0")))
    assert (header.problem, header.problem_at) == (ipv6.PROBLEM_FIELD, 42)


def test_headers_of_a_first_fragment() -> None:
    body = options(60) + options(17) + bytes(8)
    assert ipv6.header_chain_stop(body, 60, 0, len(body)) == 24
    assert ipv6.header_chain_stop(body, 60, 0, 23) == -1
    assert ipv6.header_chain_stop(body, 60, 0, 12) == -1
    assert ipv6.header_chain_stop(b"", ipv6.PROTOCOL_NONE, 0, 0) == 0
    assert ipv6.header_chain_stop(bytes(7), 17, 0, 7) == -1


@given(st.binary(min_size=1, max_size=5000), st.integers(1280, 1500))
def test_what_is_split_fits_and_is_the_whole(payload: bytes, mtu: int) -> None:
    parts = ipv6.split(SOURCE, TARGET, 17, payload, 7, mtu)
    offset = 0
    for part in parts:
        header = read(part)
        assert len(part) <= mtu
        assert (header.protocol, header.identification) == (17, 7)
        assert header.fragment_offset == offset
        assert header.more_fragments == (part is not parts[-1])
        data = part[header.payload_start : header.payload_stop]
        assert data == payload[offset : offset + len(data)]
        offset += len(data)
    assert offset == len(payload)


@pytest.mark.parametrize(
    ("data", "cause"),
    [
        (REPORT[:39], Malformed.IPV6_TRUNCATED),
        (REPORT[:-1], Malformed.IPV6_TRUNCATED),
        (b"\x40" + REPORT[1:], Malformed.IPV6_VERSION),
        (packet(60, b""), Malformed.IPV6_EXTENSION),
        (packet(44, bytes(7)), Malformed.IPV6_EXTENSION),
        (packet(60, b"\x3b\1" + bytes(13)), Malformed.IPV6_EXTENSION),
        (packet(60, options(0) + options(59)), Malformed.IPV6_EXTENSION),
        (packet(60, options(60) * EXTENSIONS_MAX + options(59)), Malformed.IPV6_EXTENSION),
        (packet(60, options(59, b"\x01\x05\0\0\0\0")), Malformed.IPV6_OPTION),
        (packet(60, options(59, b"\0\0\0\0\0\1")), Malformed.IPV6_OPTION),
    ],
)
def test_what_is_refused(data: bytes, cause: Malformed) -> None:
    assert ipv6.parse(data, 0) is cause


def test_as_many_extensions_as_allowed_and_unknown_options_that_may_be_skipped() -> None:
    last = options(59, b"\x3e\x04\0\0\0\0")
    assert read(packet(60, options(60) * (EXTENSIONS_MAX - 1) + last)).protocol == 59


def test_checksum_over_the_pseudo_header() -> None:
    """The report's, computed another way: the sum of the pseudo-header as RFC 8200 draws it."""
    payload = REPORT[48:]
    drawn = REPORT[8:40] + struct.pack("!II", len(payload), 58)
    expected = internet_checksum(drawn + payload)
    pseudo = ipv6.pseudo_header_sum(SOURCE, TARGET, 58, len(payload))
    assert checksum(payload, 0, len(payload), pseudo) == expected


def test_addresses_that_follow_from_others() -> None:
    def number(text: str) -> int:
        return int(ipaddress.IPv6Address(text))

    # RFC 4291, 2.7.1 and appendix A; RFC 2464, 7.
    assert ipv6.solicited_node(number("4037::01:800:200e:8c6c")) == number("ff02::1:ff0e:8c6c")
    assert ipv6.multicast_mac(number("ff02::1:ff0e:8c6c")) == 0x3333FF0E8C6C
    assert ipv6.from_mac(number("fe80::"), 0x34567890ABCD) == number("fe80::3656:78ff:fe90:abcd")
    assert ipv6.is_link_local(number("febf::1")) and not ipv6.is_link_local(number("fec0::1"))
    assert ipv6.is_multicast(ipv6.ALL_NODES) and not ipv6.is_multicast(ipv6.LOOPBACK)
    assert number("ff02::2") == ipv6.ALL_ROUTERS


@given(ADDRESSES)
def test_text_is_the_canonical_one_and_goes_there_and_back(address: int) -> None:
    text = ipv6.address_text(address)
    assert ipv6.parse_address(text) == address
    if address >> 32 == 0xFFFF:
        assert text == "::ffff:" + str(ipaddress.IPv4Address(address & 0xFFFFFFFF))
    else:
        assert text == str(ipaddress.IPv6Address(address))


@pytest.mark.parametrize(
    "text",
    ["::", "::1", "1::", "1:2:3:4:5:6:7:8", "A::b", "::1.2.3.4", "64:ff9b::192.0.2.1",
     "1:2:3:4:5:6:1.2.3.4", "0:0::0", "1::2:3:4:5:6:7", "0001::"],
)  # fmt: skip
def test_text_that_is_an_address(text: str) -> None:
    assert ipv6.parse_address(text) == int(ipaddress.IPv6Address(text))


@pytest.mark.parametrize(
    "text",
    ["", ":", ":::", "1", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1::2::3", "12345::", "g::", "1:",
     ":1", "1.2.3.4", "1.2.3.4::", "::1.2.3", "::1.2.3.4:5", "1:2:3:4:5:6:7::8", " ::", "::1%eth0",
     "\u0661::", "::\uff11", "1:2:3:4:5:6:7:1.2.3.4"],
)  # fmt: skip
def test_text_that_is_no_address(text: str) -> None:
    with pytest.raises(ValueError):
        # Python takes a zone, which is not the address's part, so that is cut off for it.
        ipaddress.IPv6Address(text if "%" not in text else "no")
    assert ipv6.parse_address(text) == -1


@given(st.binary(max_size=120), st.booleans(), st.sampled_from((0, 43, 44, 60)))
def test_any_bytes_give_a_header_or_malformed_never_an_exception(
    data: bytes, has_head: bool, first: int
) -> None:
    whole = packet(first, data) if has_head else data
    header = ipv6.parse(whole, 0)
    if isinstance(header, Ipv6Header):
        assert 40 <= header.payload_start <= header.payload_stop <= len(whole)
    else:
        assert isinstance(header, Malformed)
