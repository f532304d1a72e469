"""int() of text and text of ints, in every base, with every kind of noise."""

from typing import Literal

for text in (
    "0", "-0", "+7", " 12 ", "\t-3\n", "1_000", "0x1f", "1__0", "_1", "1_", "", " ", "+", "--1", "1 2", "٣", "१२", "1e3",
    "0b1", "9" * 30, "-" + "9" * 19, "\u00a05\u2003", "²",
):
    try:
        print(repr(text), int(text))
    except ValueError as e:
        print(e)
for text, base in (
    ("ff", 16), ("0xff", 16), ("0xff", 0), ("0b101", 0), ("0o17", 0), ("017", 0), ("z", 36), ("Zz", 36), ("12", 2),
    ("0b12", 2), ("0_7", 8), ("0x_f", 16), ("0", 0), ("00", 0), ("1", 1), ("1", 37), ("0b1", 16),
):
    try:
        print(repr(text), base, int(text, base))
    except ValueError as e:
        print(e)
for n in (0, 1, -1, 255, -256, 2**63, -(2**64), 10**25):
    print(bin(n), oct(n), hex(n), f"{n:x} {n:#X} {n:,} {n:_} {n:_b} {n:+d} {n: d}", n.bit_length(), n.bit_count())
    print(f"[{n:10d}] [{n:<10}] [{n:^10}] [{n:=10}] [{n:010}] [{n:*>12,}] [{n:e}] [{n:.2f}] [{n:%}]")
orders: list[tuple[int, int, Literal["big", "little"], bool]] = [
    (255, 1, "big", False), (256, 1, "big", False), (-1, 2, "little", True), (-1, 2, "big", False), (-129, 1, "big", True),
    (2**64, 9, "little", False), (0, 0, "big", False), (-(2**63), 8, "big", True),
]
for n, size, order, signed in orders:
    try:
        data = n.to_bytes(size, order, signed=signed)
        print(data.hex(), int.from_bytes(data, order, signed=signed) == n)
    except OverflowError as e:
        print(e)
