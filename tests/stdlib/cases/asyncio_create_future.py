"""Futures made by the loop, of what the context says."""

import asyncio


async def named(fut: "asyncio.Future[str]") -> str:
    fut.set_result("name")
    return await fut


async def main() -> None:
    loop = asyncio.get_running_loop()
    fut: asyncio.Future[int] = loop.create_future()
    loop.call_later(0.001, lambda: fut.set_result(42))
    print(await asyncio.wait_for(fut, 1), await named(loop.create_future()))


asyncio.run(main())
