"""float.hex and float.fromhex."""

VALUES = [0.0, -0.0, 1.0, -1.0, 0.1, 3.14, 1e300, 5e-324, 2.2250738585072014e-308, 2.225073858507201e-308, 1.7976931348623157e308, 1 / 3, 1e16]

for value in VALUES:
    text = value.hex()
    print(text, float.fromhex(text) == value, float.fromhex(text.upper()) == value, float.fromhex(" " + text + "\n").hex())
print(float("inf").hex(), float("-inf").hex(), float("nan").hex())
for text in ["1", "0x1", "0x.8", "0x8.", "-0x1p-1", "+1.8p3", "inf", "-Infinity", "0x1p-1080", "0x1.fffffffffffff8p0", "0x1.fffffffffffff7p0", "0x0.00000000000008p-1022", "1p+10", "ap0", "0x1.8P+2", "0x0p99999999999999999999999"]:
    print(text, float.fromhex(text))
for text in ["", "0x", "p3", "1.2.3", "0xg", "1p", "1p+", "--1", "0x1p1.5", "0x1 p3", "1pa"]:
    try:
        print(text, float.fromhex(text))
    except ValueError as error:
        print(repr(text), error)
for text in ["0x1p1024", "0x1.fffffffffffff8p1023", "1p999999999999999999999"]:
    try:
        print(float.fromhex(text))
    except OverflowError as error:
        print(error)
print(float.fromhex("nan") != float.fromhex("nan"), (2.5).conjugate(), (7).conjugate(), (7).as_integer_ratio(), (-3).as_integer_ratio())
print((1e-310).hex(), float.fromhex("0x1.0000000000000p-1074"))
