from collections.abc import Sequence, Iterable, Mapping, Iterator, Generator
def f(xs: Sequence[int]) -> int:
    return len(xs) + xs[1] + sum(xs[1:])
print(f([1,2,3]))
print(f((1,2)))
def g(n: int) -> Iterator[int]:
    i = 0
    try:
        while i < n:
            yield i
            i += 1
    finally:
        print("fin", i)
for x in g(3):
    print(x)
it = g(2)
print(next(it), next(it), next(it, -1))
def total(xs: Iterable[int]) -> int:
    t = 0
    for x in xs:
        t += x
    return t
print(total(g(5)), total([1,2]), total((3,4)), total({5: 1}), total(range(4)), total(b"ab"))
def co() -> Generator[int, str | None, str]:
    r = yield 1
    print("got", r)
    try:
        r = yield 2
    except ValueError as e:
        print("caught", e)
        r = yield 99
    print("got", r)
    return "done"
def outer() -> Generator[int, str | None, None]:
    v = yield from co()
    print("v", v)
    yield from [7, 8]
c = outer()
print(next(c)); print(c.send("a")); print(c.throw(ValueError("x"))); print(c.send("z"), next(c))
try:
    next(c)
except StopIteration as e:
    print("stop", e.value)
a, b = g(2)
print(a, b)
try:
    a, b = g(3)
except ValueError as e:
    print(e)
