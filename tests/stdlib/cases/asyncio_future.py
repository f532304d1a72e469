"""Futures: states, errors, callbacks added and removed."""

import asyncio


def note(future: asyncio.Future[int]) -> None:
    print("note", future.cancelled(), future.done())


def other(future: asyncio.Future[int]) -> None:
    print("other")


async def waits(future: asyncio.Future[int], name: str) -> None:
    try:
        print(name, await future)
    except ValueError as error:
        print(name, "ValueError", error)


async def main() -> None:
    loop = asyncio.get_running_loop()
    future: asyncio.Future[int] = loop.create_future()
    print(future.done(), future.cancelled())
    try:
        future.result()
    except asyncio.InvalidStateError as error:
        print(error)
    try:
        future.exception()
    except asyncio.InvalidStateError as error:
        print(error)
    future.add_done_callback(note)
    future.add_done_callback(other)
    future.add_done_callback(note)
    print(future.remove_done_callback(note), future.remove_done_callback(note))
    first = asyncio.create_task(waits(future, "first"))
    second = asyncio.create_task(waits(future, "second"))
    await asyncio.sleep(0)
    future.set_result(1)
    print("set")
    await first
    await second
    try:
        future.set_result(2)
    except asyncio.InvalidStateError:
        print("already set")
    try:
        future.set_exception(ValueError("no"))
    except asyncio.InvalidStateError:
        print("already set")

    failing: asyncio.Future[int] = loop.create_future()
    third = asyncio.create_task(waits(failing, "third"))
    await asyncio.sleep(0)
    failing.set_exception(ValueError("broken"))
    print(repr(failing.exception()))
    await third
    try:
        failing.result()
    except ValueError as error:
        print("again", error)
    try:
        loop.create_future().set_exception(StopIteration())
    except TypeError as error:
        print(error)
    cancelled: asyncio.Future[int] = loop.create_future()
    cancelled.add_done_callback(note)
    cancelled.cancel()
    await asyncio.sleep(0)


asyncio.run(main())
