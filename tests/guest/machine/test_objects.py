"""The stand-ins for object layouts: finished objects, and raw ones until then."""

import pytest

from gloam.machine import (
    address_of,
    big_data,
    big_finish,
    big_new,
    big_set_size,
    big_size,
    bytes_data,
    bytes_finish,
    bytes_hash,
    bytes_length,
    bytes_new,
    bytes_set_hash,
    i64,
    int_from,
    int_from_small,
    int_is_bool,
    int_is_small,
    int_small,
    same_object,
    str_data,
    str_finish,
    str_hash,
    str_kind,
    str_length,
    str_new,
    str_set_hash,
    tuple_finish,
    tuple_init,
    tuple_item,
    tuple_length,
    tuple_new,
    type_module,
    type_name,
    u8,
    u64,
)


@pytest.mark.parametrize(
    ("text", "kind"), [("", 1), ("a\xff", 1), ("\u0100b", 2), ("\ud800", 2), ("\U0001f600", 4)]
)
def test_str_data_has_the_smallest_kind(text: str, kind: int) -> None:
    assert str_kind(text) == kind
    assert str_length(text) == len(text)
    data = str_data(text)
    for index, character in enumerate(text):
        unit = [int(data[index * kind + byte]) for byte in range(kind)]
        assert int.from_bytes(bytes(unit), "little") == ord(character)


def test_a_raw_str_becomes_what_was_written() -> None:
    raw = str_new(i64(2), i64(2))
    assert str_length(raw) == 2
    assert str_kind(raw) == 2
    for index, byte in enumerate("\u0100b".encode("utf-16-le")):
        str_data(raw)[index] = u8(byte)
    with pytest.raises(TypeError):
        print(raw + "x")
    assert str_finish(raw) == "\u0100b"
    narrow = str_new(i64(1), i64(2))
    with pytest.raises(AssertionError, match="kind 2"):
        str_finish(narrow)


def test_bytes_and_hash_slots() -> None:
    raw = bytes_new(i64(3))
    for index in range(3):
        bytes_data(raw)[index] = u8(index + 65)
    data = bytes_finish(raw)
    assert data == b"ABC"
    assert bytes_length(data) == 3
    assert bytes_data(data)[2] == 67
    text = "some text"
    assert str_hash(text) == 0
    assert bytes_hash(data) == 0
    str_set_hash(text, i64(5))
    bytes_set_hash(data, i64(6))
    assert str_hash(text) == 5
    assert bytes_hash(data) == 6


def test_small_ints_bools_and_bignums() -> None:
    for value in (0, -1, (1 << 62) - 1, -(1 << 62)):
        assert int_is_small(value) and not int_is_bool(value)
        assert int_small(value) == value
        assert int_from_small(i64(value)) == value
    for value in (1 << 62, -(1 << 62) - 1, 1 << 200):
        assert not int_is_small(value)
        with pytest.raises(AssertionError):
            int_small(value)
    assert int_is_bool(True) and not int_is_small(True)
    assert int_from(i64(1 << 62)) == 1 << 62
    value = -(1 << 64) - 5
    assert big_size(value) == -2
    assert [int(big_data(value)[index]) for index in range(2)] == [5, 1]
    with pytest.raises(AssertionError):
        big_size(5)


def test_a_raw_bignum_must_be_normalised() -> None:
    raw = big_new(i64(-3))
    digits = big_data(raw)
    digits[0], digits[1], digits[2] = u64(5), u64(1), u64(0)
    with pytest.raises(TypeError):
        print(raw + 1)
    with pytest.raises(AssertionError):
        big_finish(raw)
    big_set_size(raw, i64(-2))
    assert big_finish(raw) == -(1 << 64) - 5
    small = big_new(i64(1))
    big_data(small)[0] = u64(7)
    with pytest.raises(AssertionError, match="small"):
        big_finish(small)


def test_tuples_are_filled_once_each() -> None:
    raw = tuple_new(i64(2))
    tuple_init(raw, i64(1), "b")
    with pytest.raises(AssertionError):
        tuple_init(raw, i64(1), "c")
    with pytest.raises(KeyError):
        tuple_finish(raw)
    tuple_init(raw, i64(0), 1)
    done = tuple_finish(raw)
    assert done == (1, "b")
    assert tuple_length(done) == 2
    assert tuple_item(done, i64(1)) == "b"
    with pytest.raises(AssertionError):
        tuple_item(done, i64(2))


def test_identity_and_names() -> None:
    first, second = [1], [1]
    assert same_object(first, first) and not same_object(first, second)
    assert address_of(first) == address_of(first) != address_of(second)
    assert (type_name(5), type_name(first), type_module(first)) == ("int", "list", "builtins")
