"""A request, as a handler sees it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from urllib.parse import unquote, unquote_plus

from gloam.http.fields import Fields


class Request:
    """`target` is as it was sent; `path` is decoded; `query` is behind the `?`, as it was sent."""

    def __init__(self, method: str, target: str, version: tuple[int, int], fields: Fields) -> None:
        self.method = method
        self.target = target
        self.version = version
        self.fields = fields
        self.raw_path, _, self.query = _origin_form(target).partition("?")
        self.path = unquote(self.raw_path)
        self.parameters: dict[str, str] = {}
        """What the route's placeholders matched."""
        self.client = ""
        """The peer's address."""
        self._read: Callable[[], Awaitable[bytes]] | None = None

    def on_body(self, read: Callable[[], Awaitable[bytes]]) -> None:
        """Set by the server: how to get the next part of the body; b"" is its end."""
        self._read = read

    async def next_part(self) -> bytes:
        """The next part of the body, b"" at its end. Raises BodyError."""
        return await self._read() if self._read is not None else b""

    async def parts(self) -> AsyncIterator[bytes]:
        """The body as it comes, part by part: `async for`. Raises BodyError."""
        part = await self.next_part()
        while part:
            yield part
            part = await self.next_part()

    async def body(self) -> bytes:
        """All of the body, bounded by the server's limit. Raises BodyError."""
        return b"".join([part async for part in self.parts()])

    def query_values(self) -> dict[str, str]:
        """The query as `name=value` pairs (the last one of a name), decoded."""
        found: dict[str, str] = {}
        for pair in self.query.split("&"):
            if pair:
                name, _, value = pair.partition("=")
                found[unquote_plus(name)] = unquote_plus(value)
        return found

    def cookies(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for line in self.fields.all("cookie"):
            for pair in line.split(";"):
                name, mark, value = pair.strip(" ").partition("=")
                if mark and name not in found:
                    found[name] = value
        return found


class BodyError(Exception):
    """The body ended early, was malformed, too large or too slow; `status` is the answer to it."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status


def _origin_form(target: str) -> str:
    """The path and query of an absolute URI (RFC 9112, 3.2.2), or the target itself."""
    if target.startswith("/") or target == "*":
        return target
    _, mark, rest = target.partition("://")
    if not mark:
        return target
    start = rest.find("/")
    query = rest.find("?")
    if start < 0 or 0 <= query < start:
        return "/" + rest[query:] if query >= 0 else "/"
    return rest[start:]
