"""A chat room simulated with tasks, queues and timeouts."""
from __future__ import annotations

import asyncio
import contextlib
import logging
import sys
from collections import defaultdict
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, Generic, Self, TypeVar

T = TypeVar("T")
user: ContextVar[str] = ContextVar("user", default="nobody")
log = logging.getLogger("chat")


@dataclass(order=True)
class Message:
    priority: int
    text: str = field(compare=False)
    sender: str = field(compare=False, default="server")


class Closed(Exception):
    """The room is closed."""


class Channel(Generic[T]):
    """A queue that can be closed and iterated."""

    def __init__(self, size: int = 0) -> None:
        self._queue: asyncio.Queue[T | None] = asyncio.Queue(size)
        self.closed = False

    async def send(self, item: T) -> None:
        if self.closed:
            raise Closed("send")
        await self._queue.put(item)

    async def close(self) -> None:
        self.closed = True
        await self._queue.put(None)

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> T:
        item = await self._queue.get()
        if item is None:
            raise StopAsyncIteration
        return item


class Room:
    def __init__(self, name: str) -> None:
        self.name = name
        self.members: dict[str, Channel[Message]] = {}
        self.changed = asyncio.Condition()
        self.history: asyncio.PriorityQueue[Message] = asyncio.PriorityQueue()
        self.slots = asyncio.Semaphore(3)

    @asynccontextmanager
    async def join(self, name: str) -> AsyncIterator[Channel[Message]]:
        async with self.slots:
            channel = self.members[name] = Channel[Message](2)
            async with self.changed:
                self.changed.notify_all()
            token = user.set(name)
            try:
                yield channel
            finally:
                user.reset(token)
                del self.members[name]
                await asyncio.sleep(0)
                print(f"  {name} left {self.name}")

    async def wait_for(self, count: int) -> int:
        async with self.changed:
            await self.changed.wait_for(lambda: len(self.members) >= count)
            return len(self.members)

    async def say(self, text: str, priority: int = 5) -> int:
        message = Message(priority, text, user.get())
        self.history.put_nowait(message)
        others = [c for name, c in self.members.items() if name != message.sender]
        await asyncio.gather(*(channel.send(message) for channel in others))
        return len(others)


async def reader(room: Room, name: str, seen: defaultdict[str, list[str]], ready: asyncio.Event) -> int:
    count = 0
    async with room.join(name) as channel:
        ready.set()
        async for message in channel:
            seen[name].append(f"{message.sender}:{message.text}")
            count += 1
            if message.text == "crash" and name == "bob":
                raise RuntimeError(f"{name} crashed")
    return count


async def retry(action: Callable[[], Awaitable[T]], times: int, delay: float = 0.001) -> T:
    for attempt in range(1, times + 1):
        try:
            return await action()
        except (ConnectionError, TimeoutError) as error:
            print("  attempt", attempt, type(error).__name__, *error.args)
            if attempt == times:
                raise
            await asyncio.sleep(delay * 2**attempt)
    raise AssertionError("unreachable")


def flaky(failures: int) -> Callable[[], Coroutine[Any, Any, str]]:
    left = failures

    async def connect() -> str:
        nonlocal left
        if left:
            left -= 1
            raise ConnectionResetError(f"{left} left")
        return "connected"

    return connect


async def ticker(limit: int) -> AsyncGenerator[int, None]:
    try:
        for n in range(limit):
            yield n
            await asyncio.sleep(0)
    finally:
        print("  ticker ends")


async def main() -> int:
    room = Room("lobby")
    seen: defaultdict[str, list[str]] = defaultdict(list)
    events = {name: asyncio.Event() for name in ("ann", "bob", "cid")}
    tasks = {name: asyncio.create_task(reader(room, name, seen, event), name=name) for name, event in events.items()}
    print("members:", await room.wait_for(3), sorted(room.members))
    await asyncio.wait_for(asyncio.gather(*(event.wait() for event in events.values())), timeout=1)
    print("heard by", await room.say("hello"), await room.say("urgent", priority=1))

    late = asyncio.create_task(reader(room, "dora", seen, asyncio.Event()), name="late")
    await asyncio.sleep(0.002)
    print("dora waits:", "dora" not in room.members, room.slots.locked())
    await room.say("crash")
    done, pending = await asyncio.wait(tasks.values(), return_when=asyncio.FIRST_EXCEPTION)
    for task in done:
        print("ended:", task.get_name(), repr(task.exception()))
    await room.wait_for(3)
    for channel in list(room.members.values()):
        await channel.close()
    results = await asyncio.gather(*tasks.values(), late, return_exceptions=True)
    print(results, dict(seen))
    while not room.history.empty():
        message = room.history.get_nowait()
        print("  history", message.priority, message.text, message.sender)

    try:
        async with asyncio.timeout(0.005):
            await asyncio.Event().wait()
    except TimeoutError as error:
        print("timeout", error.args)
    print(await retry(flaky(2), 3))
    with contextlib.suppress(ConnectionError):
        await retry(flaky(5), 2)
        print("not here")

    async def failing(n: int) -> None:
        await asyncio.sleep(0.001 * n)
        raise ValueError(n) if n % 2 else KeyError(n)

    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(failing(1))
            other = group.create_task(failing(50))
    except* ValueError as errors:
        print("group:", errors.exceptions, other.cancelled())

    squares = [n * n async for n in ticker(4) if n != 2]
    print(squares, {n async for n in ticker(2)}, sum([n async for n in ticker(3)]))
    async with AsyncExitStack() as stack:
        names = [await stack.enter_async_context(room.join(f"u{i}")) for i in range(2)]
        stack.push_async_callback(room.say, "bye")
        print(len(names), len(room.members), user.get())
    agen = ticker(10)
    print(await anext(agen), await anext(agen))
    await agen.aclose()
    print(await anext(agen, -1))
    loop = asyncio.get_running_loop()
    future: asyncio.Future[int] = loop.create_future()
    loop.call_later(0.001, future.set_result, 42)
    loop.call_soon(lambda: print("  soon"))
    print(await future, future.done(), asyncio.current_task() is not None)
    shielded = asyncio.create_task(asyncio.sleep(0.003, "slept"))
    try:
        await asyncio.wait_for(asyncio.shield(shielded), 0.001)
    except asyncio.TimeoutError:
        print("still running:", not shielded.done(), await shielded)
    return len(seen)


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, stream=sys.stdout, format="%(levelname)s %(name)s %(message)s")
    log.info("start %s", "now")
    print(asyncio.run(main()))
