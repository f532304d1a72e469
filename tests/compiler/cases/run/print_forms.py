"""print: plain values, values whose str() fails, surrogates."""


class Bad:
    def __str__(self) -> str:
        raise ValueError("no text")
def f(flag: bool, x: int, y: float, s: str) -> None:
    print(flag, x, y, s, sep="|")
    print(x)
    print()
    print(s, end="!\n")
    print(True + 1, not flag, x > 1)
f(True, True, 2.5, "é")
f(False, 10**30, 1e300, "")
try:
    print("before", Bad(), "after")
except ValueError as e:
    print(e)
n: int = True
print(n, [n], (1, None))
try:
    print(chr(0xd800), 1)
except UnicodeEncodeError as e:
    print(e)
try:
    b"\xff".decode()
except UnicodeDecodeError as e:
    print(e)
