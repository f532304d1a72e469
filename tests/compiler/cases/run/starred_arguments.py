from collections.abc import Iterator
def g() -> Iterator[int]:
    yield 1
    yield 2
def f(*a: int) -> int:
    return sum(a)
def h(a: int, b: int, c: int = 0) -> str:
    return f"{a} {b} {c}"
print(f(*g(), *[3], 4), h(*g()), h(*{5: 1}, *[6]), h(*(x for x in [7, 8, 9])), f(*{1, 2}), f(*range(3)))
print(*g(), 5, *"ab", sep=",")
print(max(*g()), min(*[3, 1]))
