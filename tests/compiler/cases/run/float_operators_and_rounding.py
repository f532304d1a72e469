"""Floor division, modulo, powers, round half even, conversions, special values."""

import math

for a in (7.5, -7.5, 0.0, 1e300):
    for b in (2.0, -2.0, 0.3):
        print(a // b, a % b, divmod(a, b), end="; ")
    print()
print(2.0**0.5, 2.0**-1, 0.0**0, 4.0**0.5, (-8.0) ** 3, 1e200 * 1e200, -1e200 * 1e200, 1e-200 * 1e-200, 0.1 * 3, 1.1 + 2.2, -0.0, 0.0 == -0.0)
for make in (lambda: 1.0 / 0.0, lambda: 1.0 // 0.0, lambda: 1.0 % 0.0, lambda: 0.0**-1, lambda: float("x"), lambda: int(float("nan")), lambda: int(float("inf")), lambda: 10.0**400):
    try:
        print(make())
    except (ZeroDivisionError, ValueError, OverflowError) as error:
        print(type(error).__name__, error)
print([round(x) for x in (0.5, 1.5, 2.5, -0.5, -1.5, 2.4999, 1e20)], [round(x, 1) for x in (0.25, 0.35, 2.675, -0.05, 1e300)], round(1234.5678, -2), round(2.5, 0), round(5e-324, 300), round(1e308, -308))
nan, inf = float("nan"), float("inf")
print(nan == nan, nan != nan, nan < 1, inf > 1e308, -inf < 0, inf - inf, inf * 0, inf == inf, math.isnan(nan), math.isinf(-inf), math.copysign(1, -0.0), min(1.0, nan), max([nan, 1.0]) if False else "-")
print(float("1e5"), float(" -3.5\n"), float("1_0.5"), float("INF"), float("-nan") != 0, float(7), float("0x1" if False else "1."), float(".5"), float("1E-400"), float("123456789012345678901234567890"))
print((0.5).as_integer_ratio(), (2.0).is_integer(), (2.5).is_integer(), math.floor(-2.5), math.ceil(-2.5), math.trunc(-2.7), int(-0.9), abs(-2.5), +2.5, -2.5, bool(0.0), bool(-0.0), bool(nan))
print(1e16 + 1, 0.1 + 0.7, 1 / 3 * 3 == 1.0, 1e23, 1.0e-10, 12345678.9, 0.1 == 0.10000000000000001, 3.0 == 3, 3 < 3.5, 2**53 == 2.0**53, 2**53 + 1 == 2.0**53, hash(2.0) == hash(2), 1.5 in [1, 1.5])
