"""Every operation on every pair of values that a place declared float may hold."""

from typing import Callable

Operation = Callable[[float, float], object]


def quotient(a: float, b: float) -> object:
    return a / b


def floored(a: float, b: float) -> object:
    return a // b


def remainder(a: float, b: float) -> object:
    return a % b


def power(a: float, b: float) -> object:
    if abs(b) > 3 or a != a or b != int(b):
        return None
    return a**b


OPERATIONS: list[tuple[str, Operation]] = [
    ("+", lambda a, b: a + b),
    ("-", lambda a, b: a - b),
    ("*", lambda a, b: a * b),
    ("/", quotient),
    ("//", floored),
    ("%", remainder),
    ("divmod", lambda a, b: divmod(a, b)),
    ("==", lambda a, b: a == b),
    ("!=", lambda a, b: a != b),
    ("<", lambda a, b: a < b),
    ("<=", lambda a, b: a <= b),
    (">", lambda a, b: a > b),
    (">=", lambda a, b: a >= b),
    ("min", lambda a, b: min(a, b)),
    ("max", lambda a, b: max(a, b)),
    ("and", lambda a, b: a and b),
    ("or", lambda a, b: a or b),
    ("hash", lambda a, b: (hash(a) == hash(b)) == (a == b)),
    ("in", lambda a, b: a in [b, 0.5]),
    ("key", lambda a, b: {a: "a", b: "b"}),
    ("set", lambda a, b: len({a, b})),
]

VALUES: list[float] = [0, 1, -1, 7, -12, 1000003, True, False, 0.0, -0.0, 1.0, 2.5, -7.25, 1e15]


def attempt(operation: Operation, a: float, b: float) -> str:
    try:
        return repr(operation(a, b))
    except ArithmeticError as error:
        return f"{type(error).__name__}: {error}"


for name, operation in OPERATIONS:
    for a in VALUES:
        print(name, a, *[attempt(operation, a, b) for b in VALUES])

for a in VALUES:
    print(a, -a, +a, abs(a), not a, bool(a), int(a), float(a), round(a), round(a, 1), round(a, -1))
    print(str(a), repr(a), f"{a}", f"{a!r:>8}", f"{a:8.3f}", f"{a:+}", f"{a:.3e}", f"{a:g}")
    print(isinstance(a, int), isinstance(a, float), isinstance(a, bool), type(a).__name__)
    print(a + 1, 1 + a, a * 2, 2 * a, a - 3, 3 - a, a / 2, a // 2, a % 3, a == 1, 1 <= a, a < 2)
    print(a + 0.5, 0.5 * a, a > 0.5, [power(a, b) for b in VALUES if a != 0 or b > 0])
    x = a
    x += 1
    x *= 3
    x -= 0.5
    print(x, a)

inf = float("inf")
nan = inf - inf
one: float = 1
print(inf + one, inf - inf * one, inf * (one - 1), nan + one, nan == one, nan != one, nan < one)
print(one < inf, one < nan, max(nan, one), min(one, nan), one * nan, sum([one, nan]), -nan + one)
