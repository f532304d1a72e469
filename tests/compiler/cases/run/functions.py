"""Defaults, keywords, recursion, argument order."""


def add(a: int, b: int = 2, c: int = 3) -> int:
    return a * 100 + b * 10 + c


def keyword_only(a: int, *, scale: int = 1, label: str = "x") -> str:
    return f"{label}{a * scale}"


def factorial(n: int) -> int:
    return 1 if n <= 1 else n * factorial(n - 1)


def is_even(n: int) -> bool:
    return True if n == 0 else is_odd(n - 1)


def is_odd(n: int) -> bool:
    return False if n == 0 else is_even(n - 1)


def noisy(name: str, value: int) -> int:
    print("eval", name)
    return value


def nothing() -> None:
    return


def implicit(flag: bool) -> "int | None":
    if flag:
        return 5
    return None


def swap(a: int, b: str) -> tuple[str, int]:
    return b, a


def ackermann(m: int, n: int) -> int:
    if m == 0:
        return n + 1
    if n == 0:
        return ackermann(m - 1, 1)
    return ackermann(m - 1, ackermann(m, n - 1))


def reassign(a: int) -> int:
    a += 1
    a = a * 2
    return a


def shadow(values: list[int]) -> list[int]:
    values.append(1)
    values = [9]
    return values


print(add(1), add(1, 5), add(1, c=7), add(c=1, a=2), add(1, 2, 4))
print(keyword_only(3), keyword_only(3, scale=4), keyword_only(3, label="q", scale=2))
print(factorial(30))
print(is_even(100), is_odd(7))
print(add(noisy("a", 1), c=noisy("c", 2), b=noisy("b", 3)))
nothing()
print(implicit(True), implicit(False))
first, second = swap(4, "s")
print(first, second)
print(ackermann(2, 6))
print(reassign(4))
mine = [0]
print(shadow(mine), mine)
