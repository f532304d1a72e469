"""Transfers, limits and what a name server says about itself: the same octets in both worlds."""

from gloam.dns import code, message
from gloam.dns.edns import Edns, Option
from gloam.dns.message import Message, Question, Record
from gloam.dns.name import parse_name
from gloam.dns.policy import Policy
from gloam.dns.responder import Responder
from gloam.dns.transfer_reader import TransferReader
from gloam.dns.zone import Zone, ZoneSet
from gloam.dns.zone_builder import parse_zone

ORIGIN = parse_name("z.")
TEXT = "$TTL 60\n@ SOA ns host 7 2 3 4 30\n@ NS ns\nns A 192.0.2.1\n*.w A 192.0.2.2\n" + "".join(
    [f'n{number} TXT "{"x" * number}"\nm{number} MX 1 n{number}\n' for number in range(250)]
)
HERE = "192.0.2.9"


def ask(name: str, record_type: int, record_class: int, options: list[Option]) -> bytes:
    query = Message(1, questions=[Question(parse_name(name), record_type, record_class)])
    query.edns = Edns(1232, options=options)
    return message.emit(query)


def main() -> None:
    zone = parse_zone(TEXT, ORIGIN)
    policy = Policy(
        nsid=b"here",
        version="1",
        transfer_to=(HERE,),
        notify_from=(HERE,),
        rate_max=3,
    )
    responder = Responder(ZoneSet([zone]), policy=policy)
    reader = TransferReader(ORIGIN, 9)
    messages = responder.transfer(reader.query(), HERE)
    assert messages is not None
    for data in messages:
        print(len(data), hash(data) == hash(data[:1] + data[1:]), data[-30:].hex())
        print(reader.receive(data))
    image = reader.image()
    assert image is not None
    again = Zone(image)
    print(again.record_count == zone.record_count, again.serial)
    version = message.query(5, ORIGIN, code.IXFR)
    soa = ORIGIN + ORIGIN + (7).to_bytes(4, "big") + bytes(16)
    version.authorities.append(Record(ORIGIN, code.SOA, code.CLASS_IN, 0, soa))
    found = responder.transfer(message.emit(version), HERE)
    print([data.hex() for data in found] if found is not None else None)
    print(responder.transfer(reader.query(), "192.0.2.8"))
    for name, record_type, record_class in (
        ("version.bind.", code.TXT, code.CLASS_CH),
        ("id.server.", code.TXT, code.CLASS_CH),
        ("other.", code.TXT, code.CLASS_CH),
        ("ns.z.", code.A, code.CLASS_IN),
        ("z.", code.AXFR, code.CLASS_IN),
    ):
        choices: list[list[Option]] = [[Option(3, b"")], [Option(12, bytes(5))], []]
        for options in choices:
            data = ask(name, record_type, record_class, options)
            for is_udp in (True, False):
                print(name, is_udp, responder.respond(data, is_udp, b"1.2.3.4").response.hex())
    for number in range(10):
        data = ask(f"a{number}.w.z.", code.A, code.CLASS_IN, [])
        print(number, responder.respond(data, True, b"9.9.9.9", 100 + number // 5).response.hex())
    told = Message(3, code.FLAG_AA, code.NOTIFY, questions=[Question(ORIGIN, code.SOA)])
    outcome = responder.respond(message.emit(told), True, HERE.encode())
    print(outcome.response.hex(), outcome.notified)
    print(responder.counters, responder.rcodes, responder.types)
    for broken in (b"", b"abc", message.emit(told), message.emit(version)):
        other = TransferReader(ORIGIN, 9)
        print(other.receive(broken), other.detail, other.image())


main()
