import asyncio


async def worker(sem: asyncio.Semaphore, n: int, log: list[str]) -> None:
    async with sem:
        log.append(f"in {n}")
        await asyncio.sleep(0.001)
        log.append(f"out {n}")


async def semaphores() -> None:
    log: list[str] = []
    sem = asyncio.Semaphore(2)
    await asyncio.gather(*[worker(sem, i, log) for i in range(5)])
    print(log, sem.locked())
    b = asyncio.BoundedSemaphore(1)
    await b.acquire()
    print(b.locked())
    b.release()
    try:
        b.release()
    except ValueError as e:
        print(e)
    try:
        asyncio.Semaphore(-1)
    except ValueError as e:
        print(e)
    t = asyncio.create_task(sem.acquire())
    await t
    await sem.acquire()
    u = asyncio.create_task(sem.acquire())
    await asyncio.sleep(0)
    u.cancel()
    try:
        await u
    except asyncio.CancelledError:
        print("cancelled")
    sem.release()
    sem.release()
    print(sem.locked())


async def conditions() -> None:
    cond = asyncio.Condition()
    items: list[int] = []

    async def consumer(name: str) -> None:
        async with cond:
            await cond.wait_for(lambda: len(items) > 0)
            print(name, items.pop(0))

    tasks = [asyncio.create_task(consumer(f"c{i}")) for i in range(3)]
    await asyncio.sleep(0)
    for i in range(3):
        async with cond:
            items.append(i)
            cond.notify()
        await asyncio.sleep(0.001)
    await asyncio.gather(*tasks)
    try:
        cond.notify()
    except RuntimeError as e:
        print(e)
    try:
        await cond.wait()
    except RuntimeError as e:
        print(e)
    async with cond:
        cond.notify_all()


async def barriers() -> None:
    barrier = asyncio.Barrier(3)
    order: list[int] = []

    async def party(i: int) -> None:
        index = await barrier.wait()
        order.append(index)
        async with barrier as position:
            order.append(position + 10)

    await asyncio.gather(*[party(i) for i in range(3)])
    print(sorted(order), barrier.n_waiting, barrier.parties, barrier.broken)
    t = asyncio.create_task(barrier.wait())
    await asyncio.sleep(0)
    print(barrier.n_waiting)
    await barrier.abort()
    try:
        await t
    except asyncio.BrokenBarrierError as e:
        print("broken", e)
    await barrier.reset()
    print(barrier.broken)


async def queues() -> None:
    p: asyncio.PriorityQueue[tuple[int, str]] = asyncio.PriorityQueue()
    for item in [(3, "c"), (1, "a"), (2, "b"), (1, "A")]:
        await p.put(item)
    print([await p.get() for _ in range(4)], p.empty(), p.qsize())
    l: asyncio.LifoQueue[int] = asyncio.LifoQueue(2)
    l.put_nowait(1)
    l.put_nowait(2)
    try:
        l.put_nowait(3)
    except asyncio.QueueFull:
        print("full", l.full())
    print(l.get_nowait(), l.get_nowait())
    try:
        l.get_nowait()
    except asyncio.QueueEmpty:
        print("empty")
    q: asyncio.PriorityQueue[int] = asyncio.PriorityQueue(1)

    async def produce() -> None:
        for i in [5, 3, 8]:
            await q.put(i)

    t = asyncio.create_task(produce())
    print([await q.get() for _ in range(3)])
    await t
    for _ in range(3):
        q.task_done()
    await q.join()


async def main() -> None:
    await semaphores()
    await conditions()
    await barriers()
    await queues()


asyncio.run(main())
