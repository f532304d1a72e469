from hypothesis import given
from hypothesis import strategies as st

from gloam.net.wire import arp
from gloam.net.wire.arp import ArpMessage, Operation
from gloam.net.wire.malformed import Malformed

# Linux 10.9.0.1 asks for 10.9.0.2, and a reply; captured on a TAP device.
REQUEST = bytes.fromhex("00010800060400010200000000010a0900010000000000000a090002")
REPLY = bytes.fromhex("00010800060400020200000000020a0900020200000000010a090001")

REQUEST_MESSAGE = ArpMessage(Operation.REQUEST, 0x020000000001, 0x0A090001, 0, 0x0A090002)
REPLY_MESSAGE = ArpMessage(Operation.REPLY, 0x020000000002, 0x0A090002, 0x020000000001, 0x0A090001)


def test_captured_messages() -> None:
    assert arp.parse(REQUEST, 0) == REQUEST_MESSAGE
    assert arp.parse(REPLY, 0) == REPLY_MESSAGE
    assert arp.emit(REQUEST_MESSAGE) == REQUEST
    assert arp.emit(REPLY_MESSAGE) == REPLY


def test_message_is_found_at_its_offset_and_padding_is_ignored() -> None:
    assert arp.parse(b"\xee" * 14 + REQUEST + bytes(18), 14) == REQUEST_MESSAGE


def test_one_byte_less_is_truncated() -> None:
    assert arp.parse(REQUEST[:27], 0) is Malformed.ARP_TRUNCATED
    assert arp.parse(b"\xee" + REQUEST[:27], 1) is Malformed.ARP_TRUNCATED


def test_each_fixed_field_is_checked() -> None:
    for index in range(7):
        wrong = REQUEST[:index] + bytes([REQUEST[index] ^ 0x10]) + REQUEST[index + 1 :]
        assert arp.parse(wrong, 0) is Malformed.ARP_FORMAT, index


def test_other_operations_are_refused() -> None:
    for code in (0, 3, 8, 255):
        wrong = REQUEST[:7] + bytes([code]) + REQUEST[8:]
        assert arp.parse(wrong, 0) is Malformed.ARP_FORMAT


@given(st.binary(max_size=60), st.integers(0, 20))
def test_any_bytes_give_a_message_or_a_cause(data: bytes, start: int) -> None:
    assert isinstance(arp.parse(data, start), ArpMessage | Malformed)
