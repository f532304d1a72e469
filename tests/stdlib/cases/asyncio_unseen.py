# alone: speaks on stderr
"""Failures that nobody looks at are reported when their task or future goes."""

import asyncio


async def fails(text: str) -> None:
    await asyncio.sleep(0)
    raise ValueError(text)


def report(loop: asyncio.AbstractEventLoop, context: dict[str, object]) -> None:
    print(context["message"], repr(context.get("exception")))


def forgotten(loop: asyncio.AbstractEventLoop) -> None:
    future: asyncio.Future[int] = loop.create_future()
    future.set_exception(KeyError("unasked"))


def asked(loop: asyncio.AbstractEventLoop) -> None:
    future: asyncio.Future[int] = loop.create_future()
    future.set_exception(KeyError("asked"))
    print(repr(future.exception()))


async def main() -> None:
    loop = asyncio.get_running_loop()
    forgotten(loop)
    asked(loop)
    asyncio.create_task(fails("task"))
    await asyncio.sleep(0.001)
    print("---")
    seen = asyncio.create_task(fails("seen"))
    try:
        await seen
    except ValueError as error:
        print("seen", error)
    del seen
    print(await asyncio.gather(fails("a"), fails("b"), return_exceptions=True))
    try:
        await asyncio.gather(fails("first"), fails("second"))
    except ValueError as error:
        print(error)
    await asyncio.sleep(0.001)
    first = asyncio.create_task(fails("waited"))
    done, _ = await asyncio.wait([first])
    print(len(done))
    done.clear()
    del first
    print("end")


asyncio.run(main())


async def quiet() -> None:
    asyncio.get_running_loop().set_exception_handler(report)
    await main()


loop = asyncio.new_event_loop()
loop.run_until_complete(quiet())
loop.close()
