"""//, %, divmod and pow on every combination of signs and sizes."""

NUMBERS = [
    0, 1, -1, 2, -2, 3, -3, 7, -7, 2**31, -(2**31), 2**62 - 1, 2**62, -(2**62), -(2**62) - 1, 2**63 - 1, 2**63,
    -(2**63), 2**64, -(2**64), 10**19, -(10**19), 3**100, -(3**100), 10**40 + 7,
]

total = 0
for a in NUMBERS:
    for b in NUMBERS:
        try:
            q, r = divmod(a, b)
        except ZeroDivisionError as e:
            if a in (0, 1, 2**62, 3**100):
                print(a, b, e)
            continue
        assert q == a // b and r == a % b and q * b + r == a, (a, b)
        assert r == 0 or (r < 0) == (b < 0)
        total ^= q * 31 + r
print(total)
for a in NUMBERS:
    for n in (0, 1, 2, 63, 64, 65, 130):
        assert a >> n == a // 2**n, (a, n)
        assert (a << n) >> n == a
        assert a & ((1 << n) - 1) == a % (1 << n)
print(pow(3, 10**6, 10**9 + 7), pow(-3, 5, 7), pow(3, -1, 11), pow(10, 30, -7), pow(0, 0, 1))
for bad in ((2, -1, 4), (1, 1, 0)):
    try:
        print(pow(*bad))
    except ValueError as e:
        print(e)
for text in ("int", "shift"):
    try:
        print(1 << -1 if text == "shift" else 5 % 0)
    except (ValueError, ZeroDivisionError) as e:
        print(type(e).__name__, e)
