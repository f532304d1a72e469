"""The loop itself: run_until_complete, stop, exceptions in callbacks, closing."""

import asyncio


def boom() -> None:
    raise ZeroDivisionError("in a callback")


async def value() -> int:
    await asyncio.sleep(0)
    return 5


def on_error(loop: asyncio.AbstractEventLoop, context: dict[str, object]) -> None:
    print("handler", repr(context["exception"]))


loop = asyncio.new_event_loop()
loop.set_exception_handler(on_error)
print(loop.run_until_complete(value()))
loop.call_soon(boom)
loop.call_soon(loop.stop)
loop.call_soon(lambda: print("same turn as stop"))
loop.run_forever()
print("stopped", loop.is_running())
future: asyncio.Future[int] = loop.create_future()
loop.call_soon(loop.stop)
try:
    loop.run_until_complete(future)
except RuntimeError as error:
    print(error)
loop.close()
loop.close()
print(loop.is_closed())
try:
    loop.call_soon(boom)
except RuntimeError as error:
    print(error)
