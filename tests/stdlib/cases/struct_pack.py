"""pack: every code in every order, and what CPython says of numbers that do not fit."""

import struct


def show(format: str, value: object) -> None:
    try:
        print(format, value, struct.pack(format, value))
    except (struct.error, OverflowError) as error:
        print(format, value, type(error).__name__, error)


NUMBERS: list[object] = [
    *(0, 1, -1, 127, -128, 255, 300, -40000, 1 << 17, 1 << 31, -(1 << 31), 1 << 33),
    *((1 << 63) - 1, 1 << 63, -(1 << 63), (1 << 64) - 1, 1 << 64, 1 << 70, -(1 << 70)),
    *(True, 1.5, "x", None, b"a"),
]
FLOATS: list[object] = [
    *(0.0, -0.0, 1.0, 1.5, 0.1, -2.75, 65504.0, 65519.9, 65520.0, 6.1e-5, 5.96e-8, 2.9e-8, 2.98e-8),
    *(1e-45, 1.4e-45, 7e-46, 1e38, 3.4028235e38, 3.4028236e38, 1e39, 1e300, 1e-300, 5e-324),
    *(float("inf"), -float("inf"), float("nan"), 3, True, 10**400, "x", None),
]
for order in ("", "@", "=", "<", ">", "!"):
    for code in "bBhHiIlLqQnNP":
        for number in NUMBERS:
            show(order + code, number)
for order in ("@", "<", ">"):
    for code in "efd":
        for number in FLOATS:
            show(order + code, number)
STRINGS: list[object] = [b"", b"a", b"abc", bytearray(b"abcdef"), "abc", 1]
for format in ("c", "s", "0s", "3s", "p", "0p", "1p", "3p", "?", "2x?"):
    for text in STRINGS:
        show(format, text)
print(struct.pack("300p", b"x" * 299)[:3], struct.pack("260p", b"x" * 3)[:5])
print(struct.pack("<bhiq", 1, 2, 3, 4), struct.pack("bhiq", 1, 2, 3, 4))
print(struct.pack(">2h3sx2?", 1, -2, b"ab", 1, 0), struct.pack("3c", b"a", b"b", b"c"))
