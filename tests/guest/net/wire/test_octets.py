import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gloam.net.wire.octets import ip_text, mac_text, parse_ip, u16_at, u32_at, u48_at


def test_numbers_are_big_endian_at_their_index() -> None:
    data = bytes.fromhex("ee0123456789abef")
    assert u16_at(data, 1) == 0x0123
    assert u32_at(data, 1) == 0x01234567
    assert u48_at(data, 1) == 0x0123456789AB


def test_mac_text() -> None:
    assert mac_text(0x0A00_5E0B_C0FF) == "0a:00:5e:0b:c0:ff"


@given(st.integers(0, 2**32 - 1))
def test_address_text_is_that_of_ipaddress(address: int) -> None:
    text = str(ipaddress.IPv4Address(address))
    assert ip_text(address) == text
    assert parse_ip(text) == address


NO_ADDRESSES = """
1|1.2.3|1.2.3.|.1.2.3|1..2.3|1.2.3.4.5|1.2.3.256|01.2.3.4|1.2.3.00
|1.2.3.4 |+1.2.3.4|1.2.3.x|1,2.3.4|1.2.3.4.|1.2.3.\N{ARABIC-INDIC DIGIT ONE}
"""


@pytest.mark.parametrize("text", NO_ADDRESSES.replace("\n", "").split("|"))
def test_text_that_is_no_address(text: str) -> None:
    with pytest.raises(ipaddress.AddressValueError):
        ipaddress.IPv4Address(text)
    assert parse_ip(text) == -1


@given(st.text(alphabet="0123456789.", max_size=16))
def test_address_texts_are_those_that_ipaddress_accepts(text: str) -> None:
    try:
        expected = int(ipaddress.IPv4Address(text))
    except ipaddress.AddressValueError:
        expected = -1
    assert parse_ip(text) == expected
