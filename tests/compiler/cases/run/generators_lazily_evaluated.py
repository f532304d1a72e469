"""Order of evaluation of generator expressions and pipelines; the first iterable at once."""

from collections.abc import Iterable, Iterator

log: list[str] = []


def numbers(name: str, n: int) -> Iterator[int]:
    log.append(f"start {name}")
    for i in range(n):
        log.append(f"{name}{i}")
        yield i
    log.append(f"end {name}")


def make() -> list[int]:
    log.append("iterable")
    return [1, 2]


g = (x * 10 for x in make())
print(log)
log.clear()
print(next(g), next(g), next(g, None), log)
pairs = ((a, b) for a in numbers("a", 2) for b in numbers("b", 2) if a != b)
print(log)
print(list(pairs), log)
log.clear()
print(any(n == 1 for n in numbers("c", 5)), log)
log.clear()
print(all(n < 1 for n in numbers("d", 5)), log)
log.clear()
first = next(n for n in numbers("e", 5) if n > 1)
print(first, log)
log.clear()
a, b = zip(*((n, n * n) for n in numbers("f", 3)))
print(a, b)
log.clear()
z = zip(numbers("g", 2), numbers("h", 3))
print(list(z), log)
log.clear()
try:
    print(sum(1 // (1 - n) for n in numbers("i", 3)))
except ZeroDivisionError as error:
    print(error, log)
funcs = [lambda: i for i in range(3)]
late = [f() for f in funcs]  # type: ignore[no-untyped-call]
bound = [(lambda j: j * 2)(i) for i in range(3)]
print(late, bound, sum(x for x in range(4)), max((x for x in "hello"), key=ord), sorted(x for x in (3, 1)), "".join(c for c in "abc"), dict((k, v) for k, v in [("a", 1)]))
n = 10
squares = (n * x for x in [1, 2])
n = 100
print(list(squares))


def take(items: Iterable[int], count: int) -> list[int]:
    return [x for x, _ in zip(items, range(count))]


it = iter(range(10))
print(take(it, 3), take(it, 2), list(it))
