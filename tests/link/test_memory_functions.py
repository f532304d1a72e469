"""memcpy and friends in assembly, called from here: they must do what Python's slices do."""

import ctypes

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gloamc.link.toolchain import run_tool
from gloamc.targets.target import GUEST_ROOT

ROOM = 400
FILL = bytes(range(1, 201)) * 2


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> ctypes.CDLL:
    work = tmp_path_factory.mktemp("memory")
    source = str(GUEST_ROOT / "boot" / "memory.S")
    run_tool(["clang", "--target=x86_64-linux-gnu", "-c", source, "-o", "memory.o"], work=work)
    run_tool(["ld.lld", "-shared", "memory.o", "-o", "memory.so"], work=work)
    return ctypes.CDLL(str(work / "memory.so"))


def start_of(buffer: "ctypes.Array[ctypes.c_char]") -> int:
    return ctypes.addressof(buffer)


SIZES = st.one_of(st.integers(0, 40), st.integers(0, 180))
OFFSETS = st.integers(0, 200)


@settings(max_examples=1000, deadline=None)
@given(source=OFFSETS, target=OFFSETS, size=SIZES)
def test_copy_equals_slice_assignment(
    library: ctypes.CDLL, source: int, target: int, size: int
) -> None:
    for name in ("memcpy", "memmove"):
        buffer = ctypes.create_string_buffer(FILL, ROOM)
        expected = bytearray(FILL)
        expected[target : target + size] = FILL[source : source + size]
        base = start_of(buffer)
        function = getattr(library, name)
        function.restype = ctypes.c_void_p
        arguments = (ctypes.c_void_p(base + target), ctypes.c_void_p(base + source))
        assert function(*arguments, ctypes.c_size_t(size)) == base + target
        assert buffer.raw == bytes(expected)


@settings(max_examples=500, deadline=None)
@given(target=OFFSETS, size=SIZES, value=st.integers(0, 255))
def test_fill_equals_slice_assignment(
    library: ctypes.CDLL, target: int, size: int, value: int
) -> None:
    buffer = ctypes.create_string_buffer(FILL, ROOM)
    expected = bytearray(FILL)
    expected[target : target + size] = bytes([value]) * size
    base = start_of(buffer)
    library.memset.restype = ctypes.c_void_p
    result = library.memset(ctypes.c_void_p(base + target), value, ctypes.c_size_t(size))
    assert result == base + target
    assert buffer.raw == bytes(expected)


@settings(max_examples=1000, deadline=None)
@given(data=st.binary(max_size=80), other=st.binary(max_size=80), shared=st.integers(0, 80))
def test_comparison_has_the_sign_of_pythons(
    library: ctypes.CDLL, data: bytes, other: bytes, shared: int
) -> None:
    other = data[:shared] + other
    size = min(len(data), len(other))
    library.memcmp.restype = ctypes.c_int
    result = library.memcmp(data, other, ctypes.c_size_t(size))
    left, right = data[:size], other[:size]
    assert (result > 0) - (result < 0) == (left > right) - (left < right)
