"""Scheduled calls and done callbacks: arguments, order, contexts, cancelled ones, errors."""

import asyncio
import functools
from contextvars import ContextVar, copy_context

request: ContextVar[str] = ContextVar("request", default="none")
log: list[str] = []


def note(text: str, number: int = 0) -> None:
    log.append(f"{text} {number} {request.get()}")


def add(a: int, b: int) -> None:
    log.append(str(a + b))


class Connection:
    def __init__(self, name: str) -> None:
        self.name = name

    def closed(self, reason: str) -> None:
        log.append(f"{self.name} closed: {reason}")


def finished(label: str, future: "asyncio.Future[int]") -> None:
    log.append(f"{label} {future.result()} {request.get()}")


async def worker(name: str) -> str:
    before = request.get()
    request.set(name)
    await asyncio.sleep(0)
    return f"{before}>{request.get()}"


def bad(loop: asyncio.AbstractEventLoop, context: dict[str, object]) -> None:
    log.append(repr(context["exception"]))


async def main() -> None:
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(bad)
    request.set("main")
    loop.call_soon(note, "soon", 1)
    loop.call_soon(note, "soon without number")
    loop.call_soon(add, 2, 3)
    loop.call_soon(Connection("c").closed, "eof")
    loop.call_soon(functools.partial(note, "partial", number=4))
    loop.call_soon(lambda: note("lambda"))
    loop.call_soon(lambda *names: note("+".join(names), len(names)), "a", "b")
    request.set("later")
    loop.call_later(0.002, note, "second", 2)
    loop.call_later(0.001, note, "first", 1)
    loop.call_at(loop.time() + 0.003, add, 10, 20)
    handle = loop.call_later(0.002, note, "never")
    handle.cancel()
    loop.call_soon(note, "cancelled").cancel()
    loop.call_soon(int, "no number")
    await asyncio.sleep(0.01)

    future: asyncio.Future[int] = loop.create_future()
    future.add_done_callback(functools.partial(finished, "one"))
    other = copy_context()
    other.run(request.set, "other")
    future.add_done_callback(functools.partial(finished, "two"), context=other)
    request.set("unseen")
    future.set_result(7)
    await asyncio.sleep(0)
    future.add_done_callback(functools.partial(finished, "three"))
    await asyncio.sleep(0)

    tasks = [asyncio.create_task(worker(str(n))) for n in range(3)]
    print(await asyncio.gather(*tasks), request.get())
    async with asyncio.TaskGroup() as group:
        inside = group.create_task(worker("group"), context=other)
    print(inside.result(), request.get(), other[request])
    for line in log:
        print(line)
    loop.call_soon(request.set, "lost")
    loop.call_soon(request.set, "kept", context=other)
    await asyncio.sleep(0)
    print(request.get(), other.get(request))


asyncio.run(main())
print(request.get())
