from hypothesis import given
from hypothesis import strategies as st

from gloam.net.wire import ethernet
from gloam.net.wire.ethernet import FrameHeader
from gloam.net.wire.malformed import Malformed

HEADER = bytes.fromhex("0200000000020a00000000010800")
MACS = st.integers(0, 2**48 - 1)


def test_untagged_header() -> None:
    assert ethernet.parse(HEADER) == FrameHeader(0x020000000002, 0x0A0000000001, 0x0800, 0, 14)


def test_tagged_header_gives_the_inner_type_and_the_vlan_without_its_priority() -> None:
    frame = bytes.fromhex("0200000000020a00000000018100e7d00806aa")
    assert ethernet.parse(frame) == FrameHeader(0x020000000002, 0x0A0000000001, 0x0806, 2000, 18)


def test_priority_tag_is_vlan_zero() -> None:
    frame = bytes.fromhex("0200000000020a00000000018100e0000800")
    assert ethernet.parse(frame) == FrameHeader(0x020000000002, 0x0A0000000001, 0x0800, 0, 18)


def test_one_byte_less_than_a_header_is_truncated() -> None:
    assert ethernet.parse(HEADER[:13]) is Malformed.FRAME_TRUNCATED
    assert ethernet.parse(b"") is Malformed.FRAME_TRUNCATED


def test_one_byte_less_than_header_and_tag_is_truncated() -> None:
    frame = bytes.fromhex("0200000000020a00000000018100e00008")
    assert ethernet.parse(frame) is Malformed.FRAME_TRUNCATED


def test_largest_frame_is_65_553_bytes() -> None:
    # 65,535 bytes of IP (RFC 791), 14 of header, 4 of tag.
    assert isinstance(ethernet.parse(HEADER + bytes(65_553 - 14)), FrameHeader)
    assert ethernet.parse(HEADER + bytes(65_554 - 14)) is Malformed.FRAME_OVERSIZE


def test_emitted_header_is_the_captured_one() -> None:
    assert ethernet.emit_header(0x020000000002, 0x0A0000000001, 0x0800) == HEADER
    assert ethernet.emit_header(0x123456789ABC, 0xDEF012345678, 0x9ABC).hex() == (
        "123456789abcdef0123456789abc"
    )


def test_group_bit_is_the_low_bit_of_the_first_byte() -> None:
    assert ethernet.is_group(0xFFFFFFFFFFFF)
    assert ethernet.is_group(0x01005E000001)
    assert not ethernet.is_group(0xFEFFFFFFFFFF)


@given(MACS, MACS, st.integers(0, 65_535).filter(lambda value: value != 0x8100))
def test_parse_reads_what_emit_wrote(target: int, source: int, ether_type: int) -> None:
    frame = ethernet.emit_header(target, source, ether_type)
    assert ethernet.parse(frame) == FrameHeader(target, source, ether_type, 0, 14)


@given(st.binary(max_size=40))
def test_any_bytes_give_a_header_or_a_cause(frame: bytes) -> None:
    assert isinstance(ethernet.parse(frame), FrameHeader | Malformed)
