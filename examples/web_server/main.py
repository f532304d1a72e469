"""A small web server: files out of the image, a greeting, a JSON endpoint and an upload.

Arguments: the port (8080 if absent), then how many requests to answer before it ends (never).
"""

import asyncio
import sys

from gloam import embed
from gloam.http import HttpServer, Request, Response, Router, StaticFiles

PORT_DEFAULT = 8080

router = Router()
files = StaticFiles(embed.assets("static"), max_age=60)
visits = 0


@router.get("/hello/{name}")
async def hello(request: Request) -> Response:
    return Response.text(f"Hello, {request.parameters['name']}!\n")


@router.get("/visits")
async def count(request: Request) -> Response:
    return Response(200, f'{{"visits": {visits}}}\n'.encode(), "application/json")


@router.post("/length")
async def length(request: Request) -> Response:
    body = await request.body()
    return Response.text(f"{len(body)} bytes\n")


@router.get("/{path...}")
async def page(request: Request) -> Response:
    return await files.handle(request)


async def main() -> None:
    port = int(sys.argv[1]) if len(sys.argv) > 1 else PORT_DEFAULT
    limit = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    done = asyncio.Event()

    async def counted(request: Request) -> Response:
        global visits
        visits += 1
        response = await router.handle(request)
        if visits == limit:
            done.set()
        return response

    server = HttpServer(counted, log=print)
    await server.start("0.0.0.0", port)
    print(f"web: listening on port {port}")
    await done.wait()
    await server.close()
    print(f"web: answered {server.requests} requests")


if __name__ == "__main__":
    asyncio.run(main())
