# cpython: 3.11.7
import asyncio


async def work(n: int, delay: float = 0.0) -> int:
    await asyncio.sleep(delay)
    if n < 0:
        raise ValueError(n)
    return n * 2


async def stubborn(log: list[str]) -> None:
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError:
        log.append("cleanup")
        raise


async def main() -> None:
    async with asyncio.TaskGroup() as tg:
        a = tg.create_task(work(1))
        b = tg.create_task(work(2, 0.001), name="b")
    print(a.result(), b.result(), b.get_name())
    log: list[str] = []
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(stubborn(log))
            tg.create_task(work(-1, 0.001))
            await asyncio.sleep(10)
            print("never")
    except* ValueError as eg:
        print(repr(eg), log, eg.message)
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(work(-1))
            tg.create_task(work(-2))
    except ExceptionGroup as g:
        print(g, [repr(e) for e in g.exceptions])
    log = []
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(stubborn(log))
            await asyncio.sleep(0)
            raise KeyError("body")
    except* KeyError as eg2:
        print(eg2.exceptions, log)

    async def outer() -> None:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(stubborn(log))
            await asyncio.sleep(10)

    t = asyncio.create_task(outer())
    await asyncio.sleep(0.001)
    t.cancel()
    try:
        await t
    except asyncio.CancelledError:
        print("outer cancelled", log)
    try:
        async with asyncio.timeout(0.01):
            async with asyncio.TaskGroup() as tg:
                tg.create_task(stubborn(log))
    except TimeoutError:
        print("timeout", log)
    async with asyncio.TaskGroup():
        pass
    async with asyncio.TaskGroup() as tg:

        async def spawn(n: int) -> None:
            if n > 0:
                tg.create_task(spawn(n - 1))
            print("spawned", n)

        tg.create_task(spawn(3))


asyncio.run(main())
