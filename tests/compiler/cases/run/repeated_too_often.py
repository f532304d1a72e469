# cpython: 3.11.7
"""Sequences repeated more often than memory or an index can hold."""


def t(n: int) -> None:
    for f in (
        lambda: "x" * n,
        lambda: b"x" * n,
        lambda: [1] * n,
        lambda: (1,) * n,
        lambda: "" * n,
        lambda: bytearray(b"x") * n,
    ):
        try:
            print(len(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(2**64)
t(-(2**64))
t(2**62)
t(2**63 - 1)
t(2**63)


def u(n: int) -> None:
    a = [1]
    try:
        a *= n
    except Exception as e:
        print(type(e).__name__, e)
    s = "x"
    try:
        s *= n
    except Exception as e:
        print(type(e).__name__, e)


u(2**63)
u(2**63 - 1)
