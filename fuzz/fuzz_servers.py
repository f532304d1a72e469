"""Promise: any octets that reach the DNS server's or the web server's engine are answered, refused
or dropped; nothing is raised, what is sent stays within its limits, and an honest question in
between gets its answer.

    PYTHONPATH=src python fuzz/fuzz_servers.py dns|http [SEED] [COUNT]

It compiles, which is how `make fuzz-servers` runs millions of them. Messages are honest ones,
mutated, spliced, truncated and repeated, with compression pointers planted, and plain noise.
"""

from __future__ import annotations

import random
import sys

from gloam.dns import code, message
from gloam.dns.cookie import Cookies
from gloam.dns.edns import OPTION_COOKIE, OPTION_NSID, OPTION_PADDING, Edns, Option
from gloam.dns.message import Message, Question
from gloam.dns.name import parse_name
from gloam.dns.policy import Policy
from gloam.dns.responder import Responder
from gloam.dns.zone import ZoneSet
from gloam.dns.zone_builder import parse_zone
from gloam.http.framing import End, Part, Refusal
from gloam.http.limits import Limits
from gloam.http.receiver import Receiver
from gloam.http.request import Request

COUNT = 20_000
HONEST_EVERY = 1_000
UDP_SIZE_MAX = 1_232
ZONE = """\
$TTL 60
@ SOA ns host 1 2 3 4 30
@ NS ns
@ MX 10 ns
ns A 192.0.2.1
ns AAAA ::1
*.w A 192.0.2.2
cut NS ns.cut
ns.cut A 192.0.2.3
alias CNAME ns
old DNAME new
$GENERATE 1-40 many MX $ host$
$GENERATE 1-40 host$ A 192.0.2.$
"""
NAMES = (
    "ns.z.",
    "NS.Z.",
    "z.",
    "a.w.z.",
    "x.cut.z.",
    "alias.z.",
    "a.old.z.",
    "many.z.",
    "no.",
    ".",
)
TYPES = (code.A, code.MX, code.ANY, code.IXFR, code.AXFR, code.SOA, code.TXT, code.OPT, 65280)
REQUESTS = (
    b"GET / HTTP/1.1\r\nHost: a\r\n\r\n",
    b"GET /page?x=%20 HTTP/1.1\r\nHost: a\r\nRange: bytes=0-1,5-\r\nAccept-Encoding: gzip\r\n\r\n",
    b"POST /f HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello",
    b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5;x\r\nhello\r\n0\r\n\r\n",
    b"PUT http://a/ HTTP/1.0\r\nConnection: keep-alive\r\nContent-Length: 0\r\n\r\n",
    b"OPTIONS * HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\nx",
)
PIECES = (b"\r\n", b"\n", b":", b" ", b"0", b"\r\n\r\n", b"Transfer-Encoding: chunked\r\n", b"\0")
LIMITS = Limits()


def dns_queries(rng: random.Random) -> list[bytes]:
    queries: list[bytes] = []
    for name in NAMES:
        for record_type in TYPES:
            query = Message(
                rng.randrange(65_536), questions=[Question(parse_name(name), record_type)]
            )
            if rng.randrange(2) == 0:
                options = [
                    Option(OPTION_COOKIE, rng.randbytes(rng.choice([8, 24, 5]))),
                    Option(OPTION_NSID, b""),
                    Option(OPTION_PADDING, bytes(9)),
                ]
                query.edns = Edns(1232, rng.randrange(2) == 0, options=options[: rng.randrange(4)])
            queries.append(message.emit(query))
    return queries


def mutated(rng: random.Random, honest: list[bytes], pieces: list[bytes]) -> bytes:
    data = bytearray(rng.choice(honest))
    for _ in range(rng.randrange(1, 5)):
        at = rng.randrange(len(data) + 1)
        kind = rng.randrange(7)
        if kind == 0 and at < len(data):
            data[at] = rng.randrange(256)
        elif kind == 1 and at < len(data):
            data[at] ^= 1 << rng.randrange(8)
        elif kind == 2:
            del data[at:]
        elif kind == 3:
            data[at:at] = rng.choice(pieces)
        elif kind == 4:
            other = rng.choice(honest)
            data[at:] = other[rng.randrange(len(other)) :]
        elif kind == 5:
            data[at:at] = data[at : at + rng.randrange(64)]
        else:
            data[at:at] = rng.randbytes(rng.randrange(40))
    return bytes(data)


def fuzz_dns(rng: random.Random, count: int) -> None:
    cookies = Cookies(lambda data: data[-8:].rjust(8))
    policy = Policy(nsid=b"ns1", version="1", rate_max=100, notify_from=("192.0.2.9",))
    zones = ZoneSet([parse_zone(ZONE, parse_name("z."))])
    responder = Responder(zones, UDP_SIZE_MAX, False, cookies, policy, 100_000)
    honest = dns_queries(rng)
    pieces = [b"\xc0\x0c", b"\xc0\x0d", b"\xff\xff", b"\0", b"\x3f", b"\0\0\x29\x10\0\0\0\0\0\0\0"]
    control = message.query(7, parse_name("ns.z."), code.A)
    for number in range(count):
        data = (
            mutated(rng, honest, pieces) if rng.randrange(16) else rng.randbytes(rng.randrange(99))
        )
        is_udp = rng.randrange(4) > 0
        address = b"10." + str(rng.randrange(200)).encode() + b".2.9"
        response = responder.respond(data, is_udp, address, number // 200).response
        assert len(response) <= (UDP_SIZE_MAX if is_udp else 65_535)
        if response:
            assert response[:2] == data[:2] and response[2] & 0x80 != 0
            assert isinstance(message.parse(response), Message), (data, response)
        transfer = responder.transfer(data, "192.0.2.9")
        assert transfer is None
        if number % HONEST_EVERY == 0:
            answer = message.parse(responder.respond(message.emit(control), False).response)
            assert isinstance(answer, Message) and message.is_answer_to(answer, control)
            assert [record.data for record in answer.answers] == [b"\xc0\0\2\1"]
    print(responder.counters)


def fuzz_http(rng: random.Random, count: int) -> None:
    honest = list(REQUESTS)
    pieces = list(PIECES)
    requests = 0
    refused = 0
    for number in range(count):
        data = (
            mutated(rng, honest, pieces) if rng.randrange(16) else rng.randbytes(rng.randrange(99))
        )
        if number % HONEST_EVERY == 0:
            data = honest[number // HONEST_EVERY % len(honest)]
            before = requests
        receiver = Receiver(LIMITS)
        step = rng.choice([1, 7, 64, 4_096])
        is_open = True
        for start in range(0, len(data), step):
            receiver.receive(data[start : start + step])
            event = receiver.next_event()
            while event is not None and is_open:
                if isinstance(event, Request):
                    requests += 1
                elif isinstance(event, Part):
                    assert len(event.data) > 0
                elif isinstance(event, End):
                    receiver.next_request()
                elif isinstance(event, Refusal):
                    assert 400 <= event.status <= 505
                    refused += 1
                    is_open = False
                event = receiver.next_event()
            if not is_open:
                break
        if number % HONEST_EVERY == 0:
            assert requests == before + 1 and is_open
    print(f"{requests} requests, {refused} refused")


def main() -> None:
    kind = sys.argv[1]
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    count = int(sys.argv[3]) if len(sys.argv) > 3 else COUNT
    rng = random.Random(seed)
    if kind == "dns":
        fuzz_dns(rng, count)
    else:
        fuzz_http(rng, count)
    print(f"{count} messages, promise kept")


if __name__ == "__main__":
    main()
