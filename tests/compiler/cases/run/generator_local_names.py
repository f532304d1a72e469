"""Locals of generators and coroutines with the names that frames use themselves."""

import asyncio
from collections.abc import AsyncIterator, Iterator


def counted(n: int) -> Iterator[int]:
    state = n * 2
    result = 5
    yielded = 6
    resume = 7
    while state > 0:
        yield state + result + yielded + resume
        state -= 1


async def slow(frame: int) -> int:
    state = frame
    result = "r"
    await asyncio.sleep(0)
    return state + len(result)


async def items(state: int) -> AsyncIterator[int]:
    yielded = state
    for awaiting in range(state):
        await asyncio.sleep(0)
        yield yielded + awaiting


async def main() -> None:
    print(await slow(3), [x async for x in items(2)])


print(list(counted(2)))
asyncio.run(main())
