# alone: ends with an exception
import asyncio
from collections.abc import AsyncIterator
async def f() -> int:
    raise StopIteration(3)
async def inner() -> int:
    return next(iter([0][1:]))
async def fine(n: int) -> int:
    await asyncio.sleep(0)
    if n:
        raise KeyError(n)
    return n + 1
async def ag() -> AsyncIterator[int]:
    yield 1
    raise StopAsyncIteration
async def nothing() -> None:
    await asyncio.sleep(0)
async def g() -> None:
    for c in (f(), inner()):
        try:
            await c
        except RuntimeError as e:
            print(e, repr(e.__cause__))
    await nothing()
    print(await fine(0))
    try:
        await fine(1)
    except KeyError as e:
        print("key", e)
    try:
        async for x in ag():
            print(x)
    except RuntimeError as e:
        print(e)
    t = asyncio.create_task(f())
    try:
        await t
    except RuntimeError as e:
        print("task", e)
    await fine(2)
asyncio.run(g())
