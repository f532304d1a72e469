from collections.abc import Iterator, Generator, Iterable, Callable
class Node:
    def __init__(self, v: int, left: "Node | None" = None, right: "Node | None" = None) -> None:
        self.v, self.left, self.right = v, left, right
    def __iter__(self) -> Iterator[int]:
        if self.left is not None:
            yield from self.left
        yield self.v
        if self.right:
            yield from self.right
    def walk(self, depth: int = 0) -> Generator[tuple[int, int], None, int]:
        n = 1
        yield depth, self.v
        for kid in (self.left, self.right):
            if kid is not None:
                n += yield from kid.walk(depth + 1)
        return n
def fib() -> Iterator[int]:
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b
def primes() -> Iterator[int]:
    def sieve(it: Iterator[int]) -> Iterator[int]:
        while True:
            p = next(it)
            yield p
            it = (lambda p, it: (x for x in it if x % p))(p, it)
    def count(n: int) -> Iterator[int]:
        while True:
            yield n
            n += 1
    yield from sieve(count(2))
def averager() -> Generator[float, float, str]:
    total, n = 0.0, 0
    avg = 0.0
    while True:
        x = yield avg
        if x < 0.0:
            break
        total += x
        n += 1
        avg = total / n
    return f"n={n}"
def with_resources(log: list[str]) -> Generator[str, None, None]:
    log.append("open")
    try:
        for c in "abc":
            try:
                yield c
            except ValueError as e:
                log.append(f"VE {e}")
                yield "recovered"
            else:
                log.append("ok " + c)
            finally:
                log.append("inner " + c)
    except KeyError:
        log.append("KE")
        raise
    finally:
        log.append("close")
class CM:
    def __init__(self, name: str) -> None:
        self.name = name
    def __enter__(self) -> str:
        print("enter", self.name)
        return self.name
    def __exit__(self, t: object, e: object, tb: object) -> None:
        print("exit", self.name, e is None)
def in_with() -> Iterator[str]:
    with CM("a") as a, CM("b") as b:
        yield a
        yield b
def pairs(n: int) -> Iterator[tuple[int, str]]:
    for i in range(n):
        yield i, "x" * i
def deep(n: int) -> Iterator[int]:
    if n == 0:
        yield 0
    else:
        yield from deep(n - 1)
        yield n
def boom(n: int) -> Iterator[int]:
    for i in range(n):
        yield i
    raise RuntimeError("boom")
def squares(it: Iterable[int]) -> Iterator[int]:
    for x in it:
        yield x * x
def bools() -> Iterator[bool]:
    yield True
    yield False
def floats() -> Iterator[float]:
    yield 1.5
    yield -0.0
def nones() -> Iterator[None]:
    yield
    yield None
def opt() -> Iterator[int | None]:
    yield 1
    yield None
def big() -> Iterator[int]:
    yield 1 << 100
    yield -(1 << 62)
def empty() -> Iterator[int]:
    return
    yield 1
def lam() -> Iterator[Callable[[], int]]:
    for i in range(3):
        yield lambda: i
def main() -> None:
    t = Node(4, Node(2, Node(1), Node(3)), Node(6))
    print(list(t), 3 in t, sum(t), list(t.walk()))
    w = t.walk()
    while True:
        try:
            next(w)
        except StopIteration as st:
            print("count", st.value)
            break
    f = fib()
    print([next(f) for _ in range(15)])
    p = primes()
    print([next(p) for _ in range(12)])
    a = averager()
    next(a)
    print(a.send(10.0), a.send(20.0))
    try:
        a.send(-1.0)
    except StopIteration as st:
        print(st.value)
    log: list[str] = []
    g = with_resources(log)
    print(next(g), next(g))
    print(g.throw(ValueError("v")), next(g))
    print(log)
    del g
    print(log)
    for s in in_with():
        print("body", s)
    for s in in_with():
        print("leave", s)
        break
    try:
        for s in in_with():
            raise IndexError(s)
    except IndexError as e:
        print("caught", e)
    print(dict(pairs(3)), [k for k, _ in pairs(2)], sum(deep(200)))
    try:
        print(list(boom(2)))
    except RuntimeError as e:
        print(e)
    try:
        for i in squares(boom(2)):
            print(i)
    except RuntimeError as e:
        print(e)
    print(list(bools()), list(floats()), list(nones()), list(opt()), list(big()), list(empty()))
    for b in bools():
        print(b, end=" ")
    for fl in floats():
        print(fl, end=" ")
    for o in opt():
        print(o, end=" ")
    for bg in big():
        print(bg + 1, end=" ")
    print()
    print([fn() for fn in lam()], [fn() for fn in list(lam())])
    it = squares(squares(range(4)))
    print(next(it), next(it), list(it), list(it))
    def counter() -> Iterator[int]:
        n = 0
        def inc() -> None:
            nonlocal_box[0] += 1
        nonlocal_box = [0]
        while n < 3:
            inc()
            yield nonlocal_box[0]
            n += 1
    print(list(counter()))
    try:
        next(empty())
    except StopIteration as e:
        print("SI", e.value, e.args)
    gen = (x for x in boom(1))
    print(next(gen))
    try:
        next(gen)
    except RuntimeError as e:
        print(e)
    print(next(gen, "done"))
    def reenter() -> Generator[int, None, None]:
        yield from (i for i in range(2))
    print(list(reenter()))
    x, y = fib2()
    print(x, y)
    print(sorted(fib3(), key=lambda v: -v))
def fib2() -> Iterator[int]:
    yield 1
    yield 2
def fib3() -> Iterator[int]:
    yield 3
    yield 1
    yield 2
main()
