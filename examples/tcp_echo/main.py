"""A TCP echo server: everything goes back to its sender, until the sender has closed its side.

Arguments: the port (7000 if absent), then how many connections to serve before it ends (never).
"""

import asyncio
import sys

PORT_DEFAULT = 7000
BLOCK_SIZE = 65_536


class Echo:
    """Serves connections; sets `done` after `limit` of them. A `limit` of 0 means no limit."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.done = asyncio.Event()
        self.served = 0
        self.total = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            block = await reader.read(BLOCK_SIZE)
            while block:
                self.total += len(block)
                writer.write(block)
                await writer.drain()
                block = await reader.read(BLOCK_SIZE)
        except ConnectionError:
            pass
        writer.close()
        self.served += 1
        if self.served == self.limit:
            self.done.set()


async def serve(port: int, limit: int) -> None:
    echo = Echo(limit)
    server = await asyncio.start_server(echo.serve, "0.0.0.0", port)
    print(f"echo: listening on TCP port {port}")
    await echo.done.wait()
    server.close()
    print(f"echo: served {echo.served} connections, {echo.total} bytes")


def main() -> None:
    port = int(sys.argv[1]) if len(sys.argv) > 1 else PORT_DEFAULT
    limit = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    asyncio.run(serve(port, limit))


if __name__ == "__main__":
    main()
