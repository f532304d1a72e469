"""asend, athrow, aclose, async comprehensions, cleanup, and for-else over async iterators."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator

log: list[str] = []


async def gen(n: int) -> AsyncGenerator[int, str | None]:
    try:
        for i in range(n):
            got = yield i
            log.append(f"got {got}")
            await asyncio.sleep(0)
    except KeyError as error:
        log.append(f"caught {error}")
        yield -1
    finally:
        log.append("cleanup")


class Countdown:
    def __init__(self, n: int) -> None:
        self.n = n

    def __aiter__(self) -> "Countdown":
        return self

    async def __anext__(self) -> int:
        if self.n <= 0:
            raise StopAsyncIteration
        self.n -= 1
        await asyncio.sleep(0)
        return self.n


async def pairs() -> AsyncIterator[tuple[int, str]]:
    for i, c in enumerate("abc"):
        yield i, c


async def main() -> None:
    g = gen(3)
    print(await anext(g), await g.asend("x"), await g.athrow(KeyError("k")), log)
    try:
        await anext(g)
    except StopAsyncIteration:
        print("stopped", log)
    log.clear()
    g = gen(5)
    async for i in g:
        if i == 2:
            break
    else:
        print("not here")
    await g.aclose()
    print(log)
    async for i in Countdown(2):
        print("item", i)
    else:
        print("else ran")
    print([i async for i in Countdown(4) if i % 2], {i: c async for i, c in pairs()}, {c async for _, c in pairs()} == set("abc"), [x * y async for x in Countdown(3) for y in (1, 10)])
    print(sum([i async for i in Countdown(5)]), [await asyncio.sleep(0, i) for i in range(3)], [c async for i, c in pairs() if await asyncio.sleep(0, i != 1)])
    g = gen(1)
    try:
        await g.athrow(ValueError("at the start"))
    except ValueError as error:
        print(error)
    g = gen(2)
    try:
        await g.asend("early")
    except TypeError as error:
        print(error)


asyncio.run(main())
