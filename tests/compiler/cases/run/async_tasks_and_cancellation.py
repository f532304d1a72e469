"""Cancelling at every stage, cleanup that awaits, uncancel, shielding, results and exceptions."""

import asyncio

log: list[str] = []


async def worker(name: str, delay: float, fail: bool = False) -> str:
    try:
        log.append(f"{name} start")
        await asyncio.sleep(delay)
        if fail:
            raise ValueError(name)
        return name.upper()
    except asyncio.CancelledError:
        log.append(f"{name} cancelled")
        await asyncio.sleep(0)
        log.append(f"{name} cleaned")
        raise
    finally:
        log.append(f"{name} end")


async def stubborn() -> str:
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError:
        return "refused"
    return "done"


async def main() -> None:
    t = asyncio.create_task(worker("a", 10), name="first")
    await asyncio.sleep(0)
    print(t.get_name(), t.done(), t.cancelled(), t.cancel("why"), t.cancelling())
    try:
        await t
    except asyncio.CancelledError as error:
        print("cancelled", error.args, t.cancelled(), log)
    log.clear()
    never = asyncio.create_task(worker("b", 0))
    never.cancel()
    await asyncio.gather(never, return_exceptions=True)
    print(never.cancelled(), log)
    s = asyncio.create_task(stubborn())
    await asyncio.sleep(0)
    s.cancel()
    print(await s, s.cancelled())
    results = await asyncio.gather(worker("c", 0), worker("d", 0, True), worker("e", 0.001), return_exceptions=True)
    print(results)
    try:
        await asyncio.gather(worker("f", 0.001), worker("g", 0, True))
    except ValueError as error:
        print("gather", error)
    done = asyncio.create_task(worker("h", 0))
    await done
    print(done.result(), done.exception(), done.cancel(), done.cancelled())
    bad = asyncio.create_task(worker("i", 0, True))
    await asyncio.wait([bad])
    print(repr(bad.exception()), bad.done())
    try:
        t2 = asyncio.create_task(worker("j", 1))
        print(t2.result())
    except asyncio.InvalidStateError as error:
        print("invalid", error)
    t2.cancel()
    order: list[int] = []
    t3 = asyncio.create_task(asyncio.sleep(0, 7))
    t3.add_done_callback(lambda task: order.append(task.result()))
    await t3
    await asyncio.sleep(0)
    print(order, len(asyncio.all_tasks()) >= 1)


asyncio.run(main())
