"""The format mini-language on floats, special values and rounding."""

VALUES = [0.0, -0.0, 1.0, -1.5, 0.1, 2.5, 3.5, 1234567.891, 1e16, 1e-7, 123456789012345680.0, 1e300, float("inf"), float("-inf"), float("nan"), 5e-324]
SPECS = ["", ".0f", ".2f", "f", "F", "e", "E", ".3e", "g", "G", ".3g", ".0g", "#.0f", "#g", "%", ".1%", "10.2f", "<10.2f", "^10", "+", " .1f", "010.1f", ",", "_.2f", ",.1f", "=+12.3f", "n", "*>9.3g", ".15g", ".17g", "z.0f"]
for value in VALUES:
    for spec in SPECS:
        try:
            print(format(value, spec), end="|")
        except ValueError as error:
            print(error, end="|")
    print()
for spec in ["d", "x", "s", ",_", ".f", "y"]:
    try:
        print(format(1.5, spec))
    except ValueError as error:
        print(spec, error)
print(f"{2.675:.2f} {0.5:.0f} {1.5:.0f} {2.5:.0f} {1e15:g} {1e16} {1e22} {1e21:,.0f} {0.00001} {0.0001} {123456.0:.4g}")
print(str(1e16), repr(1e15), 1e100, 1.7976931348623157e308, 2.2250738585072014e-308, 1 / 3, 100.0, 1e5, 0.1 + 0.2, -1e-5)
