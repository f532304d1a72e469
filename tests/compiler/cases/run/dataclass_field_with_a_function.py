from dataclasses import dataclass
from collections.abc import Awaitable, Callable
import asyncio

Handler = Callable[[int], Awaitable[int]]


@dataclass(frozen=True, slots=True)
class Route:
    name: str
    handler: Handler


async def f(x: int) -> int:
    return x + 1


async def main() -> None:
    r = Route("a", f)
    for route in [r]:
        print(await route.handler(3))


asyncio.run(main())
