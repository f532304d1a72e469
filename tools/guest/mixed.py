"""What `make mixed-soak` loads: a name server and a web server in one machine."""

import asyncio

from gloam import embed
from gloam.dns.policy import Policy
from gloam.dns.server import DnsServer
from gloam.dns.zone import Zone
from gloam.http import HttpServer, Limits, Request, Response, Router, StaticFiles

DNS_PORT = 5300
HTTP_PORT = 8080
ZONE = embed.zone("mixed.zone", "mixed.test.")
LINE = b"0123456789abcde\n"
router = Router()
files = StaticFiles.of({"file.bin": LINE * 6400})


@router.get("/json/{name}")
async def json(request: Request) -> Response:
    text = f'{{"name": "{request.parameters["name"]}"}}'
    return Response(200, text.encode(), "application/json")


@router.post("/size")
async def size(request: Request) -> Response:
    return Response(200, str(len(await request.body())).encode())


@router.get("/{path...}")
async def file(request: Request) -> Response:
    return await files.handle(request)


async def main() -> None:
    dns = DnsServer([Zone(ZONE)], policy=Policy(transfer_to=("*",)))
    await dns.start("0.0.0.0", DNS_PORT)
    web = HttpServer(router.handle, Limits(requests_per_connection=1_000_000_000))
    await web.start("0.0.0.0", HTTP_PORT)
    print("serving")
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
