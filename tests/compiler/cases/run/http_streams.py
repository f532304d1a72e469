"""Client and server in one program, over loopback: bodies in parts both ways, packed ones."""

import asyncio
import gzip
from collections.abc import AsyncIterator

from gloam.http import Client, ClientError, ClientLimits, HttpServer, Request, Response, Router

PORT = 47_391
TEXT = b"0123456789abcdef" * 20_000
router = Router()


@router.post("/count")
async def count(request: Request) -> Response:
    sizes = [len(part) async for part in request.parts()]
    return Response.text(str(sum(sizes)))


@router.get("/parts")
async def parts(request: Request) -> Response:
    async def made() -> AsyncIterator[bytes]:
        for number in range(10):
            yield f"{number},".encode()

    return Response(200, parts=made())


@router.get("/packed/{name}")
async def packed(request: Request) -> Response:
    body = gzip.compress(TEXT)
    if request.parameters["name"] == "cut":
        body = body[:-9]
    response = Response(200, body)
    response.fields.set("content-encoding", "gzip")
    return response


async def upload() -> AsyncIterator[bytes]:
    for size in (1, 2_000, 30_000):
        yield b"x" * size


async def main() -> None:
    server = HttpServer(router.handle)
    await server.start("127.0.0.1", PORT)
    base = f"http://127.0.0.1:{PORT}"
    async with Client(ClientLimits(body_size=400_000)) as client:
        print((await client.post(f"{base}/count", upload())).text())
        print((await client.get(f"{base}/parts")).text())
        response = await client.get(f"{base}/packed/whole")
        print(response.body == TEXT, "content-encoding" in response.fields)
        async with await client.stream("GET", f"{base}/packed/whole") as stream:
            print(stream.status, sum([len(part) async for part in stream.parts()]))
        async with await client.stream("GET", f"{base}/packed/whole") as stream:
            print(len(await stream.next_part()) > 0)
        try:
            await stream.next_part()
        except ValueError as error:
            print(error)
        try:
            await client.get(f"{base}/packed/cut")
        except ClientError as error:
            print(error)
        print(len(server.connections) <= 2)
    await server.close()


asyncio.run(main())
