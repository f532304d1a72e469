"""The format mini-language on ints: sign, base, grouping, padding, errors."""

VALUES = [0, 1, -1, 255, -255, 1234567, 10**20, -(10**20), True]
SPECS = ["", "d", "5", "<8", ">8", "^9", "=+9", "08", "+", " ", "-", "x", "X", "#x", "#X", "o", "#o", "b", "#b", "#010x", ",", "_", "_x", "_b", ",d", "*^12", "c<5d", "+,", "012,", "n", "e", ".2e", "f", ".1f", "g", "%", ".0%", "#_b", "020_d"]
for value in VALUES:
    print([format(value, spec) for spec in SPECS])
print(format(65, "c"), f"{0x1F600:c}", f"{97:>3c}", f"{5!r:>3}", f"{5!s:03}", f"{-5:=05d}", f"{10:{'x'}>{6}}")
for spec in ["s", ".2d", ",x", ",_", "y", "+c", "5.2d", ",c", "#c"]:
    try:
        print(format(5, spec))
    except ValueError as error:
        print(spec, error)
try:
    print(format(-1, "c"))
except OverflowError as error:
    print(error)
