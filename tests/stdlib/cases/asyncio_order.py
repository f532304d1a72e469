"""Which runs first: tasks, callbacks, timers, bare yields."""

import asyncio
from collections.abc import Callable


def say(text: str) -> None:
    print(text)


def sayer(text: str) -> Callable[[], None]:
    return lambda: say(text)


async def worker(name: str, turns: int) -> str:
    for turn in range(turns):
        print(f"{name} {turn}")
        await asyncio.sleep(0)
    return name


async def main() -> None:
    loop = asyncio.get_running_loop()
    a = asyncio.create_task(worker("a", 3))
    loop.call_soon(lambda: say("soon 1"))
    b = asyncio.create_task(worker("b", 2))
    loop.call_soon(lambda: say("soon 2"))
    print("main waits")
    print(await b, await a)

    loop.call_later(0.02, lambda: say("later 20"))
    loop.call_later(0.01, lambda: say("later 10"))
    cancelled = loop.call_later(0.015, lambda: say("never"))
    cancelled.cancel()
    print(cancelled.cancelled())
    now = loop.time()
    for number in range(7):
        loop.call_at(now + 0.03, sayer(f"same time {number}"))
    await asyncio.sleep(0.05)

    handle = loop.call_soon(lambda: say("never"))
    handle.cancel()
    future: asyncio.Future[int] = loop.create_future()
    future.add_done_callback(lambda f: say(f"done {f.result()}"))
    future.set_result(7)
    print("result set")
    future.add_done_callback(lambda f: say("added late"))
    await asyncio.sleep(0)
    print(await future, future.done(), future.cancelled(), future.exception())


asyncio.run(main())
