# cpython: 3.11.7
import asyncio


async def main() -> None:
    try:
        async with asyncio.timeout(0.005):
            await asyncio.sleep(10)
    except TimeoutError as e:
        print("timeout", repr(e), type(e.__cause__).__name__)
    async with asyncio.timeout(10) as t:
        await asyncio.sleep(0)
        print(t.expired(), t.when() is not None)
    print(t.expired())
    async with asyncio.timeout(None) as t:
        print(t.when())
        t.reschedule(asyncio.get_running_loop().time() + 0.003)
        try:
            await asyncio.sleep(1)
        except asyncio.CancelledError:
            print("inner cancelled", t.expired())
            try:
                raise
            except asyncio.CancelledError:
                pass
    print(t.expired())
    try:
        async with asyncio.timeout_at(asyncio.get_running_loop().time() - 1):
            await asyncio.sleep(0.01)
            print("never")
    except TimeoutError:
        print("at")
    try:
        async with asyncio.timeout(0.005):
            async with asyncio.timeout(10):
                await asyncio.sleep(1)
    except TimeoutError:
        print("outer")
    try:
        async with asyncio.timeout(10):
            async with asyncio.timeout(0.005):
                await asyncio.sleep(1)
    except TimeoutError:
        print("inner")
    try:
        async with asyncio.timeout(1):
            raise ValueError("mine")
    except ValueError as e:
        print(e)

    async def inner() -> None:
        async with asyncio.timeout(5):
            await asyncio.sleep(5)

    task = asyncio.create_task(inner())
    await asyncio.sleep(0)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        print("cancelled from outside")
    tm = asyncio.timeout(1)
    try:
        tm.reschedule(None)
    except RuntimeError as e:
        print(e)
    async with tm:
        pass
    try:
        tm.reschedule(None)
    except RuntimeError as e:
        print(e)
    print(await asyncio.sleep(0, "result"), await asyncio.sleep(0.001, 5))
    await asyncio.sleep(0)


asyncio.run(main())
