"""Queue kinds, bounded queues, join, lock order, semaphores, events and conditions."""

import asyncio


async def main() -> None:
    q: asyncio.Queue[int] = asyncio.Queue(2)
    seen: list[str] = []

    async def producer() -> None:
        for i in range(5):
            await q.put(i)
            seen.append(f"put {i}")

    async def consumer() -> None:
        while True:
            item = await q.get()
            seen.append(f"got {item}")
            q.task_done()

    c = asyncio.create_task(consumer())
    await producer()
    await q.join()
    c.cancel()
    print(sorted(seen), q.empty(), q.qsize(), q.maxsize)
    q.put_nowait(1)
    q.put_nowait(2)
    for make in (lambda: q.put_nowait(3), lambda: [q.get_nowait() for _ in range(3)]):
        try:
            make()
        except (asyncio.QueueFull, asyncio.QueueEmpty) as error:
            print(type(error).__name__)
    p: asyncio.PriorityQueue[tuple[int, str]] = asyncio.PriorityQueue()
    for item in [(3, "c"), (1, "a"), (2, "b")]:
        await p.put(item)
    print([await p.get() for _ in range(3)])
    s: asyncio.LifoQueue[int] = asyncio.LifoQueue()
    for i in range(3):
        s.put_nowait(i)
    print([s.get_nowait() for _ in range(3)])
    try:
        s.task_done()
        s.task_done()
        s.task_done()
        s.task_done()
    except ValueError as error:
        print(error)
    lock = asyncio.Lock()
    order: list[str] = []

    async def locked(name: str) -> None:
        async with lock:
            order.append(f"{name} in")
            await asyncio.sleep(0)
            order.append(f"{name} out")

    await asyncio.gather(*(locked(n) for n in "abc"))
    print(order, lock.locked())
    try:
        lock.release()
    except RuntimeError as error:
        print(error)
    sem = asyncio.BoundedSemaphore(2)
    running = peak = 0

    async def limited() -> None:
        nonlocal running, peak
        async with sem:
            running += 1
            peak = max(peak, running)
            await asyncio.sleep(0)
            running -= 1

    await asyncio.gather(*(limited() for _ in range(6)))
    print(peak, sem.locked())
    try:
        sem.release()
    except ValueError as error:
        print(error)
    event = asyncio.Event()
    waiters = [asyncio.create_task(event.wait()) for _ in range(2)]
    await asyncio.sleep(0)
    event.set()
    print(await asyncio.gather(*waiters), event.is_set())
    event.clear()
    cond = asyncio.Condition()
    ready: list[int] = []

    async def waits(n: int) -> int:
        async with cond:
            await cond.wait_for(lambda: len(ready) >= n)
            return n

    tasks = [asyncio.create_task(waits(n)) for n in (1, 2)]
    for i in range(2):
        await asyncio.sleep(0)
        async with cond:
            ready.append(i)
            cond.notify_all()
    print(await asyncio.gather(*tasks))
    barrier = asyncio.Barrier(2)
    print(sorted(await asyncio.gather(barrier.wait(), barrier.wait())))


asyncio.run(main())
