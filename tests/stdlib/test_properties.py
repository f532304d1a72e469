"""Our modules and CPython's on the same generated input, both on CPython."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import re
import struct
import zlib
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import gloam.stdlib.base64
import gloam.stdlib.binascii
import gloam.stdlib.hashlib
import gloam.stdlib.json
import gloam.stdlib.re
import gloam.stdlib.struct
import gloam.stdlib.zlib

ERRORS = (ValueError, OverflowError, struct.error, gloam.stdlib.struct.error)


def outcome(action: Callable[[], object]) -> tuple[str, object]:
    """The result, or the name and the text of the error."""
    try:
        return "result", action()
    except (*ERRORS, re.error, gloam.stdlib.re.error) as error:
        return type(error).__name__, str(error)


@given(
    st.binary(max_size=300),
    st.integers(0, 300),
    st.sampled_from(sorted(hashlib.algorithms_guaranteed)),
)
@settings(max_examples=60, deadline=None)
def test_hashes_agree_wherever_the_data_is_cut(data: bytes, cut: int, name: str) -> None:
    if name.startswith("shake"):
        return
    ours = gloam.stdlib.hashlib.new(name, data[:cut])
    ours.update(data[cut:])
    assert ours.hexdigest() == hashlib.new(name, data).hexdigest()


@given(st.binary(max_size=80))
@settings(max_examples=100, deadline=None)
def test_encodings_of_bytes_agree(data: bytes) -> None:
    ours = gloam.stdlib.base64
    for name in ("b64", "b32", "b32hex", "b16", "b85", "a85"):
        encoded = getattr(base64, f"{name}encode")(data)
        assert getattr(ours, f"{name}encode")(data) == encoded
        assert getattr(ours, f"{name}decode")(encoded) == data


@given(st.text(alphabet='AQ=gz7+/-_!\n~<>"é', max_size=20), st.booleans())
@settings(max_examples=300, deadline=None)
def test_text_that_may_be_no_encoding_is_judged_alike(text: str, is_strict: bool) -> None:
    for name in ("b32decode", "b16decode", "b85decode", "a85decode", "decode_strict"):
        if name == "decode_strict":
            theirs = outcome(lambda: binascii.a2b_base64(text, strict_mode=is_strict))
            ours = outcome(lambda: gloam.stdlib.binascii.a2b_base64(text, strict_mode=is_strict))
        else:
            their_function = getattr(base64, name)
            our_function = getattr(gloam.stdlib.base64, name)
            theirs = outcome(lambda f=their_function: f(text))  # type: ignore[misc]
            ours = outcome(lambda f=our_function: f(text))  # type: ignore[misc]
        assert ours == theirs, name


FORMAT = st.tuples(
    st.sampled_from(["", "<", ">", "=", "!", "@"]),
    st.lists(
        st.tuples(st.sampled_from(["", "0", "2", "3 "]), st.sampled_from("xcbB?hHiIlLqQnNefdspP")),
        max_size=4,
    ),
).map(lambda parts: parts[0] + "".join(count.strip() + code for count, code in parts[1]))


@given(FORMAT, st.data())
@settings(max_examples=150, deadline=None)
def test_any_bytes_unpack_alike_and_pack_back(format: str, data: st.DataObject) -> None:
    sizes = outcome(lambda: struct.calcsize(format))
    assert outcome(lambda: gloam.stdlib.struct.calcsize(format)) == sizes
    if sizes[0] != "result":
        return
    size = struct.calcsize(format)
    packed = data.draw(st.binary(min_size=size, max_size=size))
    if "0p" in format:  # CPython's own answer is a SystemError
        return
    values = struct.unpack(format, packed)
    assert repr(gloam.stdlib.struct.unpack(format, packed)) == repr(values)
    assert outcome(lambda: gloam.stdlib.struct.pack(format, *values)) == outcome(
        lambda: struct.pack(format, *values)
    )


VALUE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(VALUE, st.booleans(), st.sampled_from([None, 0, 2, "\t"]))
@settings(max_examples=100, deadline=None)
def test_json_is_written_and_read_alike(
    value: Any, is_ascii: bool, indent: int | str | None
) -> None:
    text = json.dumps(value, ensure_ascii=is_ascii, indent=indent)
    assert gloam.stdlib.json.dumps(value, ensure_ascii=is_ascii, indent=indent) == text
    assert repr(gloam.stdlib.json.loads(text)) == repr(json.loads(text))


@given(st.text(alphabet='{}[]":,\\untrue0123456789.eE+- \n\x01é', max_size=14))
@settings(max_examples=400, deadline=None)
def test_text_that_may_be_no_json_is_judged_alike(text: str) -> None:
    assert repr(outcome(lambda: gloam.stdlib.json.loads(text))) == repr(
        outcome(lambda: json.loads(text))
    )


PATTERN = st.recursive(
    st.sampled_from(
        ["a", "b", ".", "[ab]", "[^a]", "\\w", "\\b", "^", "$", "(?=a)", "(?<!b)", "\\1", ""]
    ),
    lambda inner: st.one_of(
        st.tuples(inner, inner).map("".join),
        st.tuples(inner, inner).map("|".join),
        inner.map("({})".format),
        st.tuples(
            inner, st.sampled_from(["*", "+", "?", "*?", "+?", "??", "{2}", "{1,2}", "*+"])
        ).map(lambda p: f"(?:{p[0]}){p[1]}"),
    ),
    max_leaves=5,
)


@given(PATTERN, st.text(alphabet="ab\n", max_size=6))
@settings(max_examples=250, deadline=None)
def test_patterns_match_alike(pattern: str, subject: str) -> None:
    def spans(module: Any) -> list[list[tuple[int, int]]]:
        found = module.compile(pattern)
        groups = range(found.groups + 1)
        return [[m.span(index) for index in groups] for m in found.finditer(subject)]

    assert outcome(lambda: spans(gloam.stdlib.re)) == outcome(lambda: spans(re))


@pytest.mark.filterwarnings("ignore:Possible")
@given(st.text(alphabet="ab()[]{}*+?|^$\\.,-12:=!<P>i#x", max_size=10))
@settings(max_examples=500, deadline=None)
def test_text_that_may_be_no_pattern_is_judged_alike(text: str) -> None:
    ours = outcome(lambda: gloam.stdlib.re.compile(text).groups)
    assert ours == outcome(lambda: re.compile(text).groups)


PIECES = st.lists(
    st.one_of(
        st.binary(max_size=60),
        st.builds(lambda piece, times: piece * times, st.binary(max_size=9), st.integers(0, 60)),
    ),
    max_size=6,
)


@given(PIECES, st.integers(-1, 9), st.sampled_from([15, 9, -15, -9, 31]), st.integers(1, 50))
@settings(max_examples=60, deadline=None)
def test_deflate_streams_are_read_by_each_other(
    pieces: list[bytes], level: int, wbits: int, step: int
) -> None:
    data = b"".join(pieces)
    readable = -15 if wbits < 0 else 47
    for maker, reader in ((gloam.stdlib.zlib, zlib), (zlib, gloam.stdlib.zlib)):
        stream = maker.compressobj(level, 8, wbits)
        packed = b"".join([stream.compress(piece) for piece in pieces])
        packed += stream.flush(zlib.Z_SYNC_FLUSH) + stream.flush()
        opened = reader.decompressobj(readable)
        found = b"".join(
            [opened.decompress(packed[at : at + step]) for at in range(0, len(packed), step)]
        )
        assert found + opened.flush() == data
        assert opened.eof
        assert opened.unused_data == b""


@given(PIECES, st.integers(0, 10_000), st.integers(0, 7))
@settings(max_examples=60, deadline=None)
def test_a_damaged_stream_is_an_error_or_what_cpython_makes_of_it(
    pieces: list[bytes], place: int, bit: int
) -> None:
    packed = bytearray(zlib.compress(b"".join(pieces)))
    packed[place % len(packed)] ^= 1 << bit
    try:
        ours = gloam.stdlib.zlib.decompress(bytes(packed))
    except gloam.stdlib.zlib.error:
        with pytest.raises(zlib.error):
            zlib.decompress(bytes(packed))
    else:
        assert ours == zlib.decompress(bytes(packed))
