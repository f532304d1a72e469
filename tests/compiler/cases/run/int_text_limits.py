"""Ints and floats of thousands of digits, and the limit of 4,300 between int and str."""

for text in ("1" * 4300, "1" * 4301, "-" + "9" * 5000, " 12_3 ", "1__2", "_1", "", "0x10", "1" * 100):
    try:
        print(len(str(int(text))) if len(text) > 200 else int(text))
    except ValueError as error:
        print(error)
n = 10**4299
print(len(str(n)))
try:
    print(len(str(10**4300)))
except ValueError as error:
    print(error)
try:
    print(f"{10**5000}")
except ValueError as error:
    print(error)
print(len(hex(10**5000)))
print(int("f" * 5000, 16).bit_length())
try:
    print(int("7" * 5000, 7).bit_length())
except ValueError as error:
    print(error)
print(repr(float("1" * 400)), float("1e-400"), float("0." + "0" * 400 + "1"))
try:
    print(float(10**400))
except OverflowError as error:
    print(error)
