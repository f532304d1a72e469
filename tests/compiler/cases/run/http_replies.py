"""The client's side of HTTP, byte by byte and mutilated: the same events in both worlds."""

from gloam.http.fields import Fields
from gloam.http.framing import BodyLimits, End, Part, Refusal
from gloam.http.reply import Head, ReplyLimits, ReplyReceiver, emit_request

LIMITS = ReplyLimits(300, 10, BodyLimits(1_000, 40, 200))
OK = b"HTTP/1.1 200 OK\r\n"
REPLIES = [
    OK + b"Content-Length: 3\r\n\r\nabc",
    OK + b"Transfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\n0\r\nT: u\r\n\r\n",
    OK + b"\r\nto the end",
    b"HTTP/1.1 100 Continue\r\n\r\n" + OK + b"Content-Length: 0\r\n\r\n" + OK,
    b"HTTP/1.0 404\r\nConnection: keep-alive\r\nContent-Length: 1\r\n\r\na",
]


def events(data: bytes, step: int) -> str:
    receiver = ReplyReceiver(LIMITS)
    receiver.expect("GET")
    shown: list[str] = []
    index = 0
    while index <= len(data):
        receiver.receive(data[index : index + step])
        index += step
        event = receiver.next_event()
        while event is not None:
            match event:
                case Head():
                    shown.append(f"{event.status} {event.reason} {list(event.fields.items())}")
                case Part(part):
                    shown.append(repr(part))
                case End():
                    shown.append(f"end {receiver.is_persistent} {receiver.is_idle()}")
                case Refusal():
                    shown.append(f"{event.reason}")
            event = receiver.next_event()
    return "; ".join(shown)


for reply in REPLIES:
    for step in (1, 5, 1_000):
        print(step, events(reply, step))
    for place in range(0, len(reply), 3):
        print(place, events(reply[:place] + b"\r" + reply[place + 1 :], 1_000))
        print(place, events(reply[:place] + reply[place + 2 :] + b"x", 1_000))
fields = Fields()
fields.add("Accept", "a/b")
fields.add("Host", "other")
for method, target in (("GET", "/"), ("POST", "/a?b=c"), ("G T", "/"), ("GET", "/\r\nx: y")):
    for size in (None, 0, 7):
        try:
            print(emit_request(method, target, "h:1", fields, size))
        except ValueError as error:
            print(error)
