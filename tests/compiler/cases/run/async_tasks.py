"""async/await: tasks, gather, wait_for, cancellation, sleep, Event, Queue."""

import asyncio


async def value(n: int, delay: float = 0.0) -> int:
    await asyncio.sleep(delay)
    return n


async def ticker(name: str, count: int, log: list[str]) -> str:
    for i in range(count):
        log.append(f"{name}{i}")
        await asyncio.sleep(0)
    return name


async def failing() -> None:
    await asyncio.sleep(0)
    raise ValueError("async failure")


async def patient(log: list[str]) -> None:
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError:
        log.append("cancelled")
        raise
    finally:
        log.append("finally")


async def producer(queue: "asyncio.Queue[int]") -> None:
    for i in range(3):
        await queue.put(i)
    await queue.put(-1)


async def consumer(queue: "asyncio.Queue[int]") -> int:
    total = 0
    while True:
        item = await queue.get()
        if item < 0:
            return total
        total += item + 1


async def waiter(event: asyncio.Event, log: list[str]) -> None:
    log.append("waiting")
    await event.wait()
    log.append("woken")


class Service:
    def __init__(self) -> None:
        self.calls = 0

    async def call(self, x: int) -> int:
        self.calls += 1
        await asyncio.sleep(0)
        return x * 2


async def main() -> None:
    print(await value(1), await value(2, 0.001))
    log: list[str] = []
    results = await asyncio.gather(ticker("a", 3, log), ticker("b", 2, log))
    print(results, log)
    task = asyncio.create_task(value(7))
    print(task.done())
    print(await task, task.done(), task.result())
    try:
        await failing()
    except ValueError as e:
        print(e)
    bad = asyncio.create_task(failing())
    try:
        await bad
    except ValueError as e:
        print("task", e)
    log = []
    slow = asyncio.create_task(patient(log))
    await asyncio.sleep(0)
    slow.cancel()
    try:
        await slow
    except asyncio.CancelledError:
        print("was cancelled", slow.cancelled(), log)
    try:
        await asyncio.wait_for(asyncio.sleep(10), 0.01)
    except asyncio.TimeoutError:
        print("timeout")
    print(await asyncio.wait_for(value(3), 5))
    queue: asyncio.Queue[int] = asyncio.Queue(2)
    _, total = await asyncio.gather(producer(queue), consumer(queue))
    print(total, queue.empty())
    event = asyncio.Event()
    log = []
    w = asyncio.create_task(waiter(event, log))
    await asyncio.sleep(0)
    log.append("set")
    event.set()
    await w
    print(log, event.is_set())
    service = Service()
    print(await service.call(4), service.calls)
    lock = asyncio.Lock()
    async with lock:
        print(lock.locked())
    print(lock.locked())


asyncio.run(main())
print("done")
