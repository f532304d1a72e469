"""Fields, dates, routes, files and what goes on the wire."""

import asyncio
import email.utils
import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gloam.asset import Asset
from gloam.http import Fields, Request, Response, Router, StaticFiles, dates
from gloam.http.response import emit_chunk, emit_head


def request(target: str, method: str = "GET", **fields: str) -> Request:
    made = Fields()
    for name, value in fields.items():
        made.add(name.replace("_", "-"), value)
    return Request(method, target, (1, 1), made)


def test_names_of_fields_have_no_case_and_lists_may_be_spread() -> None:
    fields = Fields()
    fields.add("Accept", "a, b ,")
    fields.add("accept", " c")
    fields.add("Host", "x")
    assert fields.get("ACCEPT") == "a, b ,"
    assert fields.elements("Accept") == ["a", "b", "c"]
    fields.set("accept", "d")
    assert fields.all("accept") == ["d"] and "Host" in fields and len(fields) == 2
    assert fields.get("none", "default") == "default"


@given(st.integers(0, 4_102_444_800))
def test_dates_are_as_the_mail_library_writes_them(seconds: int) -> None:
    text = email.utils.formatdate(seconds, usegmt=True)
    assert dates.emit(seconds) == text
    assert dates.parse(text) == seconds


@pytest.mark.parametrize(
    "text",
    ["", "Sun, 06 Nov 1994 08:49:37", "Sunday, 06-Nov-94 08:49:37 GMT", "x" * 40, "a b c d e GMT"],
)
def test_what_is_no_date_is_refused(text: str) -> None:
    assert dates.parse(text) == -1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("/a%20b", "/a b"),
        ("%C3%B6", "ö"),
        ("%c3%b6%", "ö%"),
        ("%zz%4", "%zz%4"),
        ("%ff", "\N{REPLACEMENT CHARACTER}"),
        ("%00", "\x00"),
    ],
)
def test_percent_encoding(text: str, expected: str) -> None:
    assert request("/" + text).path == "/" + expected


def test_targets_have_a_path_and_a_query() -> None:
    made = request("http://host/a%2Fb?x=1&y=%20&x=2&z=a+b&flag")
    assert (made.path, made.raw_path) == ("/a/b", "/a%2Fb")
    assert made.query_values() == {"x": "2", "y": " ", "z": "a b", "flag": ""}
    assert request("http://host").path == "/"
    assert request("http://host?q").query == "q"
    assert request("/", cookie='a=1; b="x"; a=2').cookies() == {"a": "1", "b": '"x"'}


def answer(router: Router, made: Request) -> tuple[int, str, str]:
    response = asyncio.run(router.handle(made))
    return response.status, response.body.decode(), response.fields.get("allow")


def test_routes_match_segments() -> None:
    router = Router()

    @router.get("/items/{id}")
    async def item(made: Request) -> Response:
        return Response.text("item " + made.parameters["id"])

    @router.post("/items/{id}")
    async def change(made: Request) -> Response:
        return Response.text("change " + made.parameters["id"])

    @router.get("/files/{path...}")
    async def files(made: Request) -> Response:
        return Response.text("file " + made.parameters["path"])

    assert answer(router, request("/items/7"))[1] == "item 7"
    assert answer(router, request("/items/a%2Fb"))[1] == "item a/b"
    assert answer(router, request("/items/7", "HEAD"))[1] == "item 7"
    assert answer(router, request("/items/7", "POST"))[1] == "change 7"
    assert answer(router, request("/files/a/b/c"))[1] == "file a/b/c"
    assert answer(router, request("/items"))[0] == 404
    assert answer(router, request("/items/7/8"))[0] == 404
    assert answer(router, request("/items/7", "PUT"))[::2] == (405, "GET, POST, HEAD")
    assert answer(router, request("/items/7", "OPTIONS"))[::2] == (204, "GET, POST, HEAD")
    assert answer(router, request("*", "OPTIONS"))[0] == 404
    with pytest.raises(ValueError, match="slash"):
        router.add("GET", "items", item)


TEXT = b"0123456789" * 10
FILES = StaticFiles(
    {"a.txt": Asset(TEXT, gzip.compress(TEXT), "a1"), "index.html": Asset(b"<p>", b"", "b2")},
    max_age=5,
)
CHANGED = "Sun, 06 Nov 1994 08:49:37 GMT"
DATED = StaticFiles({"a.txt": Asset(TEXT, b"", "a1")}, modified=784_111_777)


def test_files_have_types_validators_and_an_index() -> None:
    response = FILES.respond(request("/"), "")
    assert (response.status, response.body) == (200, b"<p>")
    assert response.fields.get("content-type") == "text/html; charset=utf-8"
    assert response.fields.get("cache-control") == "max-age=5"
    tag = response.fields.get("etag")
    for value in (tag, "W/" + tag, f'"x", {tag}', "*"):
        again = FILES.respond(request("/", if_none_match=value), "")
        assert (again.status, again.body, again.fields.get("etag")) == (304, b"", tag)
    assert FILES.respond(request("/", if_none_match='"x"'), "").status == 200
    assert FILES.respond(request("/"), "../etc/passwd").status == 404
    assert FILES.respond(request("/", "POST"), "").status == 405


@pytest.mark.parametrize(
    ("accepted", "is_packed"),
    [
        ("gzip", True),
        ("br, gzip;q=0.5", True),
        ("*", True),
        ("gzip;q=0", False),
        ("br", False),
        ("", False),
    ],
)
def test_compressed_forms_are_negotiated(accepted: str, is_packed: bool) -> None:
    response = FILES.respond(request("/", accept_encoding=accepted), "a.txt")
    assert (response.fields.get("content-encoding") == "gzip") is is_packed
    content = gzip.decompress(response.body) if is_packed else response.body
    assert content == TEXT and response.fields.get("vary") == "accept-encoding"


@pytest.mark.parametrize(
    ("wanted", "status", "content", "shown"),
    [
        ("bytes=0-3", 206, b"0123", "bytes 0-3/100"),
        ("bytes=97-", 206, b"789", "bytes 97-99/100"),
        ("bytes=-2", 206, b"89", "bytes 98-99/100"),
        ("bytes=-200", 206, TEXT, "bytes 0-99/100"),
        ("bytes=98-500", 206, b"89", "bytes 98-99/100"),
        ("bytes=100-", 416, None, "bytes */100"),
        ("bytes=-0", 416, None, "bytes */100"),
        ("bytes=5-2", 200, TEXT, ""),
        ("bytes=0-1,3-4", 200, TEXT, ""),
        ("bytes=-", 200, TEXT, ""),
        ("bytes=a-b", 200, TEXT, ""),
        ("lines=0-1", 200, TEXT, ""),
    ],
)
def test_ranges_are_as_rfc_9110_14_has_them(
    wanted: str, status: int, content: bytes | None, shown: str
) -> None:
    response = FILES.respond(request("/", range=wanted), "a.txt")
    assert (response.status, response.fields.get("content-range")) == (status, shown)
    assert content is None or response.body == content


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"if_modified_since": CHANGED}, 304),
        ({"if_modified_since": "Sun, 06 Nov 1994 08:49:38 GMT"}, 304),
        ({"if_modified_since": "Sun, 06 Nov 1994 08:49:36 GMT"}, 200),
        ({"if_modified_since": "yesterday"}, 200),
        ({"if_modified_since": CHANGED, "if_none_match": '"other"'}, 200),
        ({"if_unmodified_since": CHANGED}, 200),
        ({"if_unmodified_since": "Sun, 06 Nov 1994 08:49:36 GMT"}, 412),
        ({"if_unmodified_since": "yesterday"}, 200),
        ({"if_match": '"other"'}, 412),
        ({"if_match": 'W/"a1"'}, 412),
        (
            {"if_match": '"other", "a1"', "if_unmodified_since": "Sun, 06 Nov 1994 08:49:36 GMT"},
            200,
        ),
        ({"if_match": "*", "if_modified_since": CHANGED}, 304),
        ({"range": "bytes=0-0", "if_range": CHANGED}, 206),
        ({"range": "bytes=0-0", "if_range": "Sun, 06 Nov 1994 08:49:38 GMT"}, 200),
    ],
)
def test_dates_validate_where_there_are_no_tags(fields: dict[str, str], status: int) -> None:
    response = DATED.respond(request("/", **fields), "a.txt")
    assert (response.status, response.fields.get("last-modified")) == (status, CHANGED)


def test_files_of_unknown_date_have_none() -> None:
    response = FILES.respond(request("/", if_modified_since=CHANGED), "a.txt")
    assert response.status == 200 and "last-modified" not in response.fields


def test_files_that_the_program_makes_have_tags_too() -> None:
    files = StaticFiles.of({"a": b"1", "b": b"2", "c": b"1"})
    tags = [files.respond(request("/"), name).fields.get("etag") for name in "abc"]
    assert tags[0] == tags[2] != tags[1]


def test_a_range_of_another_version_is_all_of_it() -> None:
    tag = FILES.respond(request("/"), "a.txt").fields.get("etag")
    part = FILES.respond(request("/", range="bytes=0-0", if_range=tag), "a.txt")
    assert part.status == 206
    assert FILES.respond(request("/", range="bytes=0-0", if_range='"x"'), "a.txt").status == 200


def test_a_handlers_fields_cannot_break_the_framing() -> None:
    response = Response(200, b"hello")
    response.fields.add("X-Evil", "a\r\nSet-Cookie: b")
    response.fields.add("Transfer-Encoding", "chunked")
    response.fields.add("Content-Length", "1")
    head = emit_head(response, "now", is_kept=True, is_chunked=False)
    assert head == (
        b"HTTP/1.1 200 OK\r\ndate: now\r\nx-evil: a  Set-Cookie: b\r\ncontent-length: 5\r\n\r\n"
    )
    assert emit_chunk(b"x" * 26) == b"1a\r\n" + b"x" * 26 + b"\r\n"


@pytest.mark.parametrize(
    ("status", "has_length"), [(200, True), (204, False), (304, False), (404, True)]
)
def test_statuses_without_a_body_have_no_length(status: int, has_length: bool) -> None:
    head = emit_head(Response(status), "now", is_kept=False, is_chunked=False)
    assert (b"content-length: 0\r\n" in head) is has_length
    assert head.endswith(b"connection: close\r\n\r\n")
