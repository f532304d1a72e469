# alone: makes every method live
import asyncio
from typing import Any


class Thing:
    def __init__(self) -> None:
        self.held: Any = None


async def in_tasks() -> None:
    waiting = Thing()
    waiting.held = asyncio.Event()
    blocked = asyncio.create_task(waiting.held.wait())
    await asyncio.sleep(0)
    blocked.cancel()
    try:
        await blocked
    except asyncio.CancelledError:
        print("cancelled")


asyncio.run(in_tasks())
