"""The client on CPython's asyncio: against our server, scripted servers, and nginx."""

import asyncio
import getpass
import gzip
import shutil
import socket
import subprocess
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

from gloam.http import (
    Client,
    ClientError,
    ClientLimits,
    HttpServer,
    Request,
    Response,
    Router,
    StaticFiles,
)

router = Router()
LARGE = bytes(range(256)) * 2_000
files = StaticFiles.of({"large": LARGE})


@router.get("/large")
async def large(request: Request) -> Response:
    return files.respond(request, "large")


@router.post("/echo")
async def echo(request: Request) -> Response:
    body = await request.body()
    response = Response(200, body)
    response.fields.set("x-coding", request.fields.get("transfer-encoding", "none"))
    return response


@router.get("/parts")
async def parts(request: Request) -> Response:
    async def made() -> AsyncIterator[bytes]:
        for number in range(100):
            yield f"{number},".encode()

    return Response(200, parts=made())


PACKED = {
    "right": gzip.compress(LARGE),
    "empty": gzip.compress(b""),
    "bomb": gzip.compress(bytes(2_000_000)),
    "cut": gzip.compress(LARGE)[:-9],
    "behind": gzip.compress(LARGE) + b"more",
    "wrong": b"this is not gzip",
    "damaged": gzip.compress(LARGE)[:-8] + bytes(8),
}


@router.get("/packed/{name}")
async def packed(request: Request) -> Response:
    response = Response(200, PACKED[request.parameters["name"]])
    response.fields.set("content-encoding", "GZip")
    response.fields.set("x-accepted", request.fields.get("accept-encoding", "none"))
    return response


@router.post("/count")
async def count(request: Request) -> Response:
    return Response.text(str([len(part) async for part in request.parts()]))


@router.get("/loop")
async def loop(request: Request) -> Response:
    return Response.redirect("/loop")


@router.get("/deep/{status}")
async def deep(request: Request) -> Response:
    return Response.redirect("../seen?a=b", int(request.parameters["status"]))


@router.post("/deep/{status}")
async def deep_post(request: Request) -> Response:
    await request.body()
    return Response.redirect("/seen", int(request.parameters["status"]))


@router.get("/seen")
@router.post("/seen")
async def seen(request: Request) -> Response:
    shown = request.fields.get("authorization", "-")
    body = await request.body()
    return Response.text(f"{request.method} {request.target} {shown} {len(body)}")


@router.get("/slow")
async def slow(request: Request) -> Response:
    await asyncio.sleep(30)
    return Response.text("late")


def with_server(
    use: Callable[[Client, str, HttpServer], Awaitable[None]], limits: ClientLimits | None = None
) -> None:
    async def main() -> None:
        server = HttpServer(router.handle)
        await server.start("127.0.0.1", 0)
        assert server._server is not None
        port = server._server.sockets[0].getsockname()[1]
        async with Client(limits) as client:
            await use(client, f"http://127.0.0.1:{port}", server)
        await server.close()

    asyncio.run(asyncio.wait_for(main(), 20))


def test_requests_and_bodies_of_both_framings() -> None:
    async def use(client: Client, base: str, server: HttpServer) -> None:
        response = await client.get(f"{base}/large")
        assert response.status == 200 and response.is_success and response.body == LARGE
        response = await client.request("HEAD", f"{base}/large")
        assert response.body == b"" and response.fields.get("content-length") == str(len(LARGE))
        assert (await client.get(f"{base}/parts")).text().startswith("0,1,2,")
        for size in (0, 1, 65_535, 65_536, 500_000):
            response = await client.post(f"{base}/echo", b"x" * size)
            assert (len(response.body), response.fields.get("x-coding")) == (size, "none")

        async def body() -> AsyncIterator[bytes]:
            for number in range(50):
                yield b"" if number % 7 == 0 else b"y" * number

        response = await client.post(f"{base}/echo", body())
        assert response.fields.get("x-coding") == "chunked"
        assert response.body == b"y" * sum(n for n in range(50) if n % 7)
        assert (await client.get(f"{base}/none")).status == 404
        assert len(server.connections) == 1

    with_server(use)


def test_a_body_is_read_as_it_comes() -> None:
    async def use(client: Client, base: str, server: HttpServer) -> None:
        for path, expected in (("/large", LARGE), ("/packed/right", LARGE), ("/packed/empty", b"")):
            async with await client.stream("GET", base + path) as response:
                assert response.status == 200
                found = [part async for part in response.parts()]
                assert b"".join(found) == expected and all(found)
                assert await response.next_part() == b""
        assert len(server.connections) == 1
        async with await client.stream("GET", f"{base}/large") as response:
            assert await response.next_part()
        with pytest.raises(ValueError, match="closed"):
            await response.next_part()
        assert (await client.get(f"{base}/seen")).status == 200
        async with await client.stream("GET", f"{base}/deep/302") as response:
            assert response.url == f"{base}/seen?a=b"
        sent = await client.post(f"{base}/count", _chunks())
        assert sent.text() == "[1, 2, 3]"

    with_server(use, ClientLimits(connections_max=2))


async def _chunks() -> AsyncIterator[bytes]:
    for size in (1, 2, 3):
        await asyncio.sleep(0.02)
        yield b"x" * size


def test_packed_bodies_are_unpacked_within_the_limit() -> None:
    async def use(client: Client, base: str, server: HttpServer) -> None:
        response = await client.get(f"{base}/packed/right")
        assert response.body == LARGE and response.fields.get("x-accepted") == "gzip"
        assert "content-encoding" not in response.fields
        assert (await client.request("HEAD", f"{base}/packed/right")).body == b""
        asked = await client.get(f"{base}/packed/right", {"Accept-Encoding": "gzip"})
        assert asked.body == PACKED["right"] and "content-encoding" in asked.fields
        for name, mistake in (
            ("bomb", "too large when it is unpacked"),
            ("cut", "ended early"),
            ("behind", "something is behind"),
            ("wrong", "not packed as it says"),
            ("damaged", "not packed as it says"),
        ):
            with pytest.raises(ClientError, match=mistake):
                await client.get(f"{base}/packed/{name}")
        async with await client.stream("GET", f"{base}/packed/bomb") as stream:
            sizes = [len(part) async for part in stream.parts()]
        assert sum(sizes) == 2_000_000 and max(sizes) <= 65_536

    with_server(use, ClientLimits(body_size=1_000_000))


def test_redirects_are_followed_as_rfc_9110_15_4_says() -> None:
    async def use(client: Client, base: str, server: HttpServer) -> None:
        for status in (301, 302, 303, 307, 308):
            response = await client.get(f"{base}/deep/{status}", {"Authorization": "me"})
            assert response.text() == "GET /seen?a=b me 0" and response.url == f"{base}/seen?a=b"
        for status, method, size in ((301, "GET", 0), (303, "GET", 0), (307, "POST", 3)):
            response = await client.post(f"{base}/deep/{status}", b"abc")
            assert response.text() == f"{method} /seen - {size}"
        with pytest.raises(ClientError, match="more than 10 redirects"):
            await client.get(f"{base}/loop")

    with_server(use)


def test_time_is_limited() -> None:
    async def use(client: Client, base: str, server: HttpServer) -> None:
        started = time.monotonic()
        with pytest.raises(TimeoutError):
            await client.get(f"{base}/slow")
        assert time.monotonic() - started < 5
        assert (await client.get(f"{base}/seen")).status == 200

    with_server(use, ClientLimits(timeout=0.3))


def test_connections_are_limited_and_many_requests_wait() -> None:
    async def use(client: Client, base: str, server: HttpServer) -> None:
        peak = 0

        async def one() -> None:
            nonlocal peak
            response = await client.get(f"{base}/large")
            peak = max(peak, len(server.connections))
            assert response.body == LARGE

        await asyncio.gather(*[one() for _ in range(30)])
        assert peak <= 3

    with_server(use, ClientLimits(connections_max=3))


@pytest.mark.parametrize(
    "url",
    ["https://a/", "ftp://a/", "http:///x", "/x", "http://a/ b", "http://a b/", "http://a:x/"],
)
def test_what_is_no_http_url_is_refused(url: str) -> None:
    async def main() -> None:
        async with Client() as client:
            await client.get(url)

    with pytest.raises(ValueError):
        asyncio.run(main())


def scripted(
    replies: list[bytes], use: Callable[[Client, str, list[bytes]], Awaitable[None]]
) -> None:
    """A server that gives one of `replies` to each request, and hangs up after an empty one."""

    async def main() -> None:
        heads: list[bytes] = []
        waiting = list(replies)

        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            while waiting:
                try:
                    heads.append(await reader.readuntil(b"\r\n\r\n"))
                except (asyncio.IncompleteReadError, ConnectionError):
                    break
                reply = waiting.pop(0)
                if not reply:
                    break
                writer.write(reply)
                if b"content-length" not in reply.lower():
                    break
            writer.close()

        server = await asyncio.start_server(serve, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        async with Client(ClientLimits(timeout=5)) as client:
            await use(client, f"http://127.0.0.1:{port}/", heads)
        server.close()

    asyncio.run(asyncio.wait_for(main(), 20))


EMPTY = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"


def test_a_kept_connection_that_was_closed_is_replaced_once() -> None:
    async def use(client: Client, url: str, heads: list[bytes]) -> None:
        assert (await client.get(url)).status == 200
        assert (await client.get(url)).status == 200
        assert len(heads) == 3
        with pytest.raises(ConnectionError):
            await client.get(url)  # a new connection is not replaced
        assert len(heads) in (4, 5)

    scripted([EMPTY, b"", EMPTY, b"", b""], use)


def test_what_may_have_happened_is_not_asked_again() -> None:
    async def use(client: Client, url: str, heads: list[bytes]) -> None:
        assert (await client.get(url)).status == 200
        with pytest.raises(ConnectionError):
            await client.post(url, b"")
        assert len(heads) == 2

    scripted([EMPTY, b"", EMPTY], use)


def test_a_connection_with_something_unasked_is_not_used_again() -> None:
    async def use(client: Client, url: str, heads: list[bytes]) -> None:
        assert (await client.get(url)).status == 200
        await asyncio.sleep(0.1)
        assert (await client.get(url)).fields.get("x") == "second"

    second = EMPTY.replace(b"\r\n\r\n", b"\r\nx: second\r\n\r\n")
    scripted([EMPTY + b"HTTP/1.1 200 poisoned\r\nContent-Length: 0\r\n\r\n", second], use)


def test_secrets_stay_with_their_host() -> None:
    """The same machine under another name is another host."""

    async def main() -> None:
        heads: list[bytes] = []

        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            heads.append(await reader.readuntil(b"\r\n\r\n"))
            to = f"location: http://localhost:{port}/\r\n".encode() if len(heads) == 1 else b""
            status = b"302" if to else b"200"
            writer.write(b"HTTP/1.1 " + status + b" X\r\n" + to + b"content-length: 0\r\n\r\n")
            writer.close()

        server = await asyncio.start_server(serve, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        async with Client() as client:
            secret = {"Authorization": "secret", "X-Own": "kept"}
            await client.get(f"http://127.0.0.1:{port}/", secret)
        assert b"authorization: secret" in heads[0] and b"authorization" not in heads[1]
        assert b"x-own: kept" in heads[1]
        server.close()

    asyncio.run(asyncio.wait_for(main(), 20))


NGINX = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin")
CONFIGURATION = """\
daemon off; user {user}; worker_processes 1; pid {folder}/pid; error_log {folder}/log;
events {{ worker_connections 64; }}
http {{
  access_log off; client_body_temp_path {folder}/t1; proxy_temp_path {folder}/t2;
  fastcgi_temp_path {folder}/t3; uwsgi_temp_path {folder}/t4; scgi_temp_path {folder}/t5;
  server {{
    listen 127.0.0.1:{port}; root {folder}/www; keepalive_requests 3; autoindex on;
    location = /old {{ return 301 /page; }}
    location = /chunked {{ ssi on; ssi_types *; }}
    location = /close {{ keepalive_timeout 0; return 200 "bye"; }}
  }}
}}
"""


@pytest.mark.skipif(NGINX is None, reason="nginx is not installed")
def test_nginx_is_understood(tmp_path: Path, unused_tcp_port: int) -> None:
    www = tmp_path / "www"
    www.mkdir()
    (www / "page").write_bytes(LARGE)
    (www / "chunked").write_bytes(b"begin <!--# echo var='request_uri' --> end")
    configuration = tmp_path / "nginx.conf"
    configuration.write_text(
        CONFIGURATION.format(user=getpass.getuser(), folder=tmp_path, port=unused_tcp_port)
    )
    base = f"http://127.0.0.1:{unused_tcp_port}"

    async def main() -> None:
        async with Client() as client:
            for _ in range(7):
                response = await client.get(f"{base}/page")
                assert (response.status, response.body) == (200, LARGE)
            response = await client.get(f"{base}/old")
            assert (response.url, response.body) == (f"{base}/page", LARGE)
            response = await client.get(f"{base}/chunked")
            assert response.fields.get("transfer-encoding") == "chunked"
            assert response.text() == "begin /chunked end"
            assert (await client.get(f"{base}/close")).text() == "bye"
            response = await client.get(f"{base}/page", {"Range": "bytes=1-3"})
            assert (response.status, response.body) == (206, LARGE[1:4])
            tag = response.fields.get("etag")
            assert (await client.get(f"{base}/page", {"If-None-Match": tag})).status == 304
            assert (await client.request("HEAD", f"{base}/page")).body == b""
            assert (await client.get(f"{base}/none")).status == 404
            assert (await client.post(f"{base}/page", b"x")).status == 405

    assert NGINX is not None
    process = subprocess.Popen([NGINX, "-c", str(configuration), "-p", str(tmp_path)])
    try:
        deadline = time.monotonic() + 10
        while not (tmp_path / "pid").exists() and time.monotonic() < deadline:
            time.sleep(0.05)
        asyncio.run(asyncio.wait_for(main(), 20))
    finally:
        process.terminate()
        process.wait()


@pytest.fixture
def unused_tcp_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
