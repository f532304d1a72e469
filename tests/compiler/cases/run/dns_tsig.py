"""Signed messages and zones: the same octets on CPython and compiled."""

from gloam.dns import code, message
from gloam.dns.key import hmac_sha256_key
from gloam.dns.name import parse_name
from gloam.dns.responder import Responder
from gloam.dns.tsig import Session
from gloam.dns.zone import ZoneSet
from gloam.dns.zone_builder import parse_zone

NOW = 1_700_000_000
KEY = hmac_sha256_key("k.example.", b"0123456789abcdef")
ORIGIN = parse_name("z.")
TEXT = "$TTL 60\n@ SOA ns host 7 2 3 4 30\n@ NS ns\nns A 192.0.2.1\n$GENERATE 1-900 n$ MX $ n$\n"


def main() -> None:
    responder = Responder(ZoneSet([parse_zone(TEXT, ORIGIN)]), keys=[KEY])
    asked = message.emit(message.query(1, parse_name("ns.z."), code.A))
    for key in (KEY, hmac_sha256_key("k.example.", b"x"), hmac_sha256_key("o.", b"x")):
        for now in (NOW, NOW + 400):
            asking = Session(key)
            outcome = responder.respond(asking.sign(asked, NOW), True, b"192.0.2.1", now)
            found = asking.answer().verify(outcome.response, now)
            print(outcome.response.hex(), found.hex() if isinstance(found, bytes) else found)
    signed = Session(KEY).sign(asked, NOW)
    for index in range(0, len(signed), 3):
        forged = signed[:index] + bytes([signed[index] ^ 0x41]) + signed[index + 1 :]
        print(responder.respond(forged, True, b"192.0.2.1", NOW).response.hex())
        print(responder.respond(signed[:index], True, b"192.0.2.1", NOW).response.hex())
    asking = Session(KEY)
    query = asking.sign(message.emit(message.query(2, ORIGIN, code.AXFR, flags=0)), NOW)
    reading = asking.answer()
    messages = responder.transfer(query, "192.0.2.1", NOW)
    assert messages is not None
    for wire in messages:
        found = reading.verify(wire, NOW)
        print(len(wire), len(found) if isinstance(found, bytes) else found, wire[-40:].hex())
    print(reading.is_settled(), responder.counters)


main()
