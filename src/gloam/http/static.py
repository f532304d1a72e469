"""Files out of memory: types, validators, ranges, compressed forms.

The files are in the program, so what a path can reach is what the table holds:
there is no directory to climb out of.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from gloam.http.grammar import decimal
from gloam.http.request import Request
from gloam.http.response import Response

_TYPES: Final = {
    "html": "text/html; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "mjs": "text/javascript; charset=utf-8",
    "json": "application/json",
    "txt": "text/plain; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "xml": "application/xml",
    "svg": "image/svg+xml",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "webp": "image/webp",
    "ico": "image/x-icon",
    "woff2": "font/woff2",
    "wasm": "application/wasm",
    "pdf": "application/pdf",
}
_TYPE_DEFAULT: Final = "application/octet-stream"
_TAG_SIZE: Final = 20


@dataclass(frozen=True, slots=True)
class _File:
    content: bytes
    gzip: bytes
    """The content compressed, b"" if that is not worth it."""
    content_type: str
    tag: str


class StaticFiles:
    def __init__(
        self,
        files: Mapping[str, bytes],
        gzip: Mapping[str, bytes] | None = None,
        index: str = "index.html",
        max_age: int = 0,
    ) -> None:
        """`files` maps names without a leading slash to contents, `gzip` some of them to their
        compressed form. A path that ends in a slash is `index` there. `max_age` is in seconds."""
        self._index = index
        self._max_age = max_age
        self._files: dict[str, _File] = {}
        for name, content in files.items():
            packed = gzip.get(name, b"") if gzip is not None else b""
            extension = name.rpartition(".")[2].lower()
            tag = hashlib.sha256(content).hexdigest()[:_TAG_SIZE]
            kind = _TYPES.get(extension, _TYPE_DEFAULT)
            self._files[name] = _File(content, packed, kind, tag)

    async def handle(self, request: Request) -> Response:
        """Answer by the request's path."""
        return self.respond(request, request.path.lstrip("/"))

    def respond(self, request: Request, name: str) -> Response:
        """The file of that name, as the request asks for it (RFC 9110, 13 and 14)."""
        if name == "" or name.endswith("/"):
            name += self._index
        file = self._files.get(name)
        if file is None:
            return Response.failure(404)
        if request.method not in ("GET", "HEAD"):
            response = Response.failure(405)
            response.fields.set("allow", "GET, HEAD")
            return response
        is_packed = file.gzip != b"" and _accepts_gzip(request)
        tag = f'"{file.tag}-gzip"' if is_packed else f'"{file.tag}"'
        if _matches(request, tag):
            response = Response(304)
        elif is_packed:
            response = Response(200, file.gzip, file.content_type)
            response.fields.set("content-encoding", "gzip")
        else:
            response = _ranged(request, file, tag)
        response.fields.set("etag", tag)
        if file.gzip:
            response.fields.set("vary", "accept-encoding")
        if self._max_age > 0:
            response.fields.set("cache-control", f"max-age={self._max_age}")
        return response


def _accepts_gzip(request: Request) -> bool:
    """RFC 9110, 12.5.3. A request for a range gets the plain form, whose ranges are useful."""
    if "range" in request.fields:
        return False
    for element in request.fields.elements("accept-encoding"):
        coding, _, weight = element.partition(";")
        if coding.strip(" \t").lower() in ("gzip", "*"):
            quality = weight.strip(" \t").lower().replace(" ", "")
            return quality not in ("q=0", "q=0.", "q=0.0", "q=0.00", "q=0.000")
    return False


def _matches(request: Request, tag: str) -> bool:
    """If-None-Match, compared weakly (13.1.2)."""
    for element in request.fields.elements("if-none-match"):
        if element == "*" or element.removeprefix("W/") == tag:
            return True
    return False


def _ranged(request: Request, file: _File, tag: str) -> Response:
    """All of the file, or the one range that is asked for (14.2). Several ranges get all of it."""
    wanted = request.fields.get("range")
    condition = request.fields.get("if-range")
    size = len(file.content)
    unit, _, text = wanted.partition("=")
    if unit.strip().lower() != "bytes" or "," in text or (condition and condition != tag):
        wanted = ""
    first, last = _range(text.strip(" \t"), size) if wanted else (0, size - 1)
    if first == _NO_RANGE or not wanted:
        response = Response(200, file.content, file.content_type)
    elif first == _UNSATISFIABLE:
        response = Response.failure(416)
        response.fields.set("content-range", f"bytes */{size}")
    else:
        response = Response(206, file.content[first : last + 1], file.content_type)
        response.fields.set("content-range", f"bytes {first}-{last}/{size}")
    response.fields.set("accept-ranges", "bytes")
    return response


_NO_RANGE: Final = -1
_UNSATISFIABLE: Final = -2


def _range(text: str, size: int) -> tuple[int, int]:
    """First and last byte of `first-last`, `first-` or `-length` (14.1.2)."""
    before, mark, behind = text.partition("-")
    first, last = decimal(before), decimal(behind)
    if not mark or (before and first < 0) or (behind and last < 0) or not (before or behind):
        return _NO_RANGE, 0
    if not before:
        return (max(size - last, 0), size - 1) if last > 0 and size > 0 else (_UNSATISFIABLE, 0)
    if behind and last < first:
        return _NO_RANGE, 0
    if first >= size:
        return _UNSATISFIABLE, 0
    return first, min(last, size - 1) if behind else size - 1
