from collections.abc import Iterator


def g(n: int) -> Iterator[float]:
    while n > 0 and n < 5:
        n += 1
        v: float = n * 0.5
        yield 1.0
    try:
        yield 2.0
    finally:
        for i in range(2):
            print(i, v)
        yield 3.0


print(list(g(3)))
try:
    print(list(g(7)))
except UnboundLocalError as error:
    print(error)
