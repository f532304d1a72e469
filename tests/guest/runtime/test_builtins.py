"""Builtin functions against CPython's own."""

import builtins

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gloam.device import platform
from gloam.runtime import builtins as functions
from support.fake_platform import FakePlatform
from support.simulated_heap import start_heap

start_heap()

QUICK = settings(max_examples=60, deadline=None, database=None)


@pytest.fixture
def console(monkeypatch: pytest.MonkeyPatch) -> FakePlatform:
    fake = FakePlatform()
    monkeypatch.setattr(platform, "current", fake, raising=False)
    return fake


def test_print(console: FakePlatform) -> None:
    functions.print_values((1, "é", None, (2.5,)), " ", "\n", False)
    functions.print_values((), "-", "!", False)
    functions.print_values(("a", "b"), "-", "", True)
    functions.flush()
    assert console.console == "1 é None (2.5,)\n!".encode()
    assert console.errors == b"a-b"


def test_print_of_a_surrogate_fails_as_on_cpython(console: FakePlatform) -> None:
    with pytest.raises(UnicodeEncodeError):
        functions.print_values(("\ud800",), " ", "\n", False)
    assert console.console == b""


def test_input_is_at_its_end(console: FakePlatform) -> None:
    with pytest.raises(EOFError, match=r"^EOF when reading a line$"):
        functions.input("name? ")
    assert console.console == b"name? "


@QUICK
@given(x=st.integers())
def test_number_bases(x: int) -> None:
    assert functions.bin(x) == bin(x)
    assert functions.hex(x) == hex(x)
    assert functions.oct(x) == oct(x)


@QUICK
@given(text=st.text(min_size=1, max_size=1))
def test_chr_and_ord(text: str) -> None:
    assert functions.ord(text) == ord(text)
    assert functions.chr(ord(text)) == text
    assert functions.ascii(text) == ascii(text)


@pytest.mark.parametrize("code", [-1, 0x110000, 1 << 62, -(1 << 80)])
def test_chr_outside_of_unicode(code: int) -> None:
    with pytest.raises((ValueError, OverflowError)) as ours:
        functions.chr(code)
    if abs(code) < 1 << 31:
        assert str(ours.value) == "chr() arg not in range(0x110000)"


@pytest.mark.parametrize("value", ["", "ab", b"", b"ab"])
def test_ord_of_more_or_less_than_one(value: str | bytes) -> None:
    with pytest.raises(TypeError) as theirs:
        builtins.ord(value)
    with pytest.raises(TypeError) as ours:
        functions.ord(value)
    assert str(ours.value) == str(theirs.value)


def test_ord_of_a_byte() -> None:
    assert functions.ord(b"\xff") == 255


def test_pow_with_a_modulus() -> None:
    assert functions.pow(3, 200, 1000) == pow(3, 200, 1000)
