"""repr, format and parsing of floats at their edges."""

import math

VALUES = [
    0.0, -0.0, 1.0, -1.5, 0.1, 1 / 3, 1e16, 1e15, 123456789012345678.0, 1e22, 1e23, 5e-324, 2.2250738585072014e-308,
    1.7976931348623157e308, 1e-5, 1e-4, 0.00012345, 100.0, 2.5, 3.5, 1e100, float("inf"), float("-inf"), float("nan"),
]
for x in VALUES:
    print(repr(x), str(x), f"{x:g} {x:e} {x:.0f} {x:.3f}" if abs(x) < 1e20 else f"{x:g} {x:e}", f"{x:10.2e}|{x:<10g}|{x:+}|{x:08.2f}" if abs(x) < 1e9 else "")
    if math.isfinite(x):
        assert float(repr(x)) == x
        print(x.is_integer(), x.as_integer_ratio() if abs(x) < 1e30 and (x == 0 or abs(x) > 1e-6) else "")
for text in (
    "1", " 1.5 ", "1e5", "1E-5", ".5", "5.", ".", "e5", "1e", "inf", "-Infinity", "nan", "+NaN", "1_0.5", "1__0", "0x1p3", "1e400",
    "1e-400", "", "١.٥", "infinit", "1.7976931348623159e308", "2.4703282292062327e-324", "9007199254740993",
):
    try:
        print(repr(text), float(text))
    except ValueError as e:
        print(e)
for x, n in ((2.675, 2), (0.5, 0), (1.5, 0), (2.5, 0), (-0.5, 0), (1234.5678, -2), (1e300, 5), (5e-324, 320)):
    print(x, n, round(x, n), round(x) if abs(x) < 1e18 else "")
for bad in (float("inf"), float("nan")):
    try:
        print(int(bad))
    except (OverflowError, ValueError) as e:
        print(type(e).__name__, e)
print(math.copysign(1, -0.0), -0.0 == 0.0, float("nan") == float("nan"), [float("nan")] == [float("nan")], 0.1 + 0.2, 1e16 + 1 == 1e16)
