"""int() and float() of bytes."""

def one(s: bytes) -> None:
    try:
        print(int(s))
    except ValueError as e:
        print("ValueError", e)
def two(s: bytes, base: int) -> None:
    try:
        print(int(s, base))
    except ValueError as e:
        print("ValueError", e)
def main() -> None:
    print(int(b"12"), int(b"ff", 16), float(b"1.5"))
    for s in (b"12", b"", b" 1_000 ", b"x", b"1\x00", b"\xff12", bytes(300)):
        one(s)
        two(s, 10)
    two(b"zz", 36)
    two(b"zz", 8)
    for t in (b"1e3", b" nan", b"x", b"\xff", b"2.5"):
        try:
            print(float(t))
        except ValueError as e:
            print(e)
main()
def any_class() -> None:
    for o in (b"12", "15", [1], b"-7"):
        x: object = o
        if isinstance(x, (bytes, str)):
            print(int(x), float(x))
any_class()
