"""Division signs, shifts, powers, conversions, to_bytes, big values."""

for a in (7, -7, 0, 10**20, -(10**20)):
    for b in (2, -2, 3, -3, 10**10):
        print(a // b, a % b, divmod(a, b) == (a // b, a % b), a * b, a + b, a - b, (a // b) * b + a % b == a, end="; ")
    print()
print(2**100, (-2) ** 3, 2**0, 0**0, pow(3, 200, 13), pow(3, -1, 11), pow(-3, 3, 5), 1 << 70, -1 << 3, -5 >> 1, (1 << 100) >> 98, 5 & -2, 5 | -8, 5 ^ -1, ~7, -(-3), +4, abs(-9))
for make in (lambda: 1 // 0, lambda: 1 % 0, lambda: divmod(1, 0), lambda: 1 << -1, lambda: pow(2, -1, 4), lambda: pow(2, 3, 0), lambda: int("x"), lambda: int("12", 2), lambda: int("", 10), lambda: int("1_")):
    try:
        print(make())
    except (ZeroDivisionError, ValueError) as error:
        print(type(error).__name__, error)
print((255).to_bytes(2, "big"), (255).to_bytes(2, "little"), (-2).to_bytes(2, "big", signed=True), int.from_bytes(b"\x01\x00", "big"), int.from_bytes(b"\xff\xfe", "big", signed=True), int.from_bytes(b"", "little"), (0).to_bytes(0, "big"))
for make2 in (lambda: (256).to_bytes(1, "big"), lambda: (-1).to_bytes(1, "big")):
    try:
        print(make2())  # type: ignore[no-untyped-call]
    except OverflowError as error:
        print(error)
print((0).bit_length(), (255).bit_length(), (-256).bit_length(), (255).bit_count(), (2**70).bit_length(), int("0x1f", 16), int("-0b11", 0), int("0o17", 0), int(" 1_000 "), int("z", 36), int(3.99), int(-3.99), int(True), int("٣"))
print(bin(-5), oct(64), hex(-255), hex(2**64), int(hex(2**70), 16) == 2**70, str(10**30), 10**30 // 7, 123456789**3, (10**18) * (10**18), sum(range(10**5)), 1 < 2 < 3, 3 > 2 == 2, 1 == True, 2**63, -(2**63), 2**63 - 1)
print(round(15, -1), round(25, -1), round(-15, -1), round(1234, -5), round(7), 7 .bit_length(), 3 / 2, 4 / 2, 1 / 3, 2**53 + 1, float(2**53 + 1), 10**400 // 10**399, int(1e20), int(2.0**80))
