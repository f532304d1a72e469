"""The image of a zone: what is in it is found, what is not is not, and it is read in place."""

import random

import pytest

from gloam.dns import code, zone_image
from gloam.dns.message import Record
from gloam.dns.name import name_text, order, parse_name
from gloam.dns.zone import Zone
from gloam.dns.zone_builder import ZoneBuilder, pack_zone
from gloam.dns.zone_image import Nodes, key_hash

ORIGIN = parse_name("z.")
HEAD = "$TTL 60\n@ SOA ns host 1 2 3 4 30\n@ NS ns\nns A 192.0.2.1\n"


def large_zone(count: int, seed: int) -> tuple[Zone, set[bytes]]:
    rng = random.Random(seed)
    keys: set[bytes] = set()
    lines = [HEAD]
    for _ in range(count):
        labels = [f"{rng.choice('abcXYZ')}{rng.randrange(count)}" for _ in range(rng.randrange(3))]
        name = ".".join([f"n{rng.randrange(count)}", *labels])
        lines.append(f'{name} TXT "{rng.randrange(100)}"\n')
        key = parse_name(name, ORIGIN).lower()
        while key != ORIGIN:
            keys.add(key)
            key = key[key[0] + 1 :]
    return Zone(pack_zone("".join(lines), ORIGIN)), keys | {ORIGIN, parse_name("ns.z.")}


@pytest.mark.parametrize("seed", range(3))
def test_every_name_is_found_and_no_other(seed: int) -> None:
    zone, keys = large_zone(3_000, seed)
    assert zone.name_count == len(keys) > zone_image.CACHED_MAX
    for key in keys:
        node = zone.nodes.find(key)
        assert node is not None and node.key == key
        assert zone.nodes.find(b"\1-" + key) is None
        assert zone.nodes.at(node.above or zone_image.HEADER_SIZE) is not None
    assert {node.key for node in zone.nodes.walk()} == keys
    assert len(zone.nodes._young) + len(zone.nodes._old) <= 2 * zone_image.CACHED_MAX


def test_nodes_are_in_canonical_order_and_all_records_are_counted() -> None:
    zone, _ = large_zone(500, 7)
    keys = [node.key for node in zone.nodes.walk()]
    assert keys == sorted(keys, key=order) and keys[0] == ORIGIN
    nodes = zone.nodes.walk()
    assert zone.record_count == sum(s.count for node in nodes for s in node.rrsets.values())


def test_names_that_collide_in_the_table_are_told_apart() -> None:
    # 400 names in 1,024 slots: neighbours are full, and searches go on from slot to slot.
    text = HEAD + "".join(f"x{number} A 192.0.2.{number % 250}\n" for number in range(400))
    zone = Zone(pack_zone(text, ORIGIN))
    slots = [key_hash(parse_name(f"x{n}.z.")) & 1023 for n in range(400)]
    assert len(set(slots)) < 400
    for number in range(400):
        node = zone.nodes.find(parse_name(f"x{number}.z."))
        assert node is not None
        assert node.rrsets[code.A].all_data() == [bytes([192, 0, 2, number % 250])]


def test_the_hash_is_fnv_1a() -> None:
    # The vectors of draft-eastlake-fnv, appendix C.
    for text, value in ((b"", 0x811C9DC5), (b"a", 0xE40C292C), (b"foobar", 0xBF9CF968)):
        assert key_hash(text) == value


@pytest.mark.parametrize("image", [b"", b"GZI1", b"GZI0" + bytes(100)])
def test_what_is_no_image_is_refused(image: bytes) -> None:
    with pytest.raises(ValueError, match="no zone"):
        Nodes(image)


def test_a_set_of_many_records_and_names_of_every_size_are_kept() -> None:
    builder = ZoneBuilder(ORIGIN)
    builder.add(Record(ORIGIN, code.SOA, 1, 60, ORIGIN + ORIGIN + bytes(20)))
    builder.add(Record(ORIGIN, code.NS, 1, 60, parse_name("a.")))
    for number in range(70_000):
        builder.add(Record(b"\1m" + ORIGIN, code.A, 1, 60, number.to_bytes(4, "big")))
    longest = parse_name(".".join(["l" * 63] * 3 + ["m" * 58]), ORIGIN)
    builder.add(Record(longest, code.TXT, 1, 60, bytes(65_535)))
    zone = Zone(builder.finish())
    many = zone.nodes.find(b"\1m" + ORIGIN)
    assert many is not None and len(many.rrsets[code.A].all_data()) == 70_000
    far = zone.nodes.find(longest)
    assert far is not None and name_text(far.name) == name_text(longest)
    assert far.rrsets[code.TXT].all_data() == [bytes(65_535)]


def test_the_serial_is_that_of_the_soa_record() -> None:
    text = HEAD.replace(" 1 2 3 4 30", " 4294967295 2 3 4 30")
    assert Zone(pack_zone(text, ORIGIN)).serial == 0xFFFF_FFFF
