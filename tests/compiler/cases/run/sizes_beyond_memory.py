"""Repetitions and shifts whose results fit no memory."""

def main() -> None:
    big = 2 ** 62
    for f in range(7):
        try:
            if f == 0:
                print(len("ab" * big))
            elif f == 1:
                print(1 << big)
            elif f == 2:
                print(b"ab" * big)
            elif f == 3:
                print([1, 2] * big)
            elif f == 4:
                print((1, 2) * big)
            elif f == 5:
                print("" * big, [] * big, () * big, b"" * big, 0 << big)
            elif f == 6:
                print(bytearray(b"ab") * big)
        except (MemoryError, OverflowError, ValueError) as e:
            print(f, type(e).__name__, e)
main()
