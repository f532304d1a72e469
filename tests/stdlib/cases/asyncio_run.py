# alone: speaks on stderr
"""run: results, exceptions, left-over tasks, exits, wrong uses, a second run."""

import asyncio


async def left_over(name: str) -> None:
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError:
        print(name, "cancelled at the end")
        raise


async def value() -> int:
    task = asyncio.create_task(left_over("first"))
    await asyncio.sleep(0)
    print(task.done())
    return 42


async def fails() -> None:
    raise ValueError("from main")


async def exits() -> None:
    task = asyncio.create_task(left_over("second"))
    await asyncio.sleep(0)
    print(task.get_name().startswith("Task-"), task.done())
    raise SystemExit(3)


async def task_exits() -> None:
    async def leave() -> None:
        raise SystemExit(4)

    third = asyncio.create_task(left_over("third"), name="named")
    await asyncio.gather(asyncio.create_task(leave()), third)


async def nested() -> None:
    coroutine = value()
    try:
        asyncio.run(coroutine)
    except RuntimeError as error:
        print(error)
    print(await coroutine)
    loop = asyncio.get_running_loop()
    print(loop.is_running(), loop.is_closed())
    try:
        loop.close()
    except RuntimeError as error:
        print(error)


async def cancelled() -> None:
    task = asyncio.current_task()
    assert task is not None
    task.cancel()
    await asyncio.sleep(0)


print(asyncio.run(value()))
try:
    asyncio.run(fails())
except ValueError as error:
    print("caught", error)
try:
    asyncio.run(exits())
except SystemExit as error:
    print("exit", error.code)
try:
    asyncio.run(task_exits())
except SystemExit as error:
    print("exit", error.code)
asyncio.run(nested())
try:
    asyncio.run(cancelled())
except asyncio.CancelledError as error:
    print("main cancelled", error.args)
try:
    asyncio.get_running_loop()
except RuntimeError as error:
    print(error)
