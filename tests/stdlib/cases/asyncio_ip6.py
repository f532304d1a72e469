"""IPv6 inside of one program: ::1, address tuples, a port for each version, errors."""

import asyncio
import socket
from typing import Any, cast


class Echo(asyncio.DatagramProtocol):
    def __init__(self) -> None:
        self.transport: asyncio.DatagramTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.DatagramTransport, transport)

    def datagram_received(self, data: bytes, addr: Any) -> None:
        print("server", data, addr[0], len(addr))
        assert self.transport is not None
        self.transport.sendto(data.upper(), addr)


class Client(asyncio.DatagramProtocol):
    def __init__(self, answer: asyncio.Future[bytes]) -> None:
        self.answer = answer

    def datagram_received(self, data: bytes, addr: Any) -> None:
        print("client", addr[0], len(addr))
        if not self.answer.done():
            self.answer.set_result(data)

    def error_received(self, exc: Exception) -> None:
        print("error", type(exc).__name__, exc)


async def ask(host: str, port: int) -> None:
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[bytes] = loop.create_future()
    transport, _ = await loop.create_datagram_endpoint(
        lambda: Client(answer), remote_addr=(host, port)
    )
    name = transport.get_extra_info("sockname")
    print("sockname", name[0], len(name), transport.get_extra_info("peername") == name)
    transport.sendto(b"hello")
    print(await answer)
    transport.close()


async def datagrams() -> None:
    loop = asyncio.get_running_loop()
    transport, _ = await loop.create_datagram_endpoint(Echo, local_addr=("::1", 0))
    name = transport.get_extra_info("sockname")
    print(name[0], name[2:], len(name))
    await ask("::1", name[1])
    transport.close()
    await asyncio.sleep(0)


async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    data = await reader.read()
    peer = writer.get_extra_info("peername")
    print("stream from", peer[0], len(peer))
    writer.write(data)
    writer.close()


async def streams() -> None:
    server = await asyncio.start_server(serve, "::1", 0)
    name = server.sockets[0].getsockname()
    print(name[0], name[2:], len(name))
    reader, writer = await asyncio.open_connection("::1", name[1])
    peer = writer.get_extra_info("peername")
    print("connected to", peer[0], peer[1] == name[1], peer[2:])
    writer.write(b"x" * 100_000)
    writer.write_eof()
    print(len(await reader.read()))
    writer.close()
    await writer.wait_closed()
    server.close()
    await server.wait_closed()
    # Nobody listens there over IPv4, nor any more over IPv6.
    for host in ("127.0.0.1", "::1"):
        try:
            await asyncio.open_connection(host, name[1])
        except ConnectionRefusedError as error:
            print("refused", str(error).replace(str(name[1]), "PORT"))


async def versions() -> None:
    """One port for each version; a version that does not fit the address."""
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    other = await asyncio.start_server(serve, "::1", port)
    print(other.sockets[0].getsockname()[1] == port)
    for host in ("127.0.0.1", "::1"):
        reader, writer = await asyncio.open_connection(host, port)
        writer.write_eof()
        print(await reader.read())
        writer.close()
        await writer.wait_closed()
    server.close()
    other.close()
    for host, family in (("::1", socket.AF_INET), ("127.0.0.1", socket.AF_INET6)):
        try:
            await asyncio.open_connection(host, port, family=family)
        except socket.gaierror as error:
            print(error)


async def names() -> None:
    loop = asyncio.get_running_loop()
    for host in ("::1", "fd00::0:1", "127.0.0.1"):
        for found in await loop.getaddrinfo(host, 80, type=socket.SOCK_STREAM):
            print(int(found[0]), int(found[1]), found[2], found[4])
    try:
        await loop.getaddrinfo("127.0.0.1", 80, family=socket.AF_INET6)
    except socket.gaierror as error:
        print(error)


async def main() -> None:
    await datagrams()
    await streams()
    await versions()
    await names()


asyncio.run(main())
