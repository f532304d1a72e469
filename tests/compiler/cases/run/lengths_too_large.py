# cpython: 3.11.7
"""Lengths that no memory has, up to the largest one."""

from collections.abc import Callable, Sized


def attempt(name: str, n: int) -> None:
    print(name, n.bit_length())
    from_all: list[Callable[[], Sized]] = [
        lambda: bytes(n),
        lambda: bytearray(n),
        lambda: "é".center(n),
        lambda: "日".ljust(n),
        lambda: "a".rjust(n),
        lambda: "😀".zfill(n),
        lambda: b"x" * n,
        lambda: "😀" * n,
        lambda: "é" * n,
        lambda: [None] * n,
        lambda: (1, 2) * n,
        lambda: bytearray(b"ab") * n,
        lambda: f"{1:{n}}",
        lambda: f"{1.5:.{n}f}",
        lambda: (5).to_bytes(n, "big"),
        lambda: "%*d" % (n, 3),
        lambda: "😀".ljust(n, "😀"),
    ]
    for k, f in enumerate(from_all):
        try:
            print(k, len(f()))
        except (MemoryError, OverflowError, ValueError) as e:
            print(k, "does not fit", isinstance(e, (MemoryError, OverflowError, ValueError)))


for p in (40, 50, 60, 61, 62, 63):
    attempt("p", 2**p - 1)
    attempt("q", 2**p)
    attempt("r", 2**p + 1)
