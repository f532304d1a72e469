"""The client's side without I/O: what counts as a reply, and where it ends."""

import pytest

from gloam.http.fields import Fields
from gloam.http.framing import BodyLimits, End, Part, Refusal
from gloam.http.reply import Head, ReplyLimits, ReplyReceiver, emit_request

LIMITS = ReplyLimits(300, 10, BodyLimits(1_000, 40, 200))


def receive(data: bytes, method: str = "GET", step: int = 0) -> tuple[str, ReplyReceiver]:
    """What comes out of `data` and the end of the connection: a short text of all events."""
    receiver = ReplyReceiver(LIMITS)
    receiver.expect(method)
    shown = ""
    blocks = [data[i : i + step] for i in range(0, len(data), step)] if step else [data]
    for block in [*blocks, b""]:
        if block or not data:
            receiver.receive(block)
        while (event := receiver.next_event()) is not None:
            match event:
                case Head():
                    shown += f"{event.status} "
                case Part():
                    shown += event.data.decode()
                case End():
                    return f"{shown} end", receiver
                case Refusal():
                    return f"{shown}! {event.reason}", receiver
        if not block:
            receiver.receive(b"")
            while (event := receiver.next_event()) is not None:
                if isinstance(event, Part):
                    shown += event.data.decode()
                elif isinstance(event, Refusal):
                    return f"{shown}! {event.reason}", receiver
                else:
                    return f"{shown} end", receiver
    return shown, receiver


OK = b"HTTP/1.1 200 OK\r\n"
REPLIES: dict[str, tuple[bytes, str, str, bool]] = {
    "sized": (OK + b"Content-Length: 3\r\n\r\nabc", "GET", "200 abc end", True),
    "empty": (OK + b"Content-Length: 0\r\n\r\n", "GET", "200  end", True),
    "chunked": (
        OK + b"Transfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\n0\r\nT: u\r\n\r\n",
        "GET",
        "200 abc end",
        True,
    ),
    "to the end": (OK + b"\r\nabc", "GET", "200 abc end", False),
    "closed": (OK + b"Connection: close\r\nContent-Length: 1\r\n\r\na", "GET", "200 a end", False),
    "1.0": (b"HTTP/1.0 200 OK\r\nContent-Length: 1\r\n\r\na", "GET", "200 a end", False),
    "1.0 kept": (
        b"HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 1\r\n\r\na",
        "GET",
        "200 a end",
        True,
    ),
    "head": (OK + b"Content-Length: 300\r\n\r\n", "HEAD", "200  end", True),
    "no content": (b"HTTP/1.1 204 No Content\r\n\r\n", "GET", "204  end", True),
    "not modified": (b"HTTP/1.1 304 \r\nContent-Length: 9\r\n\r\n", "GET", "304  end", True),
    "no reason": (b"HTTP/1.1 404\r\nContent-Length: 0\r\n\r\n", "GET", "404  end", True),
    "interim": (
        b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n"
        + OK
        + b"Content-Length: 0\r\n\r\n",
        "POST",
        "200  end",
        True,
    ),
}
REFUSED: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "! the connection ended before the reply"),
    "half a head": (OK, "! the connection ended before the reply"),
    "half a body": (
        OK + b"Content-Length: 4\r\n\r\nabc",
        "200 abc! the connection ended in the middle of the body",
    ),
    "half a chunk": (
        OK + b"Transfer-Encoding: chunked\r\n\r\n3\r\nab",
        "200 ab! the connection ended in the middle of the body",
    ),
    "other protocol": (b"SSH-2.0-x\r\n\r\n", "! no status line"),
    "HTTP/2": (b"HTTP/2.0 200 OK\r\n\r\n", "! no status line"),
    "status of two digits": (b"HTTP/1.1 20 OK\r\n\r\n", "! no status line"),
    "status 099": (b"HTTP/1.1 099 OK\r\n\r\n", "! no status line"),
    "status with sign": (b"HTTP/1.1 +20 OK\r\n\r\n", "! no status line"),
    "switching": (b"HTTP/1.1 101 X\r\n\r\n", "! status 101, which was not asked for"),
    "many interim": (b"HTTP/1.1 100 X\r\n\r\n" * 9, "! status 100, which was not asked for"),
    "no field name": (OK + b"a b: c\r\n\r\n", "! no field name"),
    "folded": (OK + b"a: b\r\n c\r\n\r\n", "! no field name"),
    "bare line feed": (OK + b"a: b\nc: d\r\n\r\n", "! a field value with control characters"),
    "two sizes": (
        OK + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\na",
        "! Content-Length is no number",
    ),
    "sign": (OK + b"Content-Length: +1\r\n\r\na", "! Content-Length is no number"),
    "both framings": (
        OK + b"Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
        "! two ways to tell the size of the body",
    ),
    "gzip": (
        OK + b"Transfer-Encoding: gzip, chunked\r\n\r\n",
        "! another transfer coding than chunked",
    ),
    "large head": (OK + b"a: " + b"x" * 300 + b"\r\n\r\n", "! the head is too large"),
    "endless head": (b"x" * 301, "! the head is too large"),
    "many fields": (OK + b"a: b\r\n" * 11 + b"\r\n", "! too many fields"),
    "large body": (OK + b"Content-Length: 1001\r\n\r\n", "! the body is too large"),
    "large chunks": (
        OK + b"Transfer-Encoding: chunked\r\n\r\n3e9\r\n",
        "200 ! the body is too large",
    ),
    "no chunk": (OK + b"Transfer-Encoding: chunked\r\n\r\nx\r\n", "200 ! no chunk size"),
}


@pytest.mark.parametrize("name", REPLIES)
@pytest.mark.parametrize("step", [0, 1, 7])
def test_replies_end_where_rfc_9112_says(name: str, step: int) -> None:
    data, method, expected, is_kept = REPLIES[name]
    shown, receiver = receive(data, method, step)
    assert (shown, receiver.is_persistent) == (expected, is_kept)


@pytest.mark.parametrize("name", REFUSED)
@pytest.mark.parametrize("step", [0, 1, 7])
def test_what_is_no_reply_is_refused(name: str, step: int) -> None:
    data, expected = REFUSED[name]
    shown, receiver = receive(data, step=step)
    assert (shown, receiver.is_persistent) == (expected, False)


def test_an_open_body_is_bounded() -> None:
    shown, _ = receive(OK + b"\r\n" + b"x" * 1_001)
    assert shown == "200 ! the body is too large"


def test_replies_follow_each_other_and_what_is_unasked_is_seen() -> None:
    receiver = ReplyReceiver(LIMITS)
    for _ in range(2):
        assert receiver.is_idle()
        receiver.expect("GET")
        assert not receiver.has_begun() and not receiver.is_idle()
        receiver.receive(OK + b"Content-Length: 0\r\n\r\n")
        assert receiver.has_begun()
        assert isinstance(receiver.next_event(), Head)
        assert receiver.next_event() is End.OF_MESSAGE
    receiver.receive(OK)
    assert not receiver.is_idle()


def fields(**given: str) -> Fields:
    made = Fields()
    for name, value in given.items():
        made.add(name, value)
    return made


def test_requests_have_one_host_and_one_framing() -> None:
    given = fields(host="evil", connection="x", accept="*/*")
    given.add("Transfer-Encoding", "chunked")
    assert emit_request("GET", "/a?b", "h:1", given, 0) == (
        b"GET /a?b HTTP/1.1\r\nhost: h:1\r\naccept: */*\r\n\r\n"
    )
    assert emit_request("POST", "/", "h", fields(), 0).endswith(b"content-length: 0\r\n\r\n")
    assert emit_request("PUT", "/", "h", fields(), None).endswith(
        b"\r\ntransfer-encoding: chunked\r\n\r\n"
    )


@pytest.mark.parametrize(
    ("method", "target", "value"),
    [
        ("GET ", "/", "a"),
        ("", "/", "a"),
        ("GET", "/ b", "a"),
        ("GET", "", "a"),
        ("GET", "/", "a\r\nb: c"),
    ],
)
def test_what_would_be_more_than_a_line_is_not_sent(method: str, target: str, value: str) -> None:
    with pytest.raises(ValueError, match="cannot be a"):
        emit_request(method, target, "h", fields(x=value), 0)
