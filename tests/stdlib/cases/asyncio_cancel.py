"""Cancellation: at every kind of suspension, refused, counted, and its message."""

import asyncio


async def sleeper(name: str) -> str:
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError as error:
        print(f"{name} cancelled", error.args)
        raise
    finally:
        print(f"{name} finally")
    return name


async def stubborn() -> str:
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError:
        print("stubborn goes on")
    await asyncio.sleep(0)
    return "stubborn"


async def outer(inner: asyncio.Task[str]) -> str:
    return await inner


async def cancels_itself() -> str:
    task = asyncio.current_task()
    assert task is not None
    print(task.cancel(), task.cancelling())
    return "returned anyway"


async def cancels_itself_then_waits() -> None:
    task = asyncio.current_task()
    assert task is not None
    task.cancel("later")
    try:
        await asyncio.sleep(0)
    except asyncio.CancelledError as error:
        print("at the next await", error.args, task.cancelling())
        print(task.uncancel(), task.uncancel())


async def main() -> None:
    never_started = asyncio.create_task(sleeper("never started"))
    print(never_started.cancel())
    try:
        await never_started
    except asyncio.CancelledError as error:
        print("cancelled before its first step", error.args)
    print(never_started.cancelled(), never_started.cancel())

    plain = asyncio.create_task(sleeper("plain"))
    await asyncio.sleep(0)
    plain.cancel("stop it")
    try:
        await plain
    except asyncio.CancelledError as error:
        print("caught", error.args)

    refusing = asyncio.create_task(stubborn())
    await asyncio.sleep(0)
    refusing.cancel()
    print(await refusing, refusing.cancelled(), refusing.cancelling())

    inner = asyncio.create_task(sleeper("inner"))
    waiting = asyncio.create_task(outer(inner))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    waiting.cancel()
    try:
        await waiting
    except asyncio.CancelledError:
        print("outer cancelled, inner too:", inner.cancelled())

    itself = asyncio.create_task(cancels_itself())
    try:
        print(await itself)
    except asyncio.CancelledError:
        print("cancelled although it returned")
    await asyncio.create_task(cancels_itself_then_waits())

    future: asyncio.Future[int] = asyncio.get_running_loop().create_future()
    print(future.cancel("because"), future.cancel(), future.cancelled())
    try:
        await future
    except asyncio.CancelledError as error:
        print("future", error.args)
    try:
        future.result()
    except asyncio.CancelledError as error:
        print("result", error.args)
    try:
        future.exception()
    except asyncio.CancelledError as error:
        print("exception", error.args)


asyncio.run(main())
