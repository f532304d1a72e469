"""From method and path to the handler.

`/items/{id}` matches one segment, `/files/{path...}` all the rest.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import unquote

from gloam.http.request import Request
from gloam.http.response import Handler, Response


@dataclass(frozen=True, slots=True)
class Route:
    method: str
    segments: tuple[str, ...]
    handler: Handler


class Router:
    """The first route that fits answers. Routes with a method answer HEAD where they answer GET."""

    def __init__(self) -> None:
        self._routes: list[Route] = []

    def add(self, method: str, pattern: str, handler: Handler) -> None:
        """Raises ValueError for a pattern that does not begin with a slash."""
        if not pattern.startswith("/"):
            raise ValueError(f"a route begins with a slash: {pattern}")
        self._routes.append(Route(method, tuple(pattern[1:].split("/")), handler))

    def route(self, method: str, pattern: str) -> Callable[[Handler], Handler]:
        def register(handler: Handler) -> Handler:
            self.add(method, pattern, handler)
            return handler

        return register

    def get(self, pattern: str) -> Callable[[Handler], Handler]:
        return self.route("GET", pattern)

    def post(self, pattern: str) -> Callable[[Handler], Handler]:
        return self.route("POST", pattern)

    def put(self, pattern: str) -> Callable[[Handler], Handler]:
        return self.route("PUT", pattern)

    def delete(self, pattern: str) -> Callable[[Handler], Handler]:
        return self.route("DELETE", pattern)

    async def handle(self, request: Request) -> Response:
        """404 if no route has the path, 405 with the methods that do if only the method differs."""
        segments = _segments(request)
        allowed: list[str] = []
        for route in self._routes:
            parameters = _match(route.segments, segments)
            if parameters is None:
                continue
            if route.method == request.method or (
                route.method == "GET" and request.method == "HEAD"
            ):
                request.parameters = parameters
                return await route.handler(request)
            if route.method not in allowed:
                allowed.append(route.method)
        if not allowed:
            return Response.failure(404)
        if "GET" in allowed:
            allowed.append("HEAD")
        response = Response.failure(405) if request.method != "OPTIONS" else Response(204)
        response.fields.set("allow", ", ".join(allowed))
        return response


def _segments(request: Request) -> list[str]:
    """The path's segments, decoded one by one: an encoded slash stays inside of its segment."""
    raw = request.raw_path
    return [unquote(part) for part in raw[1:].split("/")] if raw.startswith("/") else []


def _match(pattern: tuple[str, ...], segments: list[str]) -> dict[str, str] | None:
    parameters: dict[str, str] = {}
    for index, wanted in enumerate(pattern):
        if wanted.startswith("{") and wanted.endswith("...}"):
            parameters[wanted[1:-4]] = "/".join(segments[index:])
            return parameters
        if index >= len(segments):
            return None
        if wanted.startswith("{") and wanted.endswith("}"):
            parameters[wanted[1:-1]] = segments[index]
        elif wanted != segments[index]:
            return None
    return parameters if len(pattern) == len(segments) else None
