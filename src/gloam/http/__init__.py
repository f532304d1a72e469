"""HTTP/1.1 (RFC 9110, RFC 9112): `serve` answers with what a handler gives, `Client` asks.

router = Router()

@router.get("/hello/{name}")
async def hello(request: Request) -> Response:
    return Response.text(f"hello {request.parameters['name']}\\n")

asyncio.run(serve(router.handle, 8080))
"""

from gloam.http.client import Client, ClientError, ClientLimits, ClientResponse, ClientStream
from gloam.http.fields import Fields
from gloam.http.limits import Limits
from gloam.http.request import Request
from gloam.http.response import Response
from gloam.http.routing import Router
from gloam.http.server import HttpServer, serve
from gloam.http.static import StaticFiles

__all__ = [
    "Client",
    "ClientError",
    "ClientLimits",
    "ClientResponse",
    "ClientStream",
    "Fields",
    "HttpServer",
    "Limits",
    "Request",
    "Response",
    "Router",
    "StaticFiles",
    "serve",
]
