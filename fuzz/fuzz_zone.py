"""Promise: any text is a zone or a ValueError that says what is wrong, nothing else is raised; a
server with the zone answers any octets with a message within the size limit, or not at all.

    python fuzz/fuzz_zone.py [--seed N] [--count N]

Texts are lines of an honest zone full of corner cases: dropped, mixed, with characters changed,
words exchanged. Queries are honest ones about names of the zone, mutated.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from pathlib import Path

if __name__ == "__main__":
    ROOT = Path(__file__).resolve().parent.parent
    sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from tools.dns_zones import TRICKY, TRICKY_ORIGIN, TYPES

from gloam.dns import message
from gloam.dns.edns import Edns
from gloam.dns.message import Message
from gloam.dns.name import parse_name
from gloam.dns.responder import Responder
from gloam.dns.zone import Zone, ZoneSet
from gloam.dns.zone_builder import parse_zone
from gloam.dns.zone_token import ZoneFileError

ORIGIN = parse_name(TRICKY_ORIGIN)
LINES = [
    *TRICKY.splitlines()[3:],
    "$GENERATE 1-20/3 g${1,3,x} A 192.0.2.$",
    "$ORIGIN deeper",
    "$ORIGIN tricky.example.",
    "a RRSIG A 13 3 60 20300101000000 20200101000000 1 @ AQID",
    "a NSEC b A NS TYPE1234",
    "a NSEC3 1 1 12 aabb 2t7b4g4vsa5smi47k61mv5bv1a22bojr A",
    "a TLSA 3 1 1 ( 00\n  ff ) ; comment",
]
APEX = TRICKY.splitlines()[1:3]
CHARACTERS = '\0\t "\\();$@.*-0aZ{}\u00e4\r\n'
QUERIES_PER_ZONE = 20


def text(rng: random.Random) -> str:
    lines = ["$TTL 60", *APEX, *rng.sample(LINES, rng.randrange(len(LINES)))]
    for _ in range(rng.choice((0, 0, 1, 1, 2))):
        index = rng.randrange(len(lines))
        line = lines[index]
        at = rng.randrange(len(line) + 1)
        match rng.randrange(4):
            case 0:
                line = line[:at] + rng.choice(CHARACTERS) + line[at:]
            case 1:
                line = line[:at] + line[at + 1 :]
            case 2:
                words = [*line.split(), *rng.choice(LINES).split()]
                line = " ".join(rng.sample(words, len(words) // 2))
            case _:
                line = line[:at] + rng.choice(LINES)[at:]
        lines[index] = line
    return "\n".join(lines)


def check_queries(rng: random.Random, zone: Zone) -> None:
    responder = Responder(ZoneSet([zone]))
    names = [node.name for node in zone.nodes.walk()]
    for _ in range(QUERIES_PER_ZONE):
        name = rng.choice((b"", b"\1x", b"\1*", b"\1a\1b")) + rng.choice(names)
        edns = Edns(rng.choice((512, 4096)), rng.random() < 0.5)
        query = message.query(1, name, rng.choice(TYPES), 0, rng.choice((None, edns)))
        data = bytearray(message.emit(query))
        if rng.random() < 0.5:
            data[rng.randrange(len(data))] = rng.choice((0, 1, 63, 64, 192, 255))
        is_udp = rng.random() < 0.8
        response = responder.respond(bytes(data), is_udp).response
        assert not response or isinstance(message.parse(response), Message), data.hex()
        assert not is_udp or len(response) <= 1232, data.hex()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=2_000)
    options = parser.parse_args()
    rng = random.Random(options.seed)
    started = time.perf_counter()
    zones = 0
    for _ in range(options.count):
        source = text(rng)
        try:
            zone = parse_zone(source, ORIGIN)
        except ZoneFileError as error:
            lines = source.count("\n") + 1
            assert 1 <= error.line <= lines, (source, error)
            continue
        except ValueError:
            continue
        zones += 1
        check_queries(rng, zone)
    seconds = time.perf_counter() - started
    print(
        f"fuzz_zone: {options.count} texts from seed {options.seed} in {seconds:.1f} s,"
        f" {zones} zones, promise kept"
    )


if __name__ == "__main__":
    main()
