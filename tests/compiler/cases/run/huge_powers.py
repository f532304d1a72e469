"""Powers that no memory can hold, and those of powers of two."""

def t(b: int, e: int) -> None:
    try:
        x = b ** e
        print(b, e, x.bit_length(), x % 1000000007, x < 0)
    except (MemoryError, OverflowError) as error:
        print(b, e, type(error).__name__)
for b in (2, -2, 4, -8, 1, -1, 0, 3, -3, 2**40, -2**61, 2**61, 2**70, 10):
    for e in (0, 1, 4095, 4096, 4097, 5000, 5001):
        t(b, e)
for b in (1, 0, -1):
    t(b, 10**15)
    t(b, 10**15)
    t(b, 2**62)
    t(b, 2**70)
