import asyncio
from collections.abc import Iterator


async def pause(result: str | None = None, yielded: int = 3) -> str | None:
    await asyncio.sleep(0)
    sent = yielded + 1
    await asyncio.sleep(0)
    return f"{result} {yielded} {sent}"


def give(result: int, sent: int) -> Iterator[int]:
    yielded = result + sent
    yield result
    yield sent
    yield yielded


print(asyncio.run(pause("x")), list(give(1, 2)))
