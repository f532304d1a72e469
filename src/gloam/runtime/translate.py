"""str.translate, str.maketrans and their counterparts of bytes."""

from gloam.machine import i64, str_length, type_name
from gloam.runtime import abstract
from gloam.runtime import object as objects
from gloam.runtime import str as text_methods
from gloam.runtime.code_point import CodePointBuffer
from gloam.runtime.dict import AnyDict

_POINTS = 0x110000


def text(self: str, table: object) -> str:
    """Each character replaced by what `table` has for its code point: a code point, a text, None
    for nothing. A LookupError leaves it as it is."""
    buffer = CodePointBuffer()
    at = i64(0)
    while at < str_length(self):
        point = text_methods.point_at(self, at)
        at += 1
        found = _replacement(table, int(point))
        if isinstance(found, str):
            index = i64(0)
            while index < str_length(found):
                buffer.append(text_methods.point_at(found, index))
                index += 1
        elif isinstance(found, int):
            if found < 0 or found >= _POINTS:
                raise ValueError("character mapping must be in range(0x110000)")
            buffer.append(i64(found + 0))
        elif found is not None:
            raise TypeError("character mapping must return integer, None or str")
    return buffer.finish()


def _replacement(table: object, point: int) -> object:
    if isinstance(table, AnyDict):
        entry = table.find(point, objects.hash(point))
        return table.value_object(entry) if entry >= 0 else point
    try:
        return abstract.__getitem__(table, point)
    except LookupError:
        return point


def key_of(key: object) -> int:
    """The code point that a key of maketrans()'s only argument stands for."""
    if isinstance(key, int):
        return key + 0
    if isinstance(key, str):
        if str_length(key) == 1:
            return int(text_methods.point_at(key, i64(0)))
        raise ValueError("string keys in translate table must be of length 1")
    raise TypeError("keys in translate table must be strings or integers")


def two(source: str, target: str) -> dict[int, int]:
    """str.maketrans(source, target)."""
    _check_lengths(source, target)
    made: dict[int, int] = {}
    at = i64(0)
    while at < str_length(source):
        made[int(text_methods.point_at(source, at))] = int(text_methods.point_at(target, at))
        at += 1
    return made


def three(source: str, target: str, gone: str) -> dict[int, int | None]:
    """str.maketrans(source, target, gone)."""
    _check_lengths(source, target)
    made: dict[int, int | None] = {}
    at = i64(0)
    while at < str_length(source):
        made[int(text_methods.point_at(source, at))] = int(text_methods.point_at(target, at))
        at += 1
    at = i64(0)
    while at < str_length(gone):
        made[int(text_methods.point_at(gone, at))] = None
        at += 1
    return made


def _check_lengths(source: str, target: str) -> None:
    if str_length(source) != str_length(target):
        raise ValueError("the first two maketrans arguments must have equal length")


def octets(self: bytes, table: object, delete: bytes = b"") -> bytes:
    """bytes.translate."""
    if table is not None and not isinstance(table, bytes):
        raise TypeError(f"a bytes-like object is required, not '{type_name(table)}'")
    if isinstance(table, bytes) and len(table) != 256:
        raise ValueError("translation table must be 256 characters long")
    made: list[int] = []
    for byte in self:
        if byte not in delete:
            made.append(table[byte] if isinstance(table, bytes) else byte)
    return bytes(made)


def octet_table(source: bytes, target: bytes) -> bytes:
    """bytes.maketrans."""
    if len(source) != len(target):
        raise ValueError("maketrans arguments must have same length")
    made = list(range(256))
    for at in range(len(source)):
        made[source[at]] = target[at]
    return bytes(made)
