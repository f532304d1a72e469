"""Domain names (RFC 1035, 3.1), held as `bytes` in wire form, uncompressed, with the root label.

The wire form compares, slices and hashes without any conversion: the parent of a name is the name
without its first label, and `key(name)` is what two names share that differ in case only. No
length byte is a letter (63 is below "A"), so that lowering the whole wire form lowers labels alone.
"""

from __future__ import annotations

from typing import Final

NAME_SIZE_MAX: Final = 255
"""In wire form, the root label included (RFC 1035, 2.3.4)."""
LABEL_SIZE_MAX: Final = 63
ROOT: Final = b"\0"
WILDCARD: Final = b"\1*"
"""The first label of a wildcard (RFC 4592, 2.1.1)."""

_SPECIAL: Final = b'."\\()@;$'
"""What means something in a zone file and is written with a backslash."""


def parse_name(text: str, origin: bytes = ROOT) -> bytes:
    r"""The name that `text` writes (RFC 1035, 5.1), relative to `origin` without a final dot.

    "\." and "\065" are octets of a label. Raises ValueError saying what is wrong.
    """
    if text == "@":
        return origin
    if text == ".":
        return ROOT
    if "\\" in text:
        return _parse_escaped(text, origin)
    is_absolute = text.endswith(".")
    labels = (text[:-1] if is_absolute else text).split(".")
    return _join([_octets(label) for label in labels], ROOT if is_absolute else origin)


def _parse_escaped(text: str, origin: bytes) -> bytes:
    labels: list[bytes] = []
    label = bytearray()
    index = 0
    is_absolute = False
    while index < len(text):
        character = text[index]
        is_absolute = character == "."
        if is_absolute:
            labels.append(bytes(label))
            label = bytearray()
            index += 1
        elif character == "\\":
            octet, index = parse_escape(text, index)
            label.append(octet)
        else:
            label.extend(_octets(character))
            index += 1
    if not is_absolute:
        labels.append(bytes(label))
    return _join(labels, ROOT if is_absolute else origin)


def parse_escape(text: str, index: int) -> tuple[int, int]:
    """The octet of the escape whose backslash is text[index], and the index behind it."""
    digits = text[index + 1 : index + 4]
    if len(digits) == 3 and digits.isascii() and digits.isdigit():
        if int(digits) > 255:
            raise ValueError(f"escape \\{digits} is above 255")
        return int(digits), index + 4
    if digits[:1].isdigit() or not digits or not digits[0].isascii():
        raise ValueError("a backslash must precede three digits or an ASCII character")
    return ord(digits[0]), index + 2


def _octets(text: str) -> bytes:
    if not text.isascii():
        raise ValueError("a name has a character outside of ASCII: write it in its xn-- form")
    return text.encode()


def _join(labels: list[bytes], origin: bytes) -> bytes:
    parts: list[bytes] = []
    for label in labels:
        if not label:
            raise ValueError("a name has an empty label")
        if len(label) > LABEL_SIZE_MAX:
            raise ValueError(f"a label has {len(label)} octets, the most is {LABEL_SIZE_MAX}")
        parts.append(bytes([len(label)]))
        parts.append(label)
    parts.append(origin)
    name = b"".join(parts)
    if len(name) > NAME_SIZE_MAX:
        raise ValueError(f"a name has {len(name)} octets, the most is {NAME_SIZE_MAX}")
    return name


def name_text(name: bytes) -> str:
    """As a zone file writes it, with the final dot; octets that are not printable as \\DDD."""
    if name == ROOT:
        return "."
    return "".join([f"{label_text(label)}." for label in labels_of(name)])


def label_text(label: bytes) -> str:
    if label.isalnum():
        return label.decode()
    characters: list[str] = []
    for octet in label:
        if octet in _SPECIAL:
            characters.append("\\" + chr(octet))
        elif 33 <= octet <= 126:
            characters.append(chr(octet))
        else:
            characters.append(f"\\{octet:03d}")
    return "".join(characters)


def key(name: bytes) -> bytes:
    """What equal names share (RFC 4343): ASCII letters lowered, other octets as they are."""
    return name.lower()


def parent(name: bytes) -> bytes:
    """Without the first label; not of the root."""
    return name[name[0] + 1 :]


def labels_of(name: bytes) -> list[bytes]:
    """From the first to the last before the root, without their length octets."""
    labels: list[bytes] = []
    index = 0
    while name[index] != 0:
        stop = index + 1 + name[index]
        labels.append(name[index + 1 : stop])
        index = stop
    return labels


def label_count(name: bytes) -> int:
    """Without the root label."""
    count = 0
    index = 0
    while name[index] != 0:
        index += 1 + name[index]
        count += 1
    return count


def is_within(name_key: bytes, ancestor_key: bytes) -> bool:
    """Whether a name is `ancestor` or below it, on whole labels. Both are keys."""
    if not name_key.endswith(ancestor_key):
        return False
    start = len(name_key) - len(ancestor_key)
    index = 0
    while index < start:
        index += 1 + name_key[index]
    return index == start


def is_wildcard(name: bytes) -> bool:
    return name[:2] == WILDCARD


def order(name_key: bytes) -> bytes:
    """What sorts keys in canonical order (RFC 4034, 6.1): their labels, the last one first.

    A 0 octet ends each label, so that it comes before the longer ones which it begins; octets 0
    and 1 within labels are written as two, in their order.
    """
    labels = labels_of(name_key)
    labels.reverse()
    joined = [label.replace(b"\1", b"\1\2").replace(b"\0", b"\1\1") + b"\0" for label in labels]
    return b"".join(joined)


def index_after(ordered: list[bytes], wanted: bytes) -> int:
    """How many of `ordered`, which rises, are not above `wanted`."""
    low = 0
    high = len(ordered)
    while low < high:
        middle = (low + high) // 2
        if ordered[middle] <= wanted:
            low = middle + 1
        else:
            high = middle
    return low
