"""Decorators, closures and class methods of coroutines and generators."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from typing import Any, ParamSpec, Protocol, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


def retry(times: int) -> Callable[[Callable[P, Coroutine[Any, Any, R]]], Callable[P, Coroutine[Any, Any, R]]]:
    def decorate(f: Callable[P, Coroutine[Any, Any, R]]) -> Callable[P, Coroutine[Any, Any, R]]:
        async def wrapper(*args: P.args, **kwargs: P.kwargs) -> R:
            last: Exception | None = None
            for n in range(times):
                try:
                    return await f(*args, **kwargs)
                except ValueError as e:
                    print("retry", n, e)
                    last = e
            assert last is not None
            raise last

        return wrapper

    return decorate


tries = 0


class Client(Protocol):
    async def fetch(self, key: str) -> int: ...


class Real:
    def __init__(self) -> None:
        self.calls = 0

    async def fetch(self, key: str) -> int:
        self.calls += 1
        await asyncio.sleep(0)
        return len(key) + self.calls

    @classmethod
    async def open(cls, n: int) -> "Real":
        made = cls()
        await asyncio.sleep(0)
        made.calls = n
        return made

    def keys(self) -> Iterator[str]:
        for n in range(self.calls):
            yield f"k{n}"


class Fake:
    async def fetch(self, key: str) -> int:
        return -1


@retry(3)
async def flaky(limit: int, *, plus: int = 0) -> int:
    global tries
    tries += 1
    await asyncio.sleep(0)
    if tries < limit:
        raise ValueError(f"try {tries}")
    return tries + plus


async def use(c: Client) -> int:
    return await c.fetch("abc") + await c.fetch("d")


async def apply(f: Callable[[int], Awaitable[int]], n: int) -> int:
    return await f(n)


async def main() -> None:
    print(await flaky(2, plus=10), await flaky(1))
    try:
        await flaky(99)
    except ValueError as e:
        print("gave up", e)
    r = await Real.open(5)
    print(r.calls, await use(r), await use(Fake()), list(r.keys()))

    async def local(n: int, step: int = 2) -> int:
        await asyncio.sleep(0)
        r.calls += step
        return n * r.calls

    print(await local(2), await local(1, step=5), await apply(local, 3))


asyncio.run(main())
