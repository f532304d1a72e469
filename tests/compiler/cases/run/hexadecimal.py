"""Hexadecimal format specs that are known when the program is compiled, against the others."""

for value in [0, 1, 15, 16, -1, -255, 2**64, -(10**30), 0xDEAD_BEEF]:
    print(f"{value:x} {value:#x} {value:02x} {value:08x} {value:#010x} {value:040x} {value:#06x}")
    for spec in ["x", "#x", "02x", "08x", "#010x", "040x", "#06x"]:
        print(format(value, spec), end=" ")
    print()
print(f"{True:x} {True:04x} {255:X} {255:>6x} {255:+x} {255:_x}")
