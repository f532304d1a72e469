from gloam import embed
from gloam.dns import code, message
from gloam.dns.edns import Edns
from gloam.dns.name import name_text, parse_name
from gloam.dns.responder import Responder
from gloam.dns.zone import Zone, ZoneSet

ZONE = embed.zone("test.zone", "Test.Example.")

zone = Zone(ZONE)
print(len(ZONE), zone.name_count, zone.record_count, zone.serial)
for node in zone.nodes.walk():
    print(name_text(node.name), node.is_cut, node.above > 0, sorted(node.rrsets))
responder = Responder(ZoneSet([zone]))
NAMES = ["", "www.", "WWW.", "alias.", "nothing.", "x.wild.", "a.cut.", "host7.", "sub.", "deep.sub."]
for name in NAMES:
    for record_type in (code.A, code.NS, code.MX, code.TXT, code.ANY):
        question = parse_name(name + "test.example.")
        query = message.emit(message.query(7, question, record_type, edns=Edns(4096, True)))
        print(name, record_type, responder.respond(query, True).response.hex())
try:
    Zone(ZONE[1:])
except ValueError as error:
    print(error)
