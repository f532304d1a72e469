"""Shared cells, nonlocal, loops, defaults, recursion, and functions made in comprehensions."""

from collections.abc import Callable


def counter(start: int = 0) -> tuple[Callable[[], int], Callable[[int], None], Callable[[], int]]:
    value = start

    def get() -> int:
        return value

    def set_(new: int) -> None:
        nonlocal value
        value = new

    def bump() -> int:
        nonlocal value
        value += 1
        return value

    return get, set_, bump


get, set_, bump = counter(5)
other = counter()
print(get(), bump(), bump(), set_(100), get(), bump(), other[2](), other[0]())
adders = [lambda x, n=n: x + n for n in range(3)]
late = [lambda x: x + n for n in range(3)]
print([f(10) for f in adders], [f(10) for f in late])  # type: ignore[no-untyped-call]


def outer() -> str:
    x = "outer"

    def middle() -> str:
        def inner() -> str:
            nonlocal x
            x += "+inner"
            return x

        result = inner()
        return result + "|" + x

    return middle() + "|" + x


def fib() -> Callable[[int], int]:
    memo: dict[int, int] = {}

    def go(n: int) -> int:
        if n not in memo:
            memo[n] = n if n < 2 else go(n - 1) + go(n - 2)
        return memo[n]

    return go


def compose(*functions: Callable[[int], int]) -> Callable[[int], int]:
    def run(x: int) -> int:
        for function in reversed(functions):
            x = function(x)
        return x

    return run


print(outer(), fib()(50), compose(lambda x: x + 1, lambda x: x * 2)(5), compose()(3))
total = 0


def add(n: int) -> None:
    global total
    total += n


for i in range(4):
    add(i)
print(total, (lambda *a, **k: (a, sorted(k.items())))(1, 2, b=3, a=4), (lambda x: (lambda y: x + y))(1)(2))


def early() -> str:
    def show() -> str:
        return name

    try:
        return show()
    except NameError as error:
        text = type(error).__name__
    name = "set"
    return text + show()


print(early())
