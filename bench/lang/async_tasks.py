"""asyncio: producers, a bounded queue and consumers; tasks that wait for each other."""

import asyncio
import sys


async def produce(queue: asyncio.Queue[int], start: int, count: int) -> None:
    for number in range(start, start + count):
        await queue.put(number)


async def consume(queue: asyncio.Queue[int]) -> int:
    total = 0
    while True:
        number = await queue.get()
        if number < 0:
            return total
        total += number


async def leaf(number: int) -> int:
    await asyncio.sleep(0)
    return number


async def pipeline(size: int) -> int:
    queue: asyncio.Queue[int] = asyncio.Queue(16)
    consumers = [asyncio.create_task(consume(queue)) for _ in range(3)]
    producers = [asyncio.create_task(produce(queue, i * size, size)) for i in range(2)]
    for producer in producers:
        await producer
    for _ in consumers:
        await queue.put(-1)
    total = 0
    for consumer in consumers:
        total += await consumer
    return total


async def children(size: int) -> int:
    total = 0
    for number in range(size):
        total += await asyncio.create_task(leaf(number))
        total += await leaf_without_wait(number)
    return total


async def leaf_without_wait(number: int) -> int:
    return number & 7


async def main(size: int) -> None:
    print(await pipeline(size))
    print(await children(size // 4))


asyncio.run(main(int(sys.argv[1])))
