"""Names: text and wire forms, limits, order."""

import pytest

from gloam.dns import name as names
from gloam.dns.name import ROOT, name_text, parse_name

ORIGIN = parse_name("example.com.")


@pytest.mark.parametrize(
    ("text", "wire"),
    [
        (".", b"\0"),
        ("@", b"\7example\3com\0"),
        ("a", b"\1a\7example\3com\0"),
        ("A.b.", b"\1A\1b\0"),
        (r"a\.b.", b"\3a.b\0"),
        (r"\000\255.x.", b"\2\x00\xff\1x\0"),
        (r"\\", b"\1\\\7example\3com\0"),
        (r"a\..", b"\2a.\0"),
    ],
)
def test_text_means_octets(text: str, wire: bytes) -> None:
    assert parse_name(text, ORIGIN) == wire
    assert parse_name(name_text(wire)) == wire


@pytest.mark.parametrize(
    "text",
    ["", "a..b", "..", ".a", "a" * 64, "\\", "a\\", r"\256", r"\1", "ä", r"\ä", "a\\.."[:3] + ".."]
    + [".".join(["a" * 63] * 4), ".".join(["a"] * 127)],
)
def test_what_is_no_name_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_name(text, ORIGIN)


def test_a_name_of_255_octets_is_the_longest() -> None:
    longest = ".".join(["a" * 63] * 3 + ["a" * 61])
    assert len(parse_name(longest)) == 255
    with pytest.raises(ValueError, match="256 octets"):
        parse_name(longest + "a")
    assert len(parse_name("a." * 127)) == 255


def test_keys_lower_letters_and_nothing_else() -> None:
    wire = bytes([63]) + bytes(range(65, 128)) + b"\2\xc4Z" + ROOT
    lowered = names.key(wire)
    assert lowered[0] == 63
    assert lowered[1:27] == b"abcdefghijklmnopqrstuvwxyz"
    assert lowered[27:] == wire[27:-2] + b"z\0"


def test_within_compares_whole_labels() -> None:
    assert names.is_within(parse_name("a.example.com."), ORIGIN)
    assert names.is_within(ORIGIN, ORIGIN)
    assert names.is_within(ORIGIN, ROOT)
    assert not names.is_within(parse_name("com."), ORIGIN)
    assert not names.is_within(parse_name(r"x\007example.com."), ORIGIN)


def test_canonical_order_is_the_one_of_rfc_4034() -> None:
    """The list of section 6.1."""
    texts = [
        *("example.", "a.example.", "yljkjljk.a.example.", "Z.a.example.", "zABC.a.EXAMPLE."),
        *("z.example.", r"\001.z.example.", "*.z.example.", r"\200.z.example."),
    ]
    expected = [parse_name(text).lower() for text in texts]
    assert sorted(reversed(expected), key=names.order) == expected


def test_parts() -> None:
    wire = parse_name("*.b.c.")
    assert names.labels_of(wire) == [b"*", b"b", b"c"]
    assert names.label_count(wire) == 3
    assert names.parent(wire) == parse_name("b.c.")
    assert names.is_wildcard(wire)
    assert not names.is_wildcard(parse_name("**.b."))
    assert names.label_count(ROOT) == 0
