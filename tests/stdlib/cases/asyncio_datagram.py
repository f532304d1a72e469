"""Datagram endpoints on loopback: echo, connected peers, errors, closing."""

import asyncio
from typing import cast


class Echo(asyncio.DatagramProtocol):
    def __init__(self) -> None:
        self.transport: asyncio.DatagramTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # CPython 3.11's transport is not an instance of DatagramTransport, only used as one.
        self.transport = cast("asyncio.DatagramTransport", transport)
        print("server ready")

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        print("server got", data, addr[0])
        if self.transport is not None:
            self.transport.sendto(data.upper(), addr)

    def connection_lost(self, exc: Exception | None) -> None:
        print("server lost", exc)


class Client(asyncio.DatagramProtocol):
    def __init__(self) -> None:
        self.replies: asyncio.Queue[bytes] = asyncio.Queue()
        self.errors: asyncio.Queue[str] = asyncio.Queue()

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        self.replies.put_nowait(data)

    def error_received(self, exc: Exception) -> None:
        self.errors.put_nowait(repr(exc))


async def main() -> None:
    loop = asyncio.get_running_loop()
    server, echo = await loop.create_datagram_endpoint(Echo, local_addr=("127.0.0.1", 0))
    host, port = server.get_extra_info("sockname")
    print(host, port > 0, server.get_extra_info("peername"), server.get_extra_info("x", 5))
    print(echo.transport is server)

    client, protocol = await loop.create_datagram_endpoint(Client, remote_addr=(host, port))
    client.sendto(b"one")
    client.sendto(b"two", (host, port))
    client.sendto(b"")
    print(await protocol.replies.get(), await protocol.replies.get())
    print(client.get_extra_info("peername") == (host, port))
    try:
        client.sendto(b"x", ("127.0.0.1", 9))
    except ValueError as error:
        print("ValueError", str(error).startswith("Invalid address: must be None or"))

    unconnected, other = await loop.create_datagram_endpoint(Client, local_addr=("127.0.0.1", 0))
    unconnected.sendto(b"three", (host, port))
    print(await other.replies.get())

    try:
        await loop.create_datagram_endpoint(Client, local_addr=(host, port))
    except OSError as error:
        print(error.errno, error.strerror)
    try:
        await loop.create_datagram_endpoint(Client)
    except ValueError as error:
        print(error)

    print(server.is_closing())
    server.close()
    server.close()
    print(server.is_closing())
    await asyncio.sleep(0)
    client.sendto(b"to nobody")
    print(await protocol.errors.get())
    client.close()
    client.sendto(b"after close")
    unconnected.abort()
    await asyncio.sleep(0.01)


asyncio.run(main())
