"""Exact integers: the edges of 63 and 64 bits, all operators, conversions."""


def show(a: int, b: int) -> None:
    print(a + b, a - b, a * b, a & b, a | b, a ^ b)
    print(a < b, a <= b, a == b, a != b, a > b, a >= b)
    if b != 0:
        print(a // b, a % b, divmod(a, b))


EDGES = [
    0, 1, -1, 2, -2, 7, -7,
    (1 << 62) - 1, 1 << 62, -(1 << 62), -(1 << 62) - 1,
    (1 << 63) - 1, 1 << 63, -(1 << 63), -(1 << 63) - 1,
    (1 << 64) - 1, 1 << 64, -(1 << 64), 10**30, -(10**30), (1 << 128) - 1,
]


def main() -> None:
    for a in EDGES:
        for b in EDGES:
            show(a, b)
    for a in EDGES:
        print(-a, +a, ~a, abs(a), bool(a), not a, a.bit_length(), hash(a))
        print(hex(a), oct(a), bin(a), str(a), repr(a), float(a))
        for n in (0, 1, 31, 62, 63, 64, 100):
            print(a << n, a >> n)
        print(int(str(a)) == a, int(hex(a), 16) == a)
    print(2**100, (-3) ** 3, 0**0, 2**62, 2**63, (-2) ** 63, pow(3, 200, 1000007))
    for a, b in [(7, 2), (-7, 2), (7, -2), (-7, -2), (6, 3), (-6, 3), (0, 5)]:
        print(a // b, a % b, a / b, divmod(a, b))
    print(int("  42 "), int("-7"), int("ff", 16), int("0x1f", 16), int("1_000"), int("101", 2))
    print(int(3.99), int(-3.99), int(True), int(1e20), round(2.5), round(3.5), round(-2.5))
    for text in ("", "abc", "1.5", "--1", "9z"):
        try:
            print(int(text))
        except ValueError as e:
            print("ValueError", e)
    for n in (0, 1):
        try:
            print(1 // n, 1 % n)
        except ZeroDivisionError as e:
            print("ZeroDivisionError", e)
    try:
        print(1 << -1)
    except ValueError as e:
        print(e)
    x = (1 << 62) - 1
    x += 1
    print(x)
    x -= 1
    print(x)
    x *= x
    print(x)
    x //= 3
    x %= 1000003
    x <<= 70
    x >>= 68
    x |= 1
    x &= 0xFFFF
    x ^= 0xF0F0
    print(x)
    total = 0
    for i in range(10000):
        total += i * i
    print(total)
    print((255).to_bytes(2, "big"), int.from_bytes(b"\x01\x02", "little"))
    print(1 / 3, 10**20 / 10**18, 7 / 2)
    print(5 == 5.0, 5 < 5.5, 2**53 + 1 == float(2**53), 2**53 + 1 > float(2**53))


main()
