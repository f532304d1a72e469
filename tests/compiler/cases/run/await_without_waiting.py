"""Awaited calls: that finish at once, wait, raise before and behind a wait, are cancelled."""
from __future__ import annotations
import asyncio

class Noted:
    def __init__(self, name: str) -> None:
        self.name = name
    def __del__(self) -> None:
        print("end of", self.name)

async def at_once(n: int) -> int:
    return n * 2

async def text(a: str, b: Noted | None = None) -> str:
    return a + (b.name if b else "-")

async def nothing() -> None:
    pass

async def waits(n: int, kept: Noted) -> str:
    await asyncio.sleep(0)
    for i in range(n):
        await asyncio.sleep(0)
    return kept.name * n

async def fails(n: int, kept: list[str]) -> int:
    if n > 0:
        await asyncio.sleep(0)
    if n >= 0:
        raise ValueError(f"fails {n} {kept[0]}")
    return n

async def cleans(n: int) -> int:
    try:
        if n:
            await asyncio.sleep(10)
        return n
    except asyncio.CancelledError:
        print("cancelled")
        await asyncio.sleep(0)
        raise
    finally:
        print("finally", n)
        await asyncio.sleep(0)
        print("behind")

class Base:
    async def method(self, a: int) -> str:
        return f"base {a}"
    @classmethod
    async def make(cls) -> Base:
        return cls()
    @staticmethod
    async def plain(*items: int, key: str = "k") -> str:
        return f"{items} {key}"

class Derived(Base):
    async def method(self, a: int) -> str:
        inner = await super().method(a + 1)
        await asyncio.sleep(0)
        return f"derived {a} over {inner}"

async def deep(n: int) -> int:
    if n == 0:
        await asyncio.sleep(0)
        return 0
    return 1 + await deep(n - 1)

async def shallow(n: int) -> int:
    if n == 0:
        return 0
    return 1 + await shallow(n - 1)

async def with_closure() -> int:
    total = 0
    async def add(n: int) -> None:
        nonlocal total
        total += n
        if n % 2:
            await asyncio.sleep(0)
        total += n
    for i in range(4):
        await add(i)
    return total

async def main() -> None:
    print(await at_once(21), await at_once(10**30), await text("a"), await text("a", Noted("x")))
    await nothing()
    print(await waits(3, Noted("w")))
    for n in (-1, 0, 1):
        try:
            print(await fails(n, [f"f{n}"]))
        except ValueError as error:
            print(error)
    print(await cleans(0))
    task = asyncio.create_task(cleans(1))
    await asyncio.sleep(0)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        print("task cancelled")
    b: Base = Derived()
    print(await b.method(1), await (await Derived.make()).method(5), await Base.plain(1, 2, key="q"))
    print(await deep(50), await shallow(50), await with_closure())
    print([await at_once(i) for i in range(3)], {i: await text(str(i)) for i in range(2)})
    print(await at_once(await at_once(await at_once(1))) + await at_once(4))
    gathered = await asyncio.gather(waits(1, Noted("g1")), waits(2, Noted("g2")), at_once(3))
    print(gathered)
    try:
        await asyncio.wait_for(cleans(5), 0.01)
    except asyncio.TimeoutError:
        print("timeout")
    try:
        print(await shallow(10**6) > 0)
    except RecursionError:
        print("recursion")

asyncio.run(main())
