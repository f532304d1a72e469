"""A small web server: a page, a greeting, a JSON endpoint and an upload.

Arguments: the port (8080 if absent), then how many requests to answer before it ends (never).
"""

import asyncio
import sys

from gloam.http import HttpServer, Request, Response, Router, StaticFiles

PORT_DEFAULT = 8080
PAGE = b"""<!doctype html>
<title>Gloam</title>
<h1>It serves.</h1>
<p>Try <a href="/hello/you">/hello/you</a> and <a href="/visits">/visits</a>.</p>
"""

router = Router()
files = StaticFiles({"index.html": PAGE, "robots.txt": b"User-agent: *\nDisallow:\n"}, max_age=60)
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
