from __future__ import annotations
import asyncio
from contextlib import asynccontextmanager
from collections.abc import AsyncIterator

class Room:
    def __init__(self, waits: bool) -> None:
        self.waits = waits
    async def __aenter__(self) -> int:
        if self.waits:
            await asyncio.sleep(0)
        return 5
    async def __aexit__(self, kind: object, error: object, trace: object) -> bool:
        if self.waits:
            await asyncio.sleep(0)
        return isinstance(error, KeyError)

@asynccontextmanager
async def managed(n: int) -> AsyncIterator[int]:
    print("in", n)
    try:
        yield n
    finally:
        await asyncio.sleep(0)
        print("out", n)

async def main() -> None:
    for w in (True, False):
        async with Room(w) as r:
            print(r)
            raise KeyError
        async with Room(w) as r, Room(not w):
            print(r + 1)
        try:
            async with Room(w):
                raise ValueError("x")
        except ValueError as e:
            print("ve", e)
    lock = asyncio.Lock()
    async with lock:
        print(lock.locked())
    async with managed(3) as m:
        print(m)
    q: asyncio.Queue[int] = asyncio.Queue(2)
    await q.put(1)
    await q.put(2)
    t = asyncio.create_task(q.put(3))
    await asyncio.sleep(0)
    print(await q.get(), await q.get(), await q.get(), t.done())
    await t
    async with asyncio.timeout(1) as tm:
        print(tm.expired())

asyncio.run(main())
