from collections.abc import Callable


def f(x: int) -> int:
    return x + 1


def g(x: int) -> int:
    return x + 2


handlers: list[Callable[[int], int]] = [f, g]
print(f is f, f == f, f == g, f in handlers, handlers.index(g), handlers.count(f))
handlers.remove(f)
print(len(handlers), handlers[0](1), {f: "f", g: "g"}[f])
table: dict[str, Callable[[int], int]] = {"f": f}
print(table["f"] is f, len is len, abs is abs)
h = f
print(h is f, (lambda: 1) is (lambda: 1))
