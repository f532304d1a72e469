"""The server on CPython's asyncio, over the loopback interface."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable

from gloam.http import HttpServer, Limits, Request, Response

Client = Callable[[asyncio.StreamReader, asyncio.StreamWriter, HttpServer], Awaitable[None]]


async def parts() -> AsyncIterator[bytes]:
    yield b"one"
    yield b""
    yield b"two" * 10


async def handler(request: Request) -> Response:
    match request.path:
        case "/body":
            return Response.text(str(len(await request.body())))
        case "/unread":
            return Response.text("not read")
        case "/parts":
            return Response(200, parts=parts())
        case "/fails":
            raise KeyError("secret")
        case "/large":
            return Response(200, b"x" * 300_000)
        case "/waits":
            await asyncio.sleep(0.2)
            return Response.text("late")
    return Response.text(request.path)


def serve(client: Client, limits: Limits | None = None, log: list[str] | None = None) -> None:
    async def main() -> None:
        server = HttpServer(handler, limits, log.append if log is not None else None)
        await server.start("127.0.0.1", 0)
        assert server._server is not None
        port = server._server.sockets[0].getsockname()[1]
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        await client(reader, writer, server)
        writer.close()
        await server.close(grace=1.0)
        assert not server.connections

    asyncio.run(asyncio.wait_for(main(), 20))


async def response_of(reader: asyncio.StreamReader) -> tuple[str, bytes]:
    """Status line and body of a response with a length."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode()
    size = next(int(line[16:]) for line in head.split("\r\n") if line.startswith("content-length"))
    return head.split("\r\n")[0], await reader.readexactly(size)


def get(path: str, more: str = "") -> bytes:
    return f"GET {path} HTTP/1.1\r\nHost: a\r\n{more}\r\n".encode()


def test_requests_on_one_connection_are_answered_in_order() -> None:
    async def client(
        reader: asyncio.StreamReader, writer: asyncio.StreamWriter, server: HttpServer
    ) -> None:
        writer.write(get("/waits") + get("/2") + get("/large") + get("/4", "Connection: close\r\n"))
        assert await response_of(reader) == ("HTTP/1.1 200 OK", b"late")
        assert await response_of(reader) == ("HTTP/1.1 200 OK", b"/2")
        assert await response_of(reader) == ("HTTP/1.1 200 OK", b"x" * 300_000)
        assert await response_of(reader) == ("HTTP/1.1 200 OK", b"/4")
        assert await reader.read() == b""
        assert server.requests == 4

    serve(client)


def test_a_body_that_the_handler_leaves_is_skipped() -> None:
    async def client(
        reader: asyncio.StreamReader, writer: asyncio.StreamWriter, server: HttpServer
    ) -> None:
        body = b"POST /unread HTTP/1.1\r\nHost: a\r\nContent-Length: 7\r\n\r\nGET / 1"
        writer.write(body + get("/next"))
        assert (await response_of(reader))[1] == b"not read"
        assert (await response_of(reader))[1] == b"/next"

    serve(client)


def test_continue_is_sent_when_the_body_is_wanted() -> None:
    async def client(
        reader: asyncio.StreamReader, writer: asyncio.StreamWriter, server: HttpServer
    ) -> None:
        writer.write(
            b"POST /body HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n"
        )
        assert await reader.readuntil(b"\r\n\r\n") == b"HTTP/1.1 100 Continue\r\n\r\n"
        writer.write(b"abc")
        assert (await response_of(reader))[1] == b"3"
        # Not wanted: the answer comes at once, and the connection ends.
        writer.write(
            b"POST /unread HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n"
        )
        assert (await response_of(reader))[1] == b"not read"
        assert await reader.read() == b""

    serve(client)


def test_parts_come_in_chunks_and_end_the_connection_of_an_old_client() -> None:
    async def client(
        reader: asyncio.StreamReader, writer: asyncio.StreamWriter, server: HttpServer
    ) -> None:
        writer.write(get("/parts"))
        head = await reader.readuntil(b"\r\n\r\n")
        assert b"transfer-encoding: chunked\r\n" in head and b"content-length" not in head
        body = await reader.readuntil(b"0\r\n\r\n")
        assert body == b"3\r\none\r\n1e\r\n" + b"two" * 10 + b"\r\n0\r\n\r\n"
        writer.write(b"GET /parts HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
        head, _, body = (await reader.read()).partition(b"\r\n\r\n")
        assert b"chunked" not in head and b"connection: close" in head
        assert body == b"one" + b"two" * 10

    serve(client)


def test_a_handlers_mistake_costs_its_request_only_and_shows_nothing() -> None:
    log: list[str] = []

    async def client(
        reader: asyncio.StreamReader, writer: asyncio.StreamWriter, server: HttpServer
    ) -> None:
        writer.write(get("/fails") + get("/next"))
        status, body = await response_of(reader)
        assert status == "HTTP/1.1 500 Internal Server Error" and b"secret" not in body
        assert (await response_of(reader))[1] == b"/next"

    serve(client, log=log)
    assert log[0] == "GET /fails: KeyError: 'secret'"
    assert log[1].endswith('"GET /fails HTTP/1.1" 500 26')


def test_a_refused_request_is_answered_and_ends_the_connection() -> None:
    async def client(
        reader: asyncio.StreamReader, writer: asyncio.StreamWriter, server: HttpServer
    ) -> None:
        writer.write(b"GET / HTTP/1.1\r\nHost : a\r\n\r\n" + get("/next"))
        assert (await response_of(reader))[0] == "HTTP/1.1 400 Bad Request"
        assert await reader.read() == b""

    serve(client)


def test_slow_clients_are_cut_off() -> None:
    limits = Limits(head_timeout=0.2, body_timeout=0.2, idle_timeout=0.2)

    async def in_the_head(
        reader: asyncio.StreamReader, writer: asyncio.StreamWriter, server: HttpServer
    ) -> None:
        writer.write(b"GET / HTTP/1.1\r\n")
        assert (await response_of(reader))[0] == "HTTP/1.1 408 Request Timeout"
        assert await reader.read() == b""

    async def in_the_body(
        reader: asyncio.StreamReader, writer: asyncio.StreamWriter, server: HttpServer
    ) -> None:
        writer.write(b"POST /body HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nab")
        assert (await response_of(reader))[0] == "HTTP/1.1 408 Request Timeout"
        assert await reader.read() == b""

    async def between_requests(
        reader: asyncio.StreamReader, writer: asyncio.StreamWriter, server: HttpServer
    ) -> None:
        with contextlib.suppress(ConnectionResetError):
            assert await reader.read() == b""

    for client in (in_the_head, in_the_body, between_requests):
        serve(client, limits)


def test_shutdown_lets_a_request_finish() -> None:
    async def client(
        reader: asyncio.StreamReader, writer: asyncio.StreamWriter, server: HttpServer
    ) -> None:
        writer.write(get("/waits"))
        await asyncio.sleep(0.05)
        closing = asyncio.create_task(server.close())
        head = await reader.readuntil(b"\r\n\r\n")
        assert b"200 OK" in head and b"connection: close" in head
        assert await reader.read() == b"late"
        await closing

    serve(client)
