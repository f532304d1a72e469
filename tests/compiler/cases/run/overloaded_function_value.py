from typing import overload, Callable
@overload
def f(x: int) -> int: ...
@overload
def f(x: str, y: str = "q") -> str: ...
def f(x: int | str, y: str = "d") -> int | str:
    return x + 1 if isinstance(x, int) else x + y
g = f
print(g(3), g("a"), g("a", "b"), g("a", y="z"))
h: Callable[[int], int] = f
print(h(4), [h(i) for i in range(3)], list(map(f, ["x"])))
def mx(a: int, b: int) -> int:
    return max(a, b)
def ap(k: Callable[[int, int], int], a: int, b: int) -> int:
    return k(a, b)
print(ap(mx, 3, 4))
n: int = g(3) + 1
print(n)
m = mx
print(m(1, 2))
