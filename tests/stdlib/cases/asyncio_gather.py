"""gather: order of results, first failure, cancellation in both directions."""

import asyncio


async def value(n: int, turns: int) -> int:
    for _ in range(turns):
        await asyncio.sleep(0)
    print("done", n)
    return n


async def fail(text: str, turns: int) -> int:
    for _ in range(turns):
        await asyncio.sleep(0)
    raise ValueError(text)


async def forever(name: str) -> int:
    try:
        await asyncio.sleep(10)
    finally:
        print(name, "ends")
    return 0


async def main() -> None:
    print(await asyncio.gather(value(1, 3), value(2, 1), value(3, 2)))
    results = await asyncio.gather(value(4, 0))
    print(results)
    task = asyncio.create_task(value(5, 0))
    print(await asyncio.gather(task, value(6, 0)))

    slow = asyncio.create_task(value(7, 5))
    try:
        await asyncio.gather(slow, fail("first", 2), fail("second", 3))
    except ValueError as error:
        print("caught", error, slow.done())
    print(await slow)

    one = asyncio.create_task(forever("one"))
    two = asyncio.create_task(forever("two"))
    group = asyncio.gather(one, two)
    await asyncio.sleep(0)
    print(group.cancel(), group.done())
    try:
        await group
    except asyncio.CancelledError:
        print("group cancelled", one.cancelled(), two.cancelled())

    three = asyncio.create_task(forever("three"))
    group = asyncio.gather(three, value(8, 0))
    await asyncio.sleep(0)
    three.cancel()
    try:
        await group
    except asyncio.CancelledError:
        print("child cancelled", group.cancelled())


asyncio.run(main())
