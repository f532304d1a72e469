"""A UDP echo server: every datagram goes back to its sender unchanged.

Arguments: the port (7000 if absent), then how many datagrams to answer before it ends (never).
"""

import asyncio
import sys
from typing import cast

PORT_DEFAULT = 7000


class Echo(asyncio.DatagramProtocol):
    """Answers datagrams; sets `done` after `limit` of them. A `limit` of 0 means no limit."""

    def __init__(self, limit: int, done: asyncio.Event) -> None:
        self.limit = limit
        self.done = done
        self.answered = 0
        self.transport: asyncio.DatagramTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # A cast, because CPython 3.11's own datagram transport fails isinstance.
        self.transport = cast(asyncio.DatagramTransport, transport)

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        if self.transport is None:
            return
        self.transport.sendto(data, addr)
        self.answered += 1
        if self.answered == self.limit:
            self.done.set()


async def serve(port: int, limit: int) -> None:
    done = asyncio.Event()
    echo = Echo(limit, done)
    loop = asyncio.get_running_loop()
    transport, _ = await loop.create_datagram_endpoint(lambda: echo, local_addr=("0.0.0.0", port))
    print(f"echo: listening on UDP port {port}")
    await done.wait()
    transport.close()
    print(f"echo: answered {echo.answered} datagrams")


def main() -> None:
    port = int(sys.argv[1]) if len(sys.argv) > 1 else PORT_DEFAULT
    limit = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    asyncio.run(serve(port, limit))


if __name__ == "__main__":
    main()
