import asyncio


async def after(delay: float, value: int) -> int:
    await asyncio.sleep(delay)
    if value < 0:
        raise ValueError(value)
    return value


async def waits() -> None:
    tasks = [asyncio.create_task(after(0.06 * i, i)) for i in (3, 1, 2)]
    done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    print([t.result() for t in done], len(pending))
    done, pending = await asyncio.wait(pending)
    print(sorted(t.result() for t in done), len(pending))
    tasks = [asyncio.create_task(after(0.004, -1)), asyncio.create_task(after(1, 5))]
    done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_EXCEPTION)
    print([t.exception() for t in done], len(pending))
    for t in pending:
        t.cancel()
    tasks = [asyncio.create_task(after(1, 5))]
    done, pending = await asyncio.wait(tasks, timeout=0.002)
    print(len(done), len(pending))
    for t in pending:
        t.cancel()
    empty: list[asyncio.Task[int]] = []
    try:
        await asyncio.wait(empty)
    except ValueError as e:
        print(e)


async def completed() -> None:
    order = []
    for f in asyncio.as_completed([after(0.15, 3), after(0.001, 1), after(0.07, 2)]):
        order.append(await f)
    print(order)
    try:
        for f in asyncio.as_completed([after(0.001, 1), after(1, 2)], timeout=0.1):
            print(await f)
    except TimeoutError:
        print("late")


async def shields() -> None:
    inner = asyncio.create_task(after(0.003, 7))
    outer = asyncio.shield(inner)

    async def waiter() -> int:
        return await outer

    t = asyncio.create_task(waiter())
    await asyncio.sleep(0)
    t.cancel()
    try:
        await t
    except asyncio.CancelledError:
        print("outer cancelled", inner.done())
    print(await inner)
    print(await asyncio.shield(after(0, 4)))
    try:
        await asyncio.shield(after(0, -4))
    except ValueError as e:
        print("err", e)


async def gathers() -> None:
    results = await asyncio.gather(after(0, 1), after(0.001, -2), after(0, 3), return_exceptions=True)
    print(results)
    print([r if isinstance(r, int) else repr(r) for r in results])
    try:
        await asyncio.gather(after(0, 1), after(0.001, -2))
    except ValueError as e:
        print(repr(e))


async def tasks() -> None:
    t = asyncio.create_task(after(0.002, 1), name="mine")
    me = asyncio.current_task()
    print(t.get_name(), me is not None, len(asyncio.all_tasks()), t in asyncio.all_tasks())
    seen: list[str] = []
    t.add_done_callback(lambda f: seen.append(f"done {f.result()}"))
    t.set_name("other")
    await t
    await asyncio.sleep(0)
    print(seen, t.get_name(), t.done(), len(asyncio.all_tasks()))


async def main() -> None:
    await waits()
    await completed()
    await shields()
    await gathers()
    await tasks()


asyncio.run(main())
with asyncio.Runner() as runner:
    print(runner.run(after(0, 5)), runner.run(after(0.001, 6)))
    try:
        runner.run(after(0, -1))
    except ValueError as e:
        print(e)
try:
    runner.get_loop()
except RuntimeError as e:
    print(e)


async def half() -> float:
    me = asyncio.current_task()
    assert me is not None
    me.set_name("half")
    print(me.get_name(), me.done(), me.cancelling())
    return 0.5


async def named() -> None:
    t = asyncio.create_task(half())
    kept: set[asyncio.Task[object]] = set()
    print(await t, t.result(), len(kept))


asyncio.run(named())
