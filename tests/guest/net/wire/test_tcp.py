import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gloam.net.wire import tcp
from gloam.net.wire.checksum import pseudo_header_sum
from gloam.net.wire.malformed import Malformed
from gloam.net.wire.tcp import NO_OPTIONS, Options, SackBlock, Segment
from support import packets

HOST, GUEST = 0x0A090001, 0x0A090002
# A SYN of Linux 6 from 10.9.0.1:40000 to 10.9.0.2:7, written out by hand from its capture.
SYN_OPTIONS = bytes.fromhex("020405b40402080a112233440000000001030307")


def raw(
    flags: int,
    payload: bytes = b"",
    options: bytes = b"",
    *,
    offset: int | None = None,
    ports: tuple[int, int] = (40_000, 7),
) -> bytes:
    """A segment from HOST to GUEST with a right checksum."""
    words = 5 + len(options) // 4 if offset is None else offset
    head = struct.pack("!HHIIBBH", *ports, 0x01020304, 0x05060708, words << 4, flags, 0xFFFE)
    size = 20 + len(options) + len(payload)
    pseudo = struct.pack("!IIHH", HOST, GUEST, 6, size)
    check = packets.internet_checksum(pseudo + head + b"\0\0\0\0" + options + payload)
    return head + struct.pack("!HH", check, 0) + options + payload


def parse(data: bytes) -> Segment | Malformed:
    return tcp.parse(data, 0, len(data), pseudo_header_sum(HOST, GUEST, 6, len(data)))


def test_syn_with_the_options_of_linux() -> None:
    expected = Options(1460, 7, True, 0x11223344, 0)
    assert parse(raw(2, b"", SYN_OPTIONS)) == Segment(
        40_000, 7, 0x01020304, 0x05060708, 2, 0xFFFE, expected, b""
    )
    assert tcp.emit_options(expected) == SYN_OPTIONS


def test_segment_is_found_at_its_offset_and_emitted_again() -> None:
    data = raw(0x18, b"hello")
    pseudo = pseudo_header_sum(HOST, GUEST, 6, len(data))
    segment = tcp.parse(b"\xee" * 34 + data + b"\xee", 34, 34 + len(data), pseudo)
    assert segment == Segment(40_000, 7, 0x01020304, 0x05060708, 0x18, 0xFFFE, NO_OPTIONS, b"hello")
    assert isinstance(segment, Segment)
    assert tcp.emit_header(segment, pseudo) + segment.payload == data


@pytest.mark.parametrize("size", range(20))
def test_fewer_than_twenty_bytes_are_truncated(size: int) -> None:
    assert parse(raw(2)[:size]) is Malformed.TCP_TRUNCATED


@pytest.mark.parametrize("offset", [0, 4, 6, 15])
def test_data_offset_below_five_or_beyond_the_packet_is_refused(offset: int) -> None:
    assert parse(raw(2, offset=offset)) is Malformed.TCP_HEADER_SIZE


def test_any_byte_that_differs_is_noticed() -> None:
    data = raw(0x10, b"abc", SYN_OPTIONS)
    for index in (*range(12), *range(13, len(data))):
        damaged = data[:index] + bytes([data[index] ^ 4]) + data[index + 1 :]
        assert parse(damaged) is Malformed.TCP_CHECKSUM, index
    assert tcp.parse(data, 0, len(data), pseudo_header_sum(HOST + 1, GUEST, 6, len(data))) is (
        Malformed.TCP_CHECKSUM
    )


@pytest.mark.parametrize("ports", [(0, 7), (7, 0)])
def test_port_zero_is_refused(ports: tuple[int, int]) -> None:
    assert parse(raw(2, ports=ports)) is Malformed.TCP_PORT


@pytest.mark.parametrize(
    "field",
    ["02000000", "02010000", "020505b4", "01010102", "08ff0000", "010101fd", "fe00fe00"],
)
def test_option_of_impossible_length_is_refused(field: str) -> None:
    assert parse(raw(2, b"", bytes.fromhex(field))) is Malformed.TCP_OPTION


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("00ffffff", NO_OPTIONS),
        ("01010101", NO_OPTIONS),
        ("1e040102", NO_OPTIONS),
        ("0203050001010100", NO_OPTIONS),
        ("02040218", Options(536)),
        ("0204021802040219", Options(537)),
        ("010303ff", Options(window_scale=14)),
        ("01030300", Options(window_scale=0)),
        ("04020101", Options(sack_permitted=True)),
        ("0101080a0000000100000002", Options(timestamp=1, timestamp_echo=2)),
        ("0101050a0000000100000002", Options(sack=(SackBlock(1, 2),))),
        ("050b00000001000000020300", NO_OPTIONS),
        (
            "010105120000000100000002ffffffff00000000",
            Options(sack=(SackBlock(1, 2), SackBlock(0xFFFFFFFF, 0))),
        ),
    ],
)
def test_options_are_read_or_skipped(field: str, expected: Options) -> None:
    segment = parse(raw(0x10, b"x", bytes.fromhex(field)))
    assert isinstance(segment, Segment)
    assert segment.options == expected
    assert segment.payload == b"x"


@pytest.mark.parametrize(
    ("flags", "payload", "size"), [(0x10, b"", 0), (2, b"", 1), (1, b"ab", 3), (3, b"a", 3)]
)
def test_sequence_space_counts_syn_and_fin(flags: int, payload: bytes, size: int) -> None:
    segment = parse(raw(flags, payload))
    assert isinstance(segment, Segment)
    assert segment.size() == size


WORDS = st.integers(0, 2**32 - 1)
OPTIONS = st.builds(
    Options,
    st.integers(0, 65_535),
    st.integers(-1, 14),
    st.booleans(),
    st.integers(-1, 2**32 - 1),
    st.just(0),
    st.lists(st.builds(SackBlock, WORDS, WORDS), max_size=1).map(tuple),
)
SEGMENTS = st.builds(
    Segment,
    st.integers(1, 65_535),
    st.integers(1, 65_535),
    WORDS,
    WORDS,
    st.integers(0, 63),
    st.integers(0, 65_535),
    OPTIONS,
    st.binary(max_size=40),
)


@given(SEGMENTS)
def test_what_is_emitted_is_parsed_again(segment: Segment) -> None:
    size = tcp.header_size(segment.options) + len(segment.payload)
    pseudo = pseudo_header_sum(HOST, GUEST, 6, size)
    data = tcp.emit_header(segment, pseudo) + segment.payload
    assert len(data) == size
    assert tcp.parse(data, 0, size, pseudo) == segment
    source, target = HOST.to_bytes(4, "big"), GUEST.to_bytes(4, "big")
    assert packets.internet_checksum(source + target + struct.pack("!HH", 6, size) + data) == 0


@given(st.binary(max_size=80))
def test_any_bytes_give_a_segment_or_a_cause(data: bytes) -> None:
    assert isinstance(parse(data), (Segment, Malformed))
