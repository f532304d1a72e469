# cpython: 3.11.7
"""Servers and protocols on loopback: life of a transport, flow control, cancellation, errors."""

import asyncio


class Upper(asyncio.Protocol):
    def __init__(self, name: str, keep_open: bool) -> None:
        self.name = name
        self.keep_open = keep_open
        self.transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        print(self.name, "made", isinstance(transport, asyncio.Transport))
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        print(self.name, "data", data)
        if self.transport is not None:
            self.transport.write(data.upper())

    def eof_received(self) -> bool:
        print(self.name, "eof")
        if self.keep_open and self.transport is not None:
            self.transport.write(b"after eof")
            self.transport.close()
        return self.keep_open

    def connection_lost(self, exc: Exception | None) -> None:
        print(self.name, "lost", exc)
        self.transport = None


class Client(asyncio.Protocol):
    def __init__(self) -> None:
        self.received: asyncio.Queue[bytes] = asyncio.Queue()
        self.lost: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self.paused = 0
        self.resumed = 0

    def data_received(self, data: bytes) -> None:
        self.received.put_nowait(data)

    def pause_writing(self) -> None:
        self.paused += 1

    def resume_writing(self) -> None:
        self.resumed += 1

    def connection_lost(self, exc: Exception | None) -> None:
        if not self.lost.done():
            self.lost.set_result(repr(exc))


async def life(keep_open: bool) -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Upper("server", keep_open), "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    transport, client = await loop.create_connection(Client, "127.0.0.1", port)
    await asyncio.sleep(0.01)
    print(transport.get_extra_info("peername") == ("127.0.0.1", port), transport.is_closing())
    print(transport.get_write_buffer_size(), transport.get_write_buffer_limits())
    transport.write(b"hello")
    print(await client.received.get())
    transport.write(bytearray(b"again"))
    print(await client.received.get())
    transport.write_eof()
    print(await client.lost)
    if keep_open:
        print(await client.received.get())
    print(transport.is_closing())
    server.close()
    await server.wait_closed()


class Sink(asyncio.Protocol):
    """Reads nothing until told to."""

    def __init__(self) -> None:
        self.count = 0
        self.transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        transport.pause_reading()
        print("reading", transport.is_reading())

    def data_received(self, data: bytes) -> None:
        self.count += len(data)

    def eof_received(self) -> None:
        print("sink eof", self.count)


async def flow_control() -> None:
    loop = asyncio.get_running_loop()
    sink = Sink()
    server = await loop.create_server(lambda: sink, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    transport, client = await loop.create_connection(Client, "127.0.0.1", port)
    await asyncio.sleep(0.01)
    size = 20_000_000
    transport.write(bytes(size))
    print(client.paused, client.resumed, transport.get_write_buffer_size() > 65_536)
    await asyncio.sleep(0.1)
    assert sink.transport is not None
    print(client.paused, client.resumed, sink.count)
    sink.transport.resume_reading()
    transport.close()
    print(await client.lost, client.paused, client.resumed)
    await asyncio.sleep(0.5)
    print(sink.count == size)
    server.close()
    transport.set_write_buffer_limits(high=10)
    print(transport.get_write_buffer_limits())
    try:
        transport.set_write_buffer_limits(high=1, low=2)
    except ValueError as error:
        print(error)


async def cancelled() -> None:
    async def slow(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await reader.readexactly(100)
        except asyncio.CancelledError:
            print("handler cancelled")
            raise
        except asyncio.IncompleteReadError as error:
            print("handler incomplete", error.partial)
            writer.close()

    server = await asyncio.start_server(slow, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    waiting = asyncio.create_task(reader.read(10))
    await asyncio.sleep(0.01)
    try:
        await reader.read(1)
    except RuntimeError as error:
        print(error)
    waiting.cancel()
    try:
        await waiting
    except asyncio.CancelledError:
        print("read cancelled")
    try:
        await asyncio.wait_for(reader.readline(), 0.02)
    except TimeoutError:
        print("read timed out")
    writer.write(b"partial")
    writer.close()
    await writer.wait_closed()
    await asyncio.sleep(0.02)
    try:
        await writer.drain()
    except ConnectionResetError as error:
        print("drain", error)

    other = await asyncio.start_server(lambda r, w: None, "127.0.0.1", 0)
    other_port = other.sockets[0].getsockname()[1]
    connecting = asyncio.create_task(asyncio.open_connection("127.0.0.1", other_port))
    await asyncio.sleep(0)
    connecting.cancel()
    try:
        await connecting
    except asyncio.CancelledError:
        print("connect cancelled")
    other.close()

    serving = asyncio.create_task(server.serve_forever())
    await asyncio.sleep(0.01)
    try:
        await server.serve_forever()
    except RuntimeError as error:
        print("already being awaited" in str(error))
    serving.cancel()
    try:
        await serving
    except asyncio.CancelledError:
        print("serve_forever cancelled", server.is_serving(), server.sockets)
    try:
        await server.serve_forever()
    except RuntimeError as error:
        print("is closed" in str(error))


async def errors() -> None:
    loop = asyncio.get_running_loop()
    async with await asyncio.start_server(lambda r, w: None, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        try:
            await asyncio.start_server(lambda r, w: None, "127.0.0.1", port)
        except OSError as error:
            print(error.errno, str(error).replace(str(port), "PORT"))
        print(server.is_serving(), server.get_loop() is loop)
    print(server.is_serving())
    try:
        await loop.create_connection(Client, "127.0.0.1", port)
    except OSError as error:
        print(type(error).__name__, error.errno)


async def reset() -> None:
    async def rude(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        # Closing without reading what came resets the connection.
        await reader.readexactly(1)
        await asyncio.sleep(0.05)
        writer.transport.abort()

    server = await asyncio.start_server(rude, "127.0.0.1", 0, limit=1)
    port = server.sockets[0].getsockname()[1]
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(bytes(300_000))
    try:
        print(await reader.read())
    except ConnectionResetError as error:
        print("reset", error.errno, error.strerror)
    try:
        writer.write(b"more")
        await writer.drain()
    except ConnectionResetError as error:
        print("drain", error.errno)
    writer.close()
    try:
        await writer.wait_closed()
    except ConnectionResetError as error:
        print("wait_closed", error.errno)
    server.close()


async def main() -> None:
    for keep_open in (False, True):
        await life(keep_open)
    await flow_control()
    await cancelled()
    await errors()
    await reset()


asyncio.run(main())
