from hypothesis import given
from hypothesis import strategies as st

from gloam.net.wire import icmp
from gloam.net.wire.icmp import IcmpMessage
from gloam.net.wire.malformed import Malformed
from support import packets

# An echo request with an odd body and Linux's "port unreachable" with its quote, captured.
ECHO = bytes.fromhex("0800eb3412340001616263646566676869")
UNREACHABLE = bytes.fromhex(
    "03031132000000004500002300040000401166b20a0900020a0900010007270f000f4d61636c6f7365643f"
)


def test_captured_echo_request() -> None:
    assert icmp.parse(ECHO, 0, 17) == IcmpMessage(8, 0, 0x1234, 1, 8, 17)


def test_captured_unreachable() -> None:
    assert icmp.parse(b"\xee" + UNREACHABLE + b"\xee", 1, 44) == IcmpMessage(3, 3, 0, 0, 9, 44)


def test_emit_gives_the_captured_bytes() -> None:
    assert icmp.emit(8, 0, 0x1234, 1, b"abcdefghi") == ECHO
    assert icmp.emit(3, 3, 0, 0, UNREACHABLE[8:]) == UNREACHABLE


def test_fewer_than_eight_bytes_are_truncated() -> None:
    assert icmp.parse(packets.icmp(8, 0, b"123"), 0, 7) is Malformed.ICMP_TRUNCATED
    assert icmp.parse(ECHO, 10, 17) is Malformed.ICMP_TRUNCATED


def test_every_damaged_byte_is_noticed() -> None:
    for index in range(len(ECHO)):
        damaged = ECHO[:index] + bytes([ECHO[index] ^ 4]) + ECHO[index + 1 :]
        assert icmp.parse(damaged, 0, 17) is Malformed.ICMP_CHECKSUM


@given(
    st.integers(0, 255),
    st.integers(0, 255),
    st.integers(0, 65_535),
    st.integers(0, 65_535),
    st.binary(max_size=99),
)
def test_parse_reads_what_emit_wrote(
    kind: int, code: int, high: int, low: int, body: bytes
) -> None:
    data = icmp.emit(kind, code, high, low, body)
    assert data[8:] == body
    assert icmp.parse(data, 0, len(data)) == IcmpMessage(kind, code, high, low, 8, len(data))


@given(st.binary(max_size=60))
def test_any_bytes_give_a_message_or_a_cause(data: bytes) -> None:
    assert isinstance(icmp.parse(data, 0, len(data)), IcmpMessage | Malformed)
