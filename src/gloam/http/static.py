"""Files out of the image: types, validators, ranges, compressed forms.

The files are in the program, so what a path can reach is what the table holds:
there is no directory to climb out of.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Final

from gloam.asset import Asset
from gloam.http import dates
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


class StaticFiles:
    def __init__(
        self,
        files: Mapping[str, Asset],
        index: str = "index.html",
        max_age: int = 0,
        modified: int = 0,
    ) -> None:
        """`files` are by names without a leading slash, as `gloam.embed.assets` gives them.

        A path that ends in a slash is `index` there. `max_age` is in seconds. `modified`, seconds
        since 1970, is when the files were last changed; 0 if that is not known.
        """
        self._files = files
        self._index = index
        self._max_age = max_age
        self._modified = modified
        self._last_modified = dates.emit(modified) if modified > 0 else ""

    @classmethod
    def of(cls, files: Mapping[str, bytes]) -> StaticFiles:
        """Files that the program makes itself: the tags are computed now, nothing is compressed."""
        assets: dict[str, Asset] = {}
        for name, content in files.items():
            assets[name] = Asset(content, b"", hashlib.sha256(content).hexdigest()[:_TAG_SIZE])
        return StaticFiles(assets)

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
        content_type = _TYPES.get(name.rpartition(".")[2].lower(), _TYPE_DEFAULT)
        if self._is_other(request, tag):
            response = Response.failure(412)
        elif self._is_known(request, tag):
            response = Response(304)
        elif is_packed:
            response = Response(200, file.gzip, content_type)
            response.fields.set("content-encoding", "gzip")
        else:
            response = _ranged(request, file.content, content_type, (tag, self._last_modified))
        response.fields.set("etag", tag)
        if self._last_modified:
            response.fields.set("last-modified", self._last_modified)
        if file.gzip:
            response.fields.set("vary", "accept-encoding")
        if self._max_age > 0:
            response.fields.set("cache-control", f"max-age={self._max_age}")
        return response

    def _is_other(self, request: Request, tag: str) -> bool:
        """Whether the client wants another version alone (RFC 9110, 13.1.1 and 13.1.4)."""
        if "if-match" in request.fields:
            wanted = request.fields.elements("if-match")
            return "*" not in wanted and tag not in wanted
        since = request.fields.get("if-unmodified-since")
        return since != "" and self._modified > 0 and 0 <= dates.parse(since) < self._modified

    def _is_known(self, request: Request, tag: str) -> bool:
        """Whether the client has the file (RFC 9110, 13.2.2): by date only without tags."""
        if "if-none-match" in request.fields:
            return _matches(request, tag)
        since = request.fields.get("if-modified-since")
        return since != "" and self._modified > 0 and dates.parse(since) >= self._modified


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


def _ranged(
    request: Request, content: bytes, content_type: str, validators: tuple[str, str]
) -> Response:
    """All of the file, or the one range that is asked for (14.2). Several ranges get all of it.

    A range for another version than one of `validators`, the tag and the date, gets all of it.
    """
    wanted = request.fields.get("range")
    condition = request.fields.get("if-range")
    size = len(content)
    unit, _, text = wanted.partition("=")
    is_other = condition != "" and condition not in validators
    if unit.strip().lower() != "bytes" or "," in text or is_other:
        wanted = ""
    first, last = _range(text.strip(" \t"), size) if wanted else (0, size - 1)
    if first == _NO_RANGE or not wanted:
        response = Response(200, content, content_type)
    elif first == _UNSATISFIABLE:
        response = Response.failure(416)
        response.fields.set("content-range", f"bytes */{size}")
    else:
        response = Response(206, content[first : last + 1], content_type)
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
