import pytest
from hypothesis import given
from hypothesis import strategies as st

from gloam.net.wire import ipv4
from gloam.net.wire.ipv4 import Ipv4Header
from gloam.net.wire.malformed import Malformed
from support import packets

# UDP from 10.9.0.1 to 10.9.0.2 as Linux sent it: plain, with a record route option, two fragments.
PLAIN = bytes.fromhex("4500001d9736400040118f850a0900010a0900029c4100090009d77c78")
ROUTE = bytes.fromhex(
    "4800002dba154000401150800a0900010a090002070b080a09000100000000019c400007000d0294726f757465"
)
FIRST = bytes.fromhex("450005dcba162000401186e60a0900010a090002") + bytes(1480)
LAST = bytes.fromhex("45000224ba1600b94011a9e50a0900010a090002") + bytes(528)


def header(packet: bytes, start: int = 0) -> Ipv4Header:
    parsed = ipv4.parse(packet, start)
    assert isinstance(parsed, Ipv4Header), parsed
    return parsed


def rewritten(packet: bytes, index: int, value: int) -> bytes:
    """The packet with one header byte replaced and the checksum made right again."""
    size = (packet[0] & 15) * 4 if index else (value & 15) * 4
    fixed = bytearray(packet)
    fixed[index] = value
    fixed[10:12] = b"\x00\x00"
    fixed[10:12] = packets.internet_checksum(bytes(fixed[:size])).to_bytes(2, "big")
    return bytes(fixed)


def test_captured_packet() -> None:
    assert header(PLAIN) == Ipv4Header(
        source=0x0A090001,
        target=0x0A090002,
        protocol=17,
        time_to_live=64,
        identification=0x9736,
        dont_fragment=True,
        more_fragments=False,
        fragment_offset=0,
        has_source_route=False,
        payload_start=20,
        payload_stop=29,
    )


def test_captured_packet_with_a_record_route_option() -> None:
    parsed = header(ROUTE)
    assert (parsed.payload_start, parsed.payload_stop) == (32, 45)
    assert not parsed.has_source_route


def test_captured_fragments() -> None:
    first, last = header(FIRST), header(LAST)
    assert (first.more_fragments, first.fragment_offset) == (True, 0)
    assert (last.more_fragments, last.fragment_offset) == (False, 1480)
    assert not first.dont_fragment
    assert first.identification == last.identification == 0xBA16


def test_padding_of_the_frame_is_not_payload() -> None:
    parsed = header(b"\xee" * 14 + PLAIN + bytes(17), 14)
    assert (parsed.payload_start, parsed.payload_stop) == (34, 43)


def test_shorter_than_a_header_is_truncated() -> None:
    assert ipv4.parse(PLAIN[:19], 0) is Malformed.IPV4_TRUNCATED
    assert ipv4.parse(b"\xee" + PLAIN[:19], 1) is Malformed.IPV4_TRUNCATED


def test_shorter_than_its_total_length_is_truncated() -> None:
    assert ipv4.parse(PLAIN[:28], 0) is Malformed.IPV4_TRUNCATED


def test_other_versions_are_refused() -> None:
    for version in (0, 3, 5, 6, 15):
        packet = rewritten(PLAIN, 0, version << 4 | 5)
        assert ipv4.parse(packet, 0) is Malformed.IPV4_VERSION


def test_header_below_20_bytes_or_beyond_the_packet_is_refused() -> None:
    assert ipv4.parse(rewritten(PLAIN, 0, 0x44), 0) is Malformed.IPV4_HEADER_SIZE
    assert ipv4.parse(rewritten(PLAIN, 0, 0x48), 0) is Malformed.IPV4_HEADER_SIZE
    assert ipv4.parse(rewritten(PLAIN, 3, 19), 0) is Malformed.IPV4_HEADER_SIZE


def test_header_may_fill_the_packet() -> None:
    parsed = header(rewritten(PLAIN, 3, 20))
    assert (parsed.payload_start, parsed.payload_stop) == (20, 20)


def test_every_damaged_header_byte_is_noticed() -> None:
    for index in range(20):
        damaged = PLAIN[:index] + bytes([PLAIN[index] ^ 1]) + PLAIN[index + 1 :]
        assert isinstance(ipv4.parse(damaged, 0), Malformed), index
    damaged = PLAIN[:8] + b"\x41" + PLAIN[9:]
    assert ipv4.parse(damaged, 0) is Malformed.IPV4_CHECKSUM


def test_damaged_option_byte_is_noticed() -> None:
    assert ipv4.parse(ROUTE[:25] + b"\x99" + ROUTE[26:], 0) is Malformed.IPV4_CHECKSUM


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ("00000000", 0),
        ("01010100", 0),
        ("0183030400000000", 1),
        ("89030400", 1),
        ("44040500", 0),
        ("00ff0000", 0),
        ("07020701", -1),
        ("01010107", -1),
        ("07000000", -1),
        ("07010000", -1),
        ("07050000", -1),
        ("0704000083030400", 1),
    ],
)
def test_options(options: str, expected: int) -> None:
    data = bytes.fromhex(options)
    assert ipv4.scan_options(b"\xee" + data + b"\xee", 1, 1 + len(data)) == expected
    packet = packets.ipv4(b"", 17, options=data)
    if expected < 0:
        assert ipv4.parse(packet, 0) is Malformed.IPV4_OPTION
    else:
        assert header(packet).has_source_route == (expected == 1)


def test_emitted_header_is_the_one_a_capture_shows() -> None:
    # Our answer in the same capture, accepted by Linux.
    assert ipv4.emit_header(0x0A090002, 0x0A090001, 17, 13, 1, 0).hex() == (
        "4500002100010000401166b70a0900020a090001"
    )


@given(
    st.integers(0, 2**32 - 1),
    st.integers(0, 2**32 - 1),
    st.integers(0, 255),
    st.integers(0, 65_515),
    st.integers(0, 65_535),
)
def test_parse_reads_what_emit_wrote(
    source: int, target: int, protocol: int, size: int, identification: int
) -> None:
    packet = ipv4.emit_header(source, target, protocol, size, identification, 0) + bytes(size)
    assert header(packet) == Ipv4Header(
        source, target, protocol, 64, identification, False, False, 0, False, 20, 20 + size
    )
    assert packets.internet_checksum(packet[:20]) == 0


@given(st.binary(max_size=80), st.integers(0, 20))
def test_any_bytes_give_a_header_or_a_cause(data: bytes, start: int) -> None:
    parsed = ipv4.parse(data, start)
    if isinstance(parsed, Ipv4Header):
        assert start + 20 <= parsed.payload_start <= parsed.payload_stop <= len(data)


@given(st.binary(min_size=4, max_size=40).filter(lambda data: len(data) % 4 == 0))
def test_any_options_end(options: bytes) -> None:
    parsed = ipv4.parse(packets.ipv4(b"x", 17, options=options), 0)
    assert isinstance(parsed, Ipv4Header) or parsed is Malformed.IPV4_OPTION
