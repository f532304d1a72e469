import asyncio
from collections.abc import AsyncIterator, AsyncGenerator, AsyncIterable
async def agen(n: int) -> AsyncIterator[int]:
    try:
        for i in range(n):
            await asyncio.sleep(0)
            yield i
    finally:
        print("agen fin", n)
class Counter:
    def __init__(self, n: int) -> None:
        self.n = n
        self.i = 0
    def __aiter__(self) -> "Counter":
        return self
    async def __anext__(self) -> int:
        if self.i >= self.n:
            raise StopAsyncIteration
        self.i += 1
        await asyncio.sleep(0)
        return self.i
async def total(xs: AsyncIterable[int]) -> int:
    t = 0
    async for x in xs:
        t += x
    return t
async def echo() -> AsyncGenerator[str, str | None]:
    got: str | None = "start"
    while got is not None:
        try:
            got = yield f"<{got}>"
        except ValueError as e:
            got = f"error {e}"
        await asyncio.sleep(0)
async def pairs() -> AsyncIterator[tuple[int, str]]:
    yield 1, "a"
    yield 2, "b"
async def failing() -> AsyncIterator[int]:
    yield 1
    raise KeyError("bad")
async def main() -> None:
    async for x in agen(3):
        print(x)
    else:
        print("else")
    print(await total(agen(4)), await total(Counter(4)))
    print([x async for x in Counter(3)], {x: x * x async for x in agen(2)}, {x async for x in agen(1)}, [x async for x in agen(5) if x % 2])
    e = echo()
    print(await e.__anext__(), await e.asend("hi"), await e.athrow(ValueError("v")))
    await e.aclose()
    try:
        await e.__anext__()
    except StopAsyncIteration:
        print("stopped")
    async for a, b in pairs():
        print(a, b)
    try:
        async for x in failing():
            print("f", x)
    except KeyError as err:
        print("caught", err)
    async def work(name: str) -> None:
        async for i in agen(2):
            print(name, i)
    await asyncio.gather(work("w1"), work("w2"))
    async for x in Counter(5):
        if x == 2:
            continue
        if x == 4:
            break
        print("c", x)
    c = aiter(Counter(1))
    print(await anext(c))
    f = echo()
    print(await f.asend(None))
    try:
        await f.asend(None)
    except StopAsyncIteration:
        print("end")
    async def slow() -> AsyncIterator[int]:
        try:
            yield 1
            await asyncio.sleep(10)
            yield 2
        except asyncio.CancelledError:
            print("cancelled inside")
            raise
    async def consume() -> None:
        async for v in slow():
            print("slow", v)
    t = asyncio.create_task(consume())
    await asyncio.sleep(0.01)
    t.cancel()
    try:
        await t
    except asyncio.CancelledError:
        print("task cancelled")
asyncio.run(main())
