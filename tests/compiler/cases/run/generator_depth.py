from collections.abc import Iterator
def deep(n: int) -> Iterator[int]:
    if n:
        yield from deep(n - 1)
    yield n
def loop(n: int) -> Iterator[int]:
    if n:
        for x in loop(n - 1):
            yield x
    yield n
def main() -> None:
    for f in (deep, loop):
        try:
            print(next(f(1000000)))
        except RecursionError as e:
            print("RecursionError")
    it: Iterator[int] = iter([1])
    for _ in range(200000):
        it = map(lambda x: x + 1, it)
    del it
    print("dropped chain")
main()
