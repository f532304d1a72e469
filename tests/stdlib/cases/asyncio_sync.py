"""Event, Lock and Queue: order, fairness, cancellation of waiters, errors."""

import asyncio


async def wait_event(event: asyncio.Event, name: str) -> None:
    print(name, "waits")
    print(name, await event.wait())


async def use_lock(lock: asyncio.Lock, name: str) -> None:
    await lock.acquire()
    print(name, "has the lock")
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    print(name, "releases")
    lock.release()


async def producer(queue: asyncio.Queue[int], count: int) -> None:
    for number in range(count):
        await queue.put(number)
        print("put", number, queue.qsize())


async def consumer(queue: asyncio.Queue[int], name: str) -> None:
    while True:
        number = await queue.get()
        print(name, "got", number)
        await asyncio.sleep(0)
        queue.task_done()


async def main() -> None:
    event = asyncio.Event()
    a = asyncio.create_task(wait_event(event, "a"))
    b = asyncio.create_task(wait_event(event, "b"))
    await asyncio.sleep(0)
    b.cancel()
    event.set()
    await a
    print(b.done(), event.is_set())
    await event.wait()
    event.clear()
    print(event.is_set())

    lock = asyncio.Lock()
    users = [asyncio.create_task(use_lock(lock, f"user {n}")) for n in range(4)]
    await asyncio.sleep(0)
    print(lock.locked())
    users[1].cancel()
    for user in users:
        try:
            await user
        except asyncio.CancelledError:
            print("a user was cancelled")
    print(lock.locked())
    try:
        lock.release()
    except RuntimeError as error:
        print(error)

    queue: asyncio.Queue[int] = asyncio.Queue(2)
    try:
        queue.get_nowait()
    except asyncio.QueueEmpty:
        print("empty")
    put = asyncio.create_task(producer(queue, 6))
    await asyncio.sleep(0)
    try:
        queue.put_nowait(99)
    except asyncio.QueueFull:
        print("full", queue.full(), queue.maxsize)
    first = asyncio.create_task(consumer(queue, "first"))
    second = asyncio.create_task(consumer(queue, "second"))
    await put
    await queue.join()
    print(queue.empty())
    first.cancel()
    await asyncio.sleep(0)
    queue.put_nowait(100)
    await queue.join()
    second.cancel()
    try:
        queue.task_done()
    except ValueError as error:
        print(error)


asyncio.run(main())
