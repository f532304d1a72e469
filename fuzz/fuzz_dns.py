"""Promise: any octets are parsed to a message or refused, raise nothing, and take time that grows
with their number only; what was parsed and emitted again parses to the same message, except that
a name takes the letters' case of the earlier one that it is compressed to.

    python fuzz/fuzz_dns.py [--seed N] [--count N]

Messages are honest ones of every type of record, mutated, spliced and truncated, with compression
pointers planted, and plain noise.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from dataclasses import replace
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))

from gloam.dns import code, message
from gloam.dns.edns import Edns, Option
from gloam.dns.layout import COUNTED, LAYOUTS, SIZES, Field
from gloam.dns.malformed import Malformed
from gloam.dns.message import Message, Question, Record

TYPES = [*LAYOUTS, 65280]
SECONDS_MAX = 0.5
"""For one message, on any machine."""


def name(rng: random.Random) -> bytes:
    labels = [rng.randbytes(rng.choice((1, 1, 3, 63))) for _ in range(rng.randrange(4))]
    labels += [b"example", b"COM"][: rng.randrange(3)]
    return b"".join(bytes([len(label)]) + label for label in labels) + b"\0"


def content(rng: random.Random, record_type: int) -> bytes:
    """Data of the type's form."""
    parts = []
    for field in LAYOUTS.get(record_type, (Field.HEX,)):
        text = rng.randbytes(rng.randrange(9))
        if field is Field.NAME:
            parts.append(name(rng))
        elif field in SIZES:
            parts.append(rng.randbytes(SIZES[field]))
        elif field in COUNTED or field is Field.STRINGS:
            parts.append(bytes([len(text)]) + text)
        elif field is Field.BITMAP:
            parts.append(b"\0\1\x40\1\2\0\1")
        elif field is Field.PARAMETERS:
            parts.append(b"\0\1\0\3\2h2\0\4\0\4\1\2\3\4")
        else:
            parts.append(text)
    return b"".join(parts)


def record(rng: random.Random) -> Record:
    record_type = rng.choice(TYPES)
    ttl = rng.choice((0, 300, code.TTL_MAX))
    return Record(name(rng), record_type, code.CLASS_IN, ttl, content(rng, record_type))


def folded(found: Message | Malformed) -> Message:
    """With all letters lowered."""
    assert isinstance(found, Message), found
    return replace(
        found,
        questions=[replace(question, name=question.name.lower()) for question in found.questions],
        answers=[folded_record(record) for record in found.answers],
        authorities=[folded_record(record) for record in found.authorities],
        additionals=[folded_record(record) for record in found.additionals],
    )


def folded_record(record: Record) -> Record:
    return replace(record, name=record.name.lower(), data=record.data.lower())


def honest(rng: random.Random) -> bytes:
    option = Option(rng.randrange(20), rng.randbytes(rng.randrange(9)))
    built = Message(
        rng.randrange(0x10000),
        rng.choice((0, code.FLAG_QR | code.FLAG_AA, code.FLAG_RD)),
        questions=[Question(name(rng), rng.choice(TYPES))],
        edns=Edns(rng.choice((512, 1232)), options=[option]) if rng.random() < 0.5 else None,
    )
    for section in (built.answers, built.authorities, built.additionals):
        section.extend(record(rng) for _ in range(rng.randrange(4)))
    data = message.emit(built)
    assert folded(message.parse(data)) == folded(built), data.hex()
    return data


def mutated(rng: random.Random, data: bytes, other: bytes) -> bytes:
    octets = bytearray(data)
    for _ in range(rng.randrange(1, 6)):
        index = rng.randrange(len(octets)) if octets else 0
        match rng.randrange(6):
            case 0 if octets:
                octets[index] = rng.choice((0, 1, 63, 64, 127, 192, 255, rng.randrange(256)))
            case 1:
                octets[index : index + 2] = bytes([192 | rng.randrange(2), rng.randrange(256)])
            case 2:
                del octets[index : index + rng.randrange(4)]
            case 3:
                octets[index:index] = rng.randbytes(rng.randrange(4))
            case 4:
                octets = octets[:index] + other[rng.randrange(len(other)) :]
            case _:
                octets = octets[: rng.randrange(len(octets) + 1)]
    return bytes(octets)


def check(data: bytes) -> bool:
    """Keep the promise for one message; whether it was one."""
    started = time.process_time()
    parsed = message.parse(data)
    if isinstance(parsed, Message):
        again = message.parse(message.emit(parsed))
        assert folded(again) == folded(parsed), data.hex()
    assert time.process_time() - started < SECONDS_MAX, data.hex()
    return isinstance(parsed, Message)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=100_000)
    options = parser.parse_args()
    rng = random.Random(options.seed)
    started = time.perf_counter()
    previous = honest(rng)
    parsed = 0
    for number in range(options.count):
        base = honest(rng) if number % 4 == 0 else previous
        data = rng.randbytes(rng.randrange(80)) if number % 16 == 0 else base
        data = mutated(rng, data, previous)
        previous = base
        parsed += check(data)
    seconds = time.perf_counter() - started
    print(
        f"fuzz_dns: {options.count} messages from seed {options.seed} in {seconds:.1f} s,"
        f" {parsed} of them parsed, promise kept"
    )


if __name__ == "__main__":
    main()
