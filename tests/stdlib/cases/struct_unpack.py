"""unpack, unpack_from, iter_unpack, pack_into, calcsize, Struct; formats that are none."""

import struct
from collections.abc import Callable

FORMATS = (
    *("z", "3", "<P", "<n", "", "<", " <h", "h h", "3 h", "h3", "\x00", "h\x00", "!@h", "h<"),
    *("9" * 20 + "h", "9223372036854775807h", "9223372036854775807d", "  ", "<h \t\n\v\f\r i"),
    *("1000000000000s", "3x2h", "bh", "bq", "hb", "bhb0q", "0x", "1h 1", "xi", "5p3s", "0h", "Pb"),
)
for text in FORMATS:
    try:
        print(repr(text), struct.calcsize(text))
    except struct.error as error:
        print(repr(text), error)
try:
    struct.calcsize("é")
except UnicodeEncodeError as error:
    print(error)


def attempt(name: str, action: Callable[[], object]) -> None:
    try:
        print(name, action())
    except (struct.error, OverflowError, IndexError) as error:
        print(name, type(error).__name__, error)


data = bytes(range(250, 256)) + bytes(range(20))
for order in ("<", ">"):
    for text in ("b", *"BhHiIlLqQefd?c", "3s", "3p"):
        print(order + text, struct.unpack_from(order + text, data, 1))
print(struct.unpack("bhiq", data[:16]), struct.unpack("nNP", data[:24]))
print(struct.unpack("<eee", b"\x00\x7c\x00\xfc\x01\x00"), struct.unpack(">f", b"\x00\x00\x00\x01"))
print(struct.unpack("5p", b"\xffabcd"), struct.unpack("5p", b"\x02abcd"), struct.unpack("0s", b""))
attempt("short", lambda: struct.unpack("<h", b"a"))
attempt("from", lambda: struct.unpack_from("<h", b"abc", 2))
attempt("negative", lambda: struct.unpack_from("<h", b"abc", -1))
attempt("far", lambda: struct.unpack_from("<h", b"abc", -5))
attempt("back", lambda: struct.unpack_from("<h", b"abc", -3))
attempt("huge", lambda: struct.unpack_from("<h", b"abc", 1 << 70))
attempt("iterative", lambda: struct.iter_unpack("<h", b"abc"))
attempt("empty", lambda: struct.iter_unpack("", b"abc"))
attempt("into", lambda: struct.pack_into("<h", bytearray(3), 2, 1))
attempt("into negative", lambda: struct.pack_into("<h", bytearray(3), -1, 1))
attempt("into far", lambda: struct.pack_into("<h", bytearray(3), -4, 1))
attempt("few", lambda: struct.pack("<hh", 1))
attempt("many", lambda: struct.pack("<hh", 1, 2, 3))
attempt("into few", lambda: struct.pack_into("<hh", bytearray(4), 0, 1))
print(list(struct.iter_unpack("<Hb", bytes(range(9)))))
buffer = bytearray(8)
struct.pack_into(">H", buffer, 1, 0x1234)
struct.pack_into("<i", buffer, -4, -2)
print(buffer, struct.unpack("<3xb4x", buffer), struct.unpack_from("<i", buffer, 4))
header = struct.Struct("<HIb")
print(header.size, header.format, header.unpack(header.pack(1, 2, 3)))
number: int
number, letters, flag = struct.unpack("<i2s?", b"\x07\0\0\0ab\1")
print(number + 1, letters, flag)
