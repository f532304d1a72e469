# alone: ends with an exception
"""An exception leaves asyncio.run: exit code 1."""

import asyncio


async def inner() -> None:
    await asyncio.sleep(0)
    raise RuntimeError("from a coroutine")


async def main() -> None:
    try:
        await inner()
    finally:
        print("finally")


asyncio.run(main())
