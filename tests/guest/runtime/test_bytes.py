"""bytes methods and the codecs on simulated memory against CPython's own."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gloam.machine import i64
from gloam.runtime import bytes as methods
from gloam.runtime import codec
from gloam.runtime.limits import I64_MAX
from support.simulated_heap import start_heap

start_heap()

QUICK = settings(max_examples=60, deadline=None, database=None)

DATA = st.one_of(
    st.lists(st.sampled_from(b"ab \t\n\r\x0b\x1c'\"\\AZ09\x80\xff\x00"), max_size=9).map(bytes),
    st.binary(max_size=9),
)
SHORT = st.lists(st.sampled_from(b"ab \n"), max_size=2).map(bytes)
BOUND = st.integers(-12, 12)
# Starts and pieces of UTF-8 sequences, valid and not.
PIECES = [
    b"a",
    b"\xc3\xa9",
    b"\xe2\x82\xac",
    b"\xf0\x9f\x98\x80",
    b"\xed\xa0\x80",
    b"\xc0",
    b"\xc2",
]
PIECES += [
    b"\xe0\x80",
    b"\xe2\x82",
    b"\xf0\x9f\x98",
    b"\xf4\x90",
    b"\xf5",
    b"\x80",
    b"\xff",
    b"\xed",
]
ENCODED = st.one_of(st.lists(st.sampled_from(PIECES), max_size=5).map(b"".join), st.binary())


def outcome(call: Callable[..., object], *args: Any) -> object:
    """The result with its type, or the exception's type and text."""
    try:
        result = call(*args)
    except Exception as e:  # whatever it is, both sides must agree on it
        return type(e), str(e)
    return (int(result), "int") if isinstance(result, int) else result


def same(name: str, data: bytes, *args: Any) -> None:
    words = [i64(a) if type(a) is int else a for a in args]
    ours = outcome(getattr(methods, name), data, *words)
    assert ours == outcome(getattr(bytes, name), data, *args), (name, data, args)


UNARY = [
    "lower",
    "upper",
    "isascii",
    "isalpha",
    "isdigit",
    "isalnum",
    "isspace",
    "islower",
    "isupper",
    "strip",
    "lstrip",
    "rstrip",
    "split",
    "rsplit",
    "splitlines",
    "hex",
    "__repr__",
    "__str__",
    "__len__",
]


@QUICK
@given(data=DATA)
def test_methods_without_arguments(data: bytes) -> None:
    for name in UNARY:
        same(name, data)


@QUICK
@given(data=DATA, sub=SHORT, start=BOUND, stop=BOUND)
def test_searching(data: bytes, sub: bytes, start: int, stop: int) -> None:
    for name in ("find", "rfind", "index", "rindex", "count", "startswith", "endswith"):
        same(name, data, sub)
        same(name, data, sub, start)
        same(name, data, sub, start, stop)
    for name in ("find", "rfind", "index", "count"):
        assert outcome(getattr(methods, name), data, 97) == outcome(getattr(data, name), 97)
    assert methods.__contains__(data, sub) == (sub in data)
    assert methods.__contains__(data, 97) == (97 in data)
    assert methods.startswith(data, (sub, b"b")) == data.startswith((sub, b"b"))
    assert methods.endswith(data, (sub, b"b")) == data.endswith((sub, b"b"))


@QUICK
@given(data=DATA, sep=SHORT, other=SHORT, limit=st.integers(-1, 3))
def test_splitting_replacing_and_stripping(
    data: bytes, sep: bytes, other: bytes, limit: int
) -> None:
    for name in ("split", "rsplit"):
        same(name, data, sep)
        same(name, data, sep, limit)
        same(name, data, None, limit)
    for name in ("partition", "rpartition", "strip", "lstrip", "rstrip"):
        same(name, data, sep)
    for name in ("removeprefix", "removesuffix"):
        same(name, data, sep)
    same("splitlines", data, True)
    same("replace", data, sep, other)
    same("replace", data, sep, other, limit)


@QUICK
@given(data=DATA, start=BOUND, stop=BOUND, times=st.integers(-1, 4), group=st.integers(-4, 4))
def test_items_slices_and_text(data: bytes, start: int, stop: int, times: int, group: int) -> None:
    assert methods.get_slice(data, i64(start), i64(stop)) == data[start:stop]
    assert methods.get_slice(data, i64(start), I64_MAX) == data[start:]
    assert outcome(methods.item, data, i64(start)) == outcome(data.__getitem__, start)
    assert methods.__mul__(data, i64(times)) == data * times
    same("hex", data, ":", group)
    for name in ("ljust", "rjust"):
        same(name, data, stop)
        same(name, data, stop, b"*")


@QUICK
@given(a=DATA, b=DATA, c=SHORT)
def test_concatenation_order_and_hash(a: bytes, b: bytes, c: bytes) -> None:
    assert methods.__add__(a, b) == a + b
    assert methods.join(c, [a, b, a]) == c.join([a, b, a])
    for name in ("__eq__", "__lt__", "__le__", "__gt__", "__ge__"):
        assert getattr(methods, name)(a, b) == getattr(a, name)(b)
    assert (methods.__hash__(a) == methods.__hash__(b)) == (a == b)


@QUICK
@given(text=st.text("0123456789abcdefABCDEFgx \t\n", max_size=9))
def test_fromhex(text: str) -> None:
    assert outcome(methods.fromhex, text) == outcome(bytes.fromhex, text)


@QUICK
@given(values=st.lists(st.integers(-1, 257) | st.integers(), max_size=4))
def test_from_list(values: list[int]) -> None:
    assert outcome(methods.from_list, values) == outcome(bytes, values)


def test_zeros() -> None:
    assert methods.zeros(i64(3)) == bytes(3)
    assert outcome(methods.zeros, i64(-1)) == (ValueError, "negative count")


@settings(QUICK, max_examples=200)
@given(
    data=ENCODED,
    encoding=st.sampled_from(["utf-8", "UTF8", "ascii", "latin-1", "iso-8859-1"]),
    errors=st.sampled_from(["strict", "ignore", "replace"]),
)
def test_decoding(data: bytes, encoding: str, errors: str) -> None:
    assert outcome(codec.decode, data, encoding, errors) == outcome(data.decode, encoding, errors)


@settings(QUICK, max_examples=200)
@given(
    text=st.text("ab\x7f\x80é\xff\u0100€\ud800\udfff😀\U0010ffff", max_size=6),
    encoding=st.sampled_from(["utf-8", "us-ascii", "latin_1"]),
    errors=st.sampled_from(["strict", "ignore", "replace", "backslashreplace"]),
)
def test_encoding(text: str, encoding: str, errors: str) -> None:
    assert outcome(codec.encode, text, encoding, errors) == outcome(text.encode, encoding, errors)


def test_every_code_point_of_one_plane_survives_utf8() -> None:
    text = "".join(chr(p) for p in range(0, 0x11000, 37) if not 0xD800 <= p < 0xE000)
    assert codec.encode_utf8(text) == text.encode()
    assert codec.decode_utf8(text.encode()) == text


def test_errors_name_what_is_unknown() -> None:
    for call in (
        lambda: codec.encode("a", "utf-7x", "strict"),
        lambda: codec.decode(b"a", "x", ""),
    ):
        with pytest.raises(LookupError, match=r"^unknown encoding: "):
            call()
    with pytest.raises(LookupError, match=r"^unknown error handler name 'other'$"):
        codec.decode(b"\xff", "utf-8", "other")
    with pytest.raises(LookupError, match=r"^unknown error handler name 'other'$"):
        codec.encode("\xff", "ascii", "other")


def test_decode_errors_say_where_and_why() -> None:
    for data in (b"ab\xff", b"\xe2\x82", b"\xe2\x28\xa1", b"\xed\xa0\x80"):
        with pytest.raises(UnicodeDecodeError) as theirs:
            data.decode()
        with pytest.raises(UnicodeDecodeError) as ours:
            codec.decode_utf8(data)
        assert ours.value.args == theirs.value.args
