from hypothesis import given
from hypothesis import strategies as st

from gloam.net.wire.checksum import checksum, folded, partial_sum, pseudo_header_sum
from support.packets import internet_checksum


def test_sum_of_the_example_in_rfc_1071() -> None:
    data = bytes.fromhex("0001f203f4f5f6f7")
    assert folded(partial_sum(data, 0, 8, 0)) == 0xDDF2
    assert folded(0x2DDF0) == 0xDDF2
    assert checksum(data, 0, 8, 0) == 0x220D


def test_header_that_holds_its_checksum_gives_zero() -> None:
    header = bytes.fromhex("4500001d9736400040118f850a0900010a090002")
    assert checksum(header, 0, 20, 0) == 0


def test_odd_last_byte_is_padded_on_the_right() -> None:
    assert partial_sum(b"\x01\x02\x03", 0, 3, 0) == 0x0102 + 0x0300


def test_only_the_given_range_counts() -> None:
    assert partial_sum(b"\xff\x01\x02\xff", 1, 3, 5) == 0x0102 + 5
    assert partial_sum(b"\xff\xff", 1, 1, 5) == 5


def test_fold_repeats_until_no_carry_is_left() -> None:
    assert folded(0xFFFF) == 0xFFFF
    assert folded(0x1FFFF) == 1
    assert folded(0xFFFE_FFFF) == 0xFFFE


def test_pseudo_header_of_a_captured_datagram() -> None:
    # 10.9.0.1 to 10.9.0.2, UDP, 13 bytes; the capture's checksum is 0x0ba6.
    total = pseudo_header_sum(0x0A090001, 0x0A090002, 17, 13)
    datagram = bytes.fromhex("9c400007000d0ba668656c6c6f")
    assert checksum(datagram, 0, 13, total) == 0


@given(st.binary(min_size=1, max_size=200))
def test_agrees_with_division_by_ffff(data: bytes) -> None:
    assert checksum(data, 0, len(data), 0) == internet_checksum(data)
