import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gloam.net.wire import dhcp
from gloam.net.wire.dhcp import ABSENT, Answer, Kind, Question
from gloam.net.wire.malformed import Malformed
from gloam.net.wire.route import Route
from support import dhcp_server as server
from support.packets import ip_bytes

MAC = bytes.fromhex("525400123456")
MAC_INT = 0x525400123456
# dnsmasq 2.90: T1 3 s, T2 6 s, a lease of two minutes; captured on a TAP device.
CAPTURED = (
    bytes.fromhex("02010600cf671afd00008000000000000a09003a0a09000100000000525400123456")
    + bytes(202)
    + bytes.fromhex("6382536335010236040a0900013304000000783a04000000033b0400000006")
    + bytes.fromhex("0104ffffff001c040a0900ff03040a090001ff0000000000000000000000000000")
)


def parsed(data: bytes) -> Answer:
    answer = dhcp.parse(data)
    assert isinstance(answer, Answer)
    return answer


def with_options(options: bytes, *, server_name: bytes = b"", file: bytes = b"") -> bytes:
    return server.message(server.ACK, 1, MAC, options=options, server_name=server_name, file=file)


def test_captured_offer() -> None:
    assert dhcp.parse(CAPTURED) == Answer(
        Kind.OFFER, 0xCF671AFD, MAC_INT, 0x0A09003A, 0x0A090001, 24, 0x0A090001, (), 0, 120, 3, 6
    )


def test_absent_options_have_their_marks() -> None:
    assert parsed(with_options(b"")) == Answer(
        Kind.ACK, 1, MAC_INT, 0x0A090032, 0, 0, 0, (), 0, ABSENT, ABSENT, ABSENT
    )


def test_options_go_on_in_the_file_and_server_name_fields() -> None:
    mask = server.option(1, ip_bytes("255.255.0.0")) + b"\xff"
    lease = server.seconds(51, 99) + b"\xff"
    both = with_options(server.option(52, b"\x03"), file=mask, server_name=lease)
    assert (parsed(both).prefix_size, parsed(both).lease_s) == (16, 99)
    only_file = with_options(server.option(52, b"\x01"), file=mask, server_name=lease)
    assert (parsed(only_file).prefix_size, parsed(only_file).lease_s) == (16, ABSENT)
    only_name = with_options(server.option(52, b"\x02"), file=mask, server_name=lease)
    assert (parsed(only_name).prefix_size, parsed(only_name).lease_s) == (0, 99)
    neither = with_options(b"", file=mask, server_name=lease)
    assert (parsed(neither).prefix_size, parsed(neither).lease_s) == (0, ABSENT)


def test_parts_of_an_option_are_joined() -> None:
    halves = server.option(51, b"\0\0") + b"\0" + server.option(51, b"\1\2")
    assert parsed(with_options(halves)).lease_s == 0x102


def test_name_servers_beyond_the_limit_are_ignored() -> None:
    many = server.option(6, b"".join(ip_bytes(f"10.0.0.{n}") for n in range(1, 9)))
    assert parsed(with_options(many)).name_servers == (0x0A000001, 0x0A000002, 0x0A000003)


def test_numbers_of_the_wrong_size_are_absent() -> None:
    assert parsed(with_options(server.option(51, b"\0\0\1"))).lease_s == ABSENT
    assert parsed(with_options(server.option(26, b"\5\xdc"))).mtu == 1500
    assert parsed(with_options(server.option(26, b"\5"))).mtu == 0


@pytest.mark.parametrize(
    ("mask", "prefix"), [("255.255.255.255", 32), ("128.0.0.0", 1), ("255.255.255.252", 30)]
)
def test_mask(mask: str, prefix: int) -> None:
    assert parsed(with_options(server.option(1, ip_bytes(mask)))).prefix_size == prefix


@pytest.mark.parametrize("mask", ["0.0.0.0", "255.0.255.0", "0.0.0.255", "255.255.255.253"])
def test_mask_with_holes_is_refused(mask: str) -> None:
    assert dhcp.parse(with_options(server.option(1, ip_bytes(mask)))) is Malformed.DHCP_OPTION


def test_what_is_no_answer_is_refused() -> None:
    assert dhcp.parse(CAPTURED[:239]) is Malformed.DHCP_TRUNCATED
    for index, value in ((0, 1), (1, 6), (2, 16), (236, 0x62), (239, 0)):
        wrong = CAPTURED[:index] + bytes([value]) + CAPTURED[index + 1 :]
        assert dhcp.parse(wrong) is Malformed.DHCP_FORMAT, index
    for kind in (0, 1, 3, 4, 7, 8, 255):
        wrong = CAPTURED[:242] + bytes([kind]) + CAPTURED[243:]
        assert dhcp.parse(wrong) is Malformed.DHCP_KIND, kind
    assert dhcp.parse(CAPTURED[:240]) is Malformed.DHCP_KIND


def test_option_past_the_end_is_refused() -> None:
    full = with_options(b"")[:-1]
    assert isinstance(dhcp.parse(full), Answer)
    assert dhcp.parse(full + b"\x0c") is Malformed.DHCP_OPTION
    assert dhcp.parse(full + b"\x0c\x03ab") is Malformed.DHCP_OPTION
    assert isinstance(dhcp.parse(full + b"\x0c\x03abc"), Answer)
    in_file = with_options(server.option(52, b"\1"), file=b"\x0c\xffxyz")
    assert dhcp.parse(in_file) is Malformed.DHCP_OPTION


def test_question_as_the_rfc_lays_it_out() -> None:
    question = Question(Kind.REQUEST, 0x01020304, MAC_INT, 5, True, 0, 0x0A090032, 0x0A090001, 1472)
    data = dhcp.emit(question)
    assert len(data) == 300
    assert data[:12] == struct.pack("!BBBBIHH", 1, 1, 6, 0, 0x01020304, 5, 0x8000)
    assert data[12:28] == bytes(16)
    assert data[28:236] == MAC.ljust(208, b"\0")
    assert server.read_options(data) == {
        53: b"\3",
        61: b"\1" + MAC,
        50: ip_bytes("10.9.0.50"),
        54: ip_bytes("10.9.0.1"),
        57: b"\x05\xc0",
        55: bytes([1, 121, 3, 6, 26, 51, 54, 58, 59]),
    }


def test_question_of_a_bound_client_has_its_address_in_the_header() -> None:
    data = dhcp.emit(Question(Kind.REQUEST, 1, MAC_INT, 0, False, 0x0A090032, 0, 0, 1472))
    assert data[10:16] == b"\0\0" + ip_bytes("10.9.0.50")
    assert server.read_options(data).keys() == {53, 61, 57, 55}


def test_decline_asks_for_nothing() -> None:
    data = dhcp.emit(Question(Kind.DECLINE, 1, MAC_INT, 0, False, 0, 5, 6, 1472))
    assert server.read_options(data).keys() == {53, 61, 50, 54}


@given(st.binary(max_size=400), st.booleans())
def test_any_bytes_give_an_answer_or_malformed_never_an_exception(data: bytes, head: bool) -> None:
    parsed = dhcp.parse(CAPTURED[:240] + data if head else data)
    assert isinstance(parsed, Answer | Malformed)


@given(st.integers(0, len(CAPTURED) - 1), st.integers(0, 255), st.integers(0, len(CAPTURED)))
def test_damaged_offers_give_an_answer_or_malformed(index: int, value: int, stop: int) -> None:
    damaged = bytearray(CAPTURED)
    damaged[index] = value
    assert isinstance(dhcp.parse(bytes(damaged[:stop])), Answer | Malformed)


@pytest.mark.parametrize(
    ("option", "expected"),
    [
        # RFC 3442: descriptors of several sizes, host bits, an on-link network, the default.
        ("18 0a1100 0a090001", (Route(0x0A110000, 24, 0x0A090001),)),
        ("19 0a1100ff 0a090001", (Route(0x0A110080, 25, 0x0A090001),)),
        ("00 0a090003 10 0a12 00000000", (Route(0, 0, 0x0A090003), Route(0x0A120000, 16, 0))),
        ("20 0a000001 0a090001", (Route(0x0A000001, 32, 0x0A090001),)),
        ("", ()),
        ("21 0a00000101 0a090001", ()),
        ("18 0a1100 0a0900", ()),
        ("18 0a1100 0a090001 18", ()),
    ],
)
def test_classless_routes(option: str, expected: tuple[Route, ...]) -> None:
    answer = dhcp.parse(with_options(server.option(121, bytes.fromhex(option))))
    assert isinstance(answer, Answer)
    assert answer.routes == expected
