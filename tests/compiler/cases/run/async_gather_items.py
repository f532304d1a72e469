"""The results of gather have the representation that their static type says."""

import asyncio


async def text(value: int) -> str:
    await asyncio.sleep(0)
    return f"<{value}>"


async def number(value: int) -> float:
    return value / 2


async def main() -> None:
    texts = await asyncio.gather(text(1), text(2), text(2**64))
    print(texts, [one.upper() for one in texts], len(texts[0]))
    many = await asyncio.gather(*[number(value) for value in range(3)])
    print(many, sum(many, 0.0), [one + 1 for one in many])
    lists = await asyncio.gather(asyncio.gather(text(3)), asyncio.gather(text(4), text(5)))
    print(lists, lists[1][0][1])
    kept = await asyncio.gather(text(6), number(7), return_exceptions=True)
    print([repr(one) for one in kept])


asyncio.run(main())
