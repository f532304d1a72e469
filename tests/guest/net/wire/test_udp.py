from hypothesis import given
from hypothesis import strategies as st

from gloam.net.wire import udp
from gloam.net.wire.checksum import pseudo_header_sum
from gloam.net.wire.malformed import Malformed
from gloam.net.wire.octets import parse_ip
from gloam.net.wire.udp import UdpHeader
from support import packets

HOST, GUEST = 0x0A090001, 0x0A090002
# From port 40000 to 7, captured from Linux; the second with SO_NO_CHECK.
HELLO = bytes.fromhex("9c400007000d0ba668656c6c6f")
UNCHECKED = bytes.fromhex("9c400007000b00006f6464")

ADDRESSES = st.integers(0, 2**32 - 1)
PORTS = st.integers(1, 65_535)


def pseudo(source: int, target: int) -> int:
    return pseudo_header_sum(source, target, 17, 0)


def test_captured_datagram() -> None:
    assert udp.parse(HELLO, 0, 13, pseudo(HOST, GUEST), True) == UdpHeader(40_000, 7, 8, 13)
    assert udp.emit_header(pseudo(HOST, GUEST), 40_000, 7, b"hello") == HELLO[:8]


def test_datagram_is_found_at_its_offset() -> None:
    data = b"\xee" * 34 + HELLO + b"\xee"
    assert udp.parse(data, 34, 47, pseudo(HOST, GUEST), True) == UdpHeader(40_000, 7, 42, 47)


def test_checksum_zero_means_unchecked() -> None:
    assert udp.parse(UNCHECKED, 0, 11, pseudo(HOST, GUEST), True) == UdpHeader(40_000, 7, 8, 11)
    # Whatever the addresses are: nothing is compared.
    assert udp.parse(UNCHECKED, 0, 11, pseudo(1, 2), True) == UdpHeader(40_000, 7, 8, 11)


def test_checksum_zero_is_refused_where_there_has_to_be_one() -> None:
    """IPv6 has no other protection of its addresses (RFC 8200, 8.1)."""
    assert udp.parse(UNCHECKED, 0, 11, 0, False) is Malformed.UDP_CHECKSUM
    assert udp.parse(HELLO, 0, 13, pseudo(HOST, GUEST), False) == UdpHeader(40_000, 7, 8, 13)


def test_address_or_any_byte_that_differs_is_noticed() -> None:
    assert udp.parse(HELLO, 0, 13, pseudo(HOST + 1, GUEST), True) is Malformed.UDP_CHECKSUM
    assert udp.parse(HELLO, 0, 13, pseudo(HOST, GUEST + 0x10000), True) is Malformed.UDP_CHECKSUM
    for index in (0, 1, 2, 3, 6, 7, 8, 12):
        damaged = HELLO[:index] + bytes([HELLO[index] ^ 2]) + HELLO[index + 1 :]
        assert udp.parse(damaged, 0, 13, pseudo(HOST, GUEST), True) is Malformed.UDP_CHECKSUM, index


def test_fewer_than_eight_bytes_are_truncated() -> None:
    assert udp.parse(HELLO, 0, 7, pseudo(HOST, GUEST), True) is Malformed.UDP_TRUNCATED


def test_length_below_eight_or_beyond_the_packet_is_refused() -> None:
    for length in (0, 7, 14, 65_535):
        wrong = HELLO[:4] + length.to_bytes(2, "big") + HELLO[6:]
        assert udp.parse(wrong, 0, 13, pseudo(HOST, GUEST), True) is Malformed.UDP_LENGTH, length


def test_bytes_behind_the_length_are_ignored() -> None:
    assert udp.parse(HELLO + b"padding", 0, 20, pseudo(HOST, GUEST), True) == UdpHeader(
        40_000, 7, 8, 13
    )


def test_target_port_zero_is_refused_and_source_port_zero_is_not() -> None:
    no_target = packets.udp(b"x", 5, 0)
    assert udp.parse(no_target, 0, 9, pseudo(HOST, GUEST), True) is Malformed.UDP_PORT
    no_source = packets.udp(b"x", 0, 5)
    assert udp.parse(no_source, 0, 9, pseudo(HOST, GUEST), True) == UdpHeader(0, 5, 8, 9)


def test_checksum_that_comes_out_as_zero_is_sent_as_ffff() -> None:
    # The payload word is the checksum of the rest, so the sum is 0xFFFF (RFC 768).
    plain = udp.emit_header(pseudo(HOST, GUEST), 1, 2, b"\x00\x00")
    header = udp.emit_header(pseudo(HOST, GUEST), 1, 2, plain[6:8])
    assert header[6:8] == b"\xff\xff"
    assert isinstance(udp.parse(header + plain[6:8], 0, 10, pseudo(HOST, GUEST), True), UdpHeader)


@given(ADDRESSES, ADDRESSES, PORTS, PORTS, st.binary(max_size=99))
def test_parse_reads_what_emit_wrote(
    source: int, target: int, source_port: int, target_port: int, payload: bytes
) -> None:
    data = udp.emit_header(pseudo(source, target), source_port, target_port, payload) + payload
    parsed = udp.parse(data, 0, len(data), pseudo(source, target), True)
    assert parsed == UdpHeader(source_port, target_port, 8, len(data))


@given(PORTS, PORTS, st.binary(max_size=99))
def test_emit_agrees_with_an_independent_writer(
    source_port: int, target_port: int, payload: bytes
) -> None:
    source, target = "203.0.113.255", "198.51.100.1"
    header = udp.emit_header(
        pseudo(parse_ip(source), parse_ip(target)), source_port, target_port, payload
    )
    assert header + payload == packets.udp(payload, source_port, target_port, source, target)


@given(st.binary(max_size=60))
def test_any_bytes_give_a_header_or_a_cause(data: bytes) -> None:
    parsed = udp.parse(data, 0, len(data), pseudo(HOST, GUEST), True)
    assert isinstance(parsed, UdpHeader | Malformed)
