"""Functions made in a comprehension see its variable, not the value of their round."""

from collections.abc import Callable, Iterator


def inside() -> list[int]:
    fs: list[Callable[[], int]] = [lambda: k for k in range(3)]
    return [f() for f in fs]


def in_generator() -> list[int]:
    fs: Iterator[Callable[[], int]] = (lambda: k for k in range(3))
    return [f() for f in fs]


def in_generator_kept() -> list[int]:
    fs: Iterator[Callable[[], int]] = (lambda: k for k in range(3))
    return [f() for f in list(fs)]


print(inside(), in_generator(), in_generator_kept())
fs: list[Callable[[], int]] = [lambda: k for k in range(3)]
print([f() for f in fs])
gs: list[Callable[[int], int]] = [lambda x: x + k * j for k in range(3) if k != 1 for j in (5, 7)]
print([g(1) for g in gs])
gen: Iterator[Callable[[], int]] = (lambda: k for k in range(3))
print([f() for f in gen])
table: dict[int, Callable[[], int]] = {j: (lambda: j) for j in range(3)}
print({k: f() for k, f in table.items()})
hs: list[Callable[[], int]] = []
for i in range(3):
    hs.append(lambda: i)
print([f() for f in hs])
words: list[Callable[[], str]] = [lambda: word for word in ("a", "b")]
print([f() for f in words], sorted(f() for f in words))
