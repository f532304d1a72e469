from collections.abc import Generator, Iterator, Iterable, AsyncIterator
import asyncio
def adder() -> Generator[str, int, int]:
    x = (yield "a") + (yield "b") * (yield "c")
    ys = [(yield "d"), (yield "e")]
    d = {(yield "k"): (yield "v")}
    t = ((yield "t1"), (yield "t2"))
    print(x, ys, d, t)
    if (yield "cond") > 3 and (yield "and") < 10:
        print("yes")
    print(max((yield "m1"), (yield "m2")), f"{(yield 'fs')}!")
    z = 0
    z += yield "aug"
    ys[(yield "idx")] = yield "val"
    return z + sum(ys)
def run() -> None:
    g = adder()
    out = [next(g)]
    try:
        for i in range(1, 100):
            out.append(g.send(1 if out[-1] == "idx" else i))
    except StopIteration as s:
        print("".join(out), s.value)
def flow() -> Iterator[str]:
    for i in range(5):
        try:
            if i == 1:
                continue
            if i == 3:
                break
            yield f"try{i}"
        except KeyError:
            yield "never"
        else:
            yield f"else{i}"
        finally:
            yield f"fin{i}"
    else:
        yield "for-else"
    n = 0
    while n < 2:
        n += 1
        try:
            yield f"w{n}"
            if n == 2:
                return
        finally:
            yield f"wf{n}"
class P:
    def __init__(self, n: int) -> None:
        self._n = n
        self.it: Iterator[int] | None = None
    @property
    def items(self) -> Iterator[int]:
        for i in range(self._n):
            yield i
    @staticmethod
    def stat(n: int, *extra: int, scale: int = 2, **kw: int) -> Iterator[int]:
        for x in (n, *extra, *kw.values()):
            yield x * scale
    @classmethod
    def make(cls, n: int) -> Iterator["P"]:
        for i in range(n):
            yield cls(i)
    def step(self) -> int | None:
        if self.it is None:
            self.it = self.items
        return next(self.it, None)
counter = 0
def uses_global() -> Iterator[int]:
    global counter
    while counter < 3:
        counter += 1
        yield counter
def nl() -> Iterator[int]:
    total = 0
    def add(n: int) -> Iterator[int]:
        nonlocal total
        for i in range(n):
            total += i
            yield total
    yield from add(3)
    yield total
    yield from add(2)
def deep(n: int) -> Iterator[int]:
    yield n
    if n:
        yield from deep(n - 1)
def cond(flag: bool) -> Iterator[int]:
    x: int
    if flag:
        x = 1
    yield 0
    try:
        yield x
    except UnboundLocalError as e:
        print("unbound", e)
def many_locals() -> Iterator[object]:
    a, b, c, d = 1, "s", 2.5, [1]
    e = (a, b)
    f = {b: a}
    g = None
    h = True
    yield a
    d.append(2)
    yield e
    b = b + "t"
    yield f[b[:1]], g, h, c, d, b
def swallow() -> Iterator[int]:
    while True:
        try:
            yield 1
        except ValueError:
            print("swallowed")
        except GeneratorExit:
            print("exit")
            return
def ctx() -> Generator[int, None, None]:
    try:
        yield 1
    except ValueError as e:
        raise RuntimeError("wrapped") from e
    finally:
        print("ctx fin")
async def nested_async() -> AsyncIterator[int]:
    async def inner(n: int) -> AsyncIterator[int]:
        for i in range(n):
            await asyncio.sleep(0)
            yield i
    async for x in inner(3):
        yield x * 10
    for y in (z for z in range(2)):
        yield y
class ACM:
    def __init__(self, n: str) -> None:
        self.n = n
    async def __aenter__(self) -> str:
        await asyncio.sleep(0)
        print("aenter", self.n)
        return self.n
    async def __aexit__(self, t: type[BaseException] | None, e: BaseException | None, tb: object) -> bool:
        await asyncio.sleep(0)
        print("aexit", self.n, t.__name__ if t is not None else None)
        return self.n == "b"
async def amain() -> None:
    print([x async for x in nested_async()])
    async with ACM("a") as a, ACM("b") as b:
        print(a, b)
        raise KeyError("x")
    async with ACM("c"), ACM("d") as d:
        print(d)
    async for x in nested_async():
        async with ACM("e"):
            if x == 10:
                break
    print({k: v async for k, v in pairs()})
    try:
        async with ACM("z"):
            async for x in nested_async():
                raise IndexError(x)
    except IndexError as e:
        print("idx", e)
async def pairs() -> AsyncIterator[tuple[str, int]]:
    for i, c in enumerate("ab"):
        yield c, i
def main() -> None:
    run()
    print(list(flow()))
    p = P(3)
    print(list(p.items), list(P.stat(1, 2, 3)), list(P.stat(1, scale=3, z=5)), [q._n for q in P.make(2)], [p.step() for _ in range(5)])
    print(list(uses_global()), counter, list(nl()), len(list(deep(500))))
    print(list(cond(True)), list(cond(False)))
    print(list(many_locals()))
    s = swallow()
    next(s)
    assert isinstance(s, Generator)
    print(s.throw(ValueError()))
    s.close()
    c = ctx()
    next(c)
    try:
        c.throw(ValueError("v"))
    except RuntimeError as e:
        print(e, repr(e.__cause__))
    asyncio.run(amain())
main()
