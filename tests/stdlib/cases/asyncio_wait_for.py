"""wait_for: in time, too late, cancelled from outside, timeouts of zero and None."""

import asyncio


async def work(name: str, duration: float) -> str:
    try:
        await asyncio.sleep(duration)
    except asyncio.CancelledError:
        print(name, "cancelled")
        raise
    return name


async def refuses() -> str:
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError:
        print("finishes instead")
    return "refused"


async def fails() -> str:
    await asyncio.sleep(0)
    raise KeyError("k")


async def main() -> None:
    print(await asyncio.wait_for(work("fast", 0.0), 10))
    print(await asyncio.wait_for(work("no limit", 0.0), None))
    try:
        await asyncio.wait_for(work("slow", 10.0), 0.01)
    except TimeoutError as error:
        print("timeout", error.args, repr(error.__cause__))
    try:
        await asyncio.wait_for(work("zero", 10.0), 0)
    except TimeoutError:
        print("timeout of zero")
    done = asyncio.create_task(work("done", 0.0))
    await done
    print(await asyncio.wait_for(done, 0))
    print(await asyncio.wait_for(refuses(), 0.01))
    try:
        await asyncio.wait_for(fails(), 1)
    except KeyError as error:
        print("error", error)

    outer = asyncio.create_task(asyncio.wait_for(work("inside", 10.0), 10))
    await asyncio.sleep(0.01)
    outer.cancel()
    try:
        await outer
    except asyncio.CancelledError:
        print("outer cancelled")


asyncio.run(main())
