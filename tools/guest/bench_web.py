"""What `make bench-http` measures: a small JSON answer, a page of 1 KB, a file of 100 KB."""

import asyncio
import sys

from gloam.http import HttpServer, Limits, Request, Response, Router, StaticFiles

LINE = b"Sphinx of black quartz, judge my vow. 0123456789 abcdefghijklmnopqrs\n"
router = Router()
files = StaticFiles.of({"page.html": (LINE * 15)[:1024], "file.bin": (LINE * 1500)[:102_400]})


@router.get("/json/{name}")
async def json(request: Request) -> Response:
    text = f'{{"message": "hello", "name": "{request.parameters["name"]}", "count": 3}}'
    return Response(200, text.encode(), "application/json")


@router.get("/{path...}")
async def file(request: Request) -> Response:
    return await files.handle(request)


async def main() -> None:
    port = int(sys.argv[1]) if len(sys.argv) > 1 else 8080
    limits = Limits(requests_per_connection=1_000_000_000)
    server = HttpServer(router.handle, limits)
    await server.start("0.0.0.0", port)
    print("listening")
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
