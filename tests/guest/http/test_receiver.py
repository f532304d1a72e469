"""Promise: any bytes give requests, parts, ends or one refusal, never an exception; the same bytes
give the same, however they are cut; and no request hides in another one."""
# ruff: noqa: E501  # messages in one line

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gloam.http.framing import End, Part, Refusal
from gloam.http.limits import Limits
from gloam.http.receiver import Receiver
from gloam.http.request import Request

LIMITS = Limits(
    request_line_size=200, head_size=400, fields_max=5, body_size=100, chunk_line_size=20
)
HOST = b"Host: a\r\n"


def events(data: bytes, size: int = 1 << 20) -> list[str]:
    """What comes out if `data` comes in blocks of `size`; neighbouring parts are joined."""
    receiver = Receiver(LIMITS)
    found: list[str] = []
    body = b""
    for at in range(0, len(data), size):
        receiver.receive(data[at : at + size])
        while (event := receiver.next_event()) is not None:
            match event:
                case Request():
                    found.append(f"{event.method} {event.target} {len(event.fields)}")
                case Part():
                    assert event.data
                    body += event.data
                case End():
                    found += [body.decode("latin-1"), "end"] if body else ["end"]
                    body = b""
                    receiver.next_request()
                case Refusal():
                    found.append(str(event.status))
    if body:
        found.append(body.decode("latin-1"))
    return found


ACCEPTED = {
    "no body": (b"GET / HTTP/1.1\r\nHost: a\r\n\r\n", ["GET / 1", "end"]),
    "1.0 without Host": (b"GET / HTTP/1.0\r\n\r\n", ["GET / 0", "end"]),
    "a later minor version": (b"GET / HTTP/1.9\r\nHost: a\r\n\r\n", ["GET / 1", "end"]),
    "sized": (
        b"POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello",
        ["POST /x 2", "hello", "end"],
    ),
    "empty body": (b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n", ["POST / 2", "end"]),
    "the same size twice": (
        b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\nx",
        ["POST / 3", "x", "end"],
    ),
    "chunked": (
        b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
        b"5\r\nhello\r\n1;name=value\r\n!\r\nA\r\n0123456789\r\n0\r\n\r\n",
        ["POST / 2", "hello!0123456789", "end"],
    ),
    "chunked with a trailer": (
        b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: CHUNKED\r\n\r\n"
        b"1 ; x\r\nz\r\n000\r\nX-Sum: 1\r\nHost: evil\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n",
        ["POST / 2", "z", "end", "GET /2 1", "end"],
    ),
    "pipelined": (
        b"GET /1 HTTP/1.1\r\nHost: a\r\n\r\nPOST /2 HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi"
        b"GET /3 HTTP/1.1\r\nHost: a\r\n\r\n",
        ["GET /1 1", "end", "POST /2 2", "hi", "end", "GET /3 1", "end"],
    ),
    "blank lines before": (b"\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", ["GET / 1", "end"]),
    "absolute form": (
        b"GET http://a/b?c HTTP/1.1\r\nHost: a\r\n\r\n",
        ["GET http://a/b?c 1", "end"],
    ),
    "asterisk": (b"OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", ["OPTIONS * 1", "end"]),
    "empty values and tabs": (
        b"GET / HTTP/1.1\r\nHost:\r\nX:\t a\tb \t\r\n\r\n",
        ["GET / 2", "end"],
    ),
    "obs-text": (b"GET / HTTP/1.1\r\nHost: a\r\nX: \xe4\xff\r\n\r\n", ["GET / 2", "end"]),
    "incomplete": (
        b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhel",
        ["POST / 2", "hel"],
    ),
}

REFUSED = {
    # RFC 9112, 3: the request line.
    "two blanks": (b"GET  / HTTP/1.1\r\nHost: a\r\n\r\n", "400"),
    "a tab": (b"GET\t/ HTTP/1.1\r\nHost: a\r\n\r\n", "400"),
    "leading blank": (b" GET / HTTP/1.1\r\nHost: a\r\n\r\n", "400"),
    "trailing blank": (b"GET / HTTP/1.1 \r\nHost: a\r\n\r\n", "400"),
    "no version": (b"GET /\r\n\r\n", "400"),
    "lower case version": (b"GET / http/1.1\r\nHost: a\r\n\r\n", "400"),
    "HTTP/2": (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "505"),
    "HTTP/1.10": (b"GET / HTTP/1.10\r\nHost: a\r\n\r\n", "400"),
    "a method that is no token": (b"G\xc3\xa4T / HTTP/1.1\r\nHost: a\r\n\r\n", "400"),
    "a target with a control": (b"GET /\x01 HTTP/1.1\r\nHost: a\r\n\r\n", "400"),
    "a target with a byte beyond ASCII": (b"GET /\xe4 HTTP/1.1\r\nHost: a\r\n\r\n", "400"),
    "a relative target": (b"GET index HTTP/1.1\r\nHost: a\r\n\r\n", "400"),
    "CONNECT": (b"CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n", "501"),
    "TLS": (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", "400"),
    "a long request line": (b"GET /" + b"a" * 300 + b" HTTP/1.1\r\n" + HOST + b"\r\n", "414"),
    "an endless request line": (b"GET /" + b"a" * 300, "414"),
    "blank lines for ever": (b"\r\n" * 9, "400"),
    # RFC 9112, 2.2 and 5: lines and fields.
    "bare LF": (b"GET / HTTP/1.1\nHost: a\n\n", "400"),
    "bare LF in a field": (b"GET / HTTP/1.1\r\nHost: a\nX: y\r\n\r\n", "400"),
    "bare CR in a field": (b"GET / HTTP/1.1\r\nHost: a\rX: y\r\n\r\n", "400"),
    "NUL": (b"GET / HTTP/1.1\r\nHost: a\x00b\r\n\r\n", "400"),
    "blank before the colon": (b"GET / HTTP/1.1\r\nHost : a\r\n\r\n", "400"),
    "folded": (b"GET / HTTP/1.1\r\nHost: a\r\n b\r\n\r\n", "400"),
    "no colon": (b"GET / HTTP/1.1\r\nHost: a\r\nwords\r\n\r\n", "400"),
    "no name": (b"GET / HTTP/1.1\r\nHost: a\r\n: x\r\n\r\n", "400"),
    "many fields": (b"GET / HTTP/1.1\r\n" + HOST + b"X: y\r\n" * 5 + b"\r\n", "431"),
    "a large head": (b"GET / HTTP/1.1\r\n" + HOST + b"X: " + b"y" * 500 + b"\r\n\r\n", "431"),
    "an endless head": (b"GET / HTTP/1.1\r\n" + HOST + b"X: " + b"y" * 500, "431"),
    # RFC 9112, 3.2: Host.
    "no Host": (b"GET / HTTP/1.1\r\n\r\n", "400"),
    "two Hosts": (b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", "400"),
    # RFC 9112, 6: framing, where requests are smuggled.
    "both framings": (
        b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "400",
    ),
    "both framings, other order": (
        b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n",
        "400",
    ),
    "two sizes": (
        b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nhello",
        "400",
    ),
    "a list of sizes": (b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5, 5\r\n\r\nhello", "400"),
    "a signed size": (b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +5\r\n\r\nhello", "400"),
    "a negative size": (b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n", "400"),
    "a size with an underscore": (
        b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1_0\r\n\r\n",
        "400",
    ),
    "a hexadecimal size": (b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0x5\r\n\r\n", "400"),
    "an empty size": (b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length:\r\n\r\n", "400"),
    "a huge size": (
        b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: " + b"9" * 40 + b"\r\n\r\n",
        "400",
    ),
    "a large body": (b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 101\r\n\r\n", "413"),
    "another coding": (b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n", "501"),
    "two codings": (
        b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n",
        "501",
    ),
    "chunked twice": (
        b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n",
        "501",
    ),
    "identity": (b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: identity\r\n\r\n", "501"),
    "a coding in disguise": (
        b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: \x0bchunked\r\n\r\n",
        "400",
    ),
    "an empty coding": (b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding:\r\n\r\n", "501"),
    "a coding in 1.0": (b"POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "400"),
}

CHUNKED = b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
REFUSED_CHUNKS = {
    "no digits": b"\r\n",
    "a sign": b"+1\r\nx\r\n",
    "a prefix": b"0x1\r\nx\r\n",
    "a blank before": b" 1\r\nx\r\n",
    "a blank behind": b"1 \r\nx\r\n",
    "bare LF behind the size": b"1\nx\r\n0\r\n\r\n",
    "bare LF behind the data": b"1\r\nx\n0\r\n\r\n",
    "data longer than told": b"1\r\nxy\r\n0\r\n\r\n",
    "a long line": b"1;" + b"x" * 40 + b"\r\nx\r\n",
    "a control in an extension": b"1;\x00\r\nx\r\n",
    "an LF in an extension": b"1;\n\r\nx\r\n",
    "a size beyond 60 bits": b"10000000000000000\r\n",
    "a trailer without a colon": b"0\r\nGET / HTTP/1.1\r\n\r\n",
}


@pytest.mark.parametrize("name", ACCEPTED)
@pytest.mark.parametrize("size", [1, 2, 7, 1 << 20])
def test_what_is_right_is_understood_however_it_is_cut(name: str, size: int) -> None:
    data, expected = ACCEPTED[name]
    assert events(data, size) == expected


@pytest.mark.parametrize("name", REFUSED)
@pytest.mark.parametrize("size", [1, 3, 1 << 20])
def test_what_is_wrong_is_refused_and_nothing_behind_it_is_read(name: str, size: int) -> None:
    data, status = REFUSED[name]
    smuggled = b"GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n"
    if not name.startswith("an endless"):
        data += smuggled
    assert events(data, size) == [status]


@pytest.mark.parametrize("name", REFUSED_CHUNKS)
@pytest.mark.parametrize("size", [1, 3, 1 << 20])
def test_wrong_chunks_end_the_connection(name: str, size: int) -> None:
    found = events(CHUNKED + REFUSED_CHUNKS[name] + b"GET /s HTTP/1.1\r\nHost: a\r\n\r\n", size)
    assert found[0] == "POST / 2"
    assert "400" in found and not any(event.startswith("GET") for event in found)


def test_chunks_beyond_the_limit_are_too_large() -> None:
    first = CHUNKED + b"60\r\n" + b"x" * 0x60 + b"\r\n"
    assert events(first + b"4\r\n1234\r\n0\r\n\r\n") == ["POST / 2", "x" * 0x60 + "1234", "end"]
    assert "413" in events(first + b"5\r\n12345\r\n0\r\n\r\n")


@pytest.mark.parametrize(
    ("head", "is_persistent"),
    [
        (b"GET / HTTP/1.1\r\nHost: a\r\n\r\n", True),
        (b"GET / HTTP/1.1\r\nHost: a\r\nConnection: Close\r\n\r\n", False),
        (b"GET / HTTP/1.1\r\nHost: a\r\nConnection: x, close\r\n\r\n", False),
        (b"GET / HTTP/1.0\r\n\r\n", False),
        (b"GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", True),
    ],
)
def test_persistence_is_as_rfc_9112_9_3_has_it(head: bytes, is_persistent: bool) -> None:
    receiver = Receiver(LIMITS)
    receiver.receive(head)
    assert isinstance(receiver.next_event(), Request)
    assert receiver.is_persistent is is_persistent


PIECES = st.sampled_from(
    [b"GET", b" ", b"/", b"HTTP/1.1", b"\r\n", b"\r", b"\n", HOST, b"Content-Length: 3\r\n", b"abc", b":",
     b"Transfer-Encoding: chunked\r\n", b"3\r\n", b"0\r\n\r\n", b"\x00", b"POST / HTTP/1.1\r\n", b"\xff"]
)  # fmt: skip


@given(st.lists(PIECES | st.binary(max_size=5), max_size=30), st.integers(1, 9))
def test_any_bytes_give_the_same_however_they_are_cut(pieces: list[bytes], size: int) -> None:
    data = b"".join(pieces)
    whole, cut = events(data), events(data, size)
    # A refusal may come before all that is wrong has come, but changes nothing that was before.
    assert cut == whole or [e for e in cut if e.isdigit()] != [] != [
        e for e in whole if e.isdigit()
    ]
