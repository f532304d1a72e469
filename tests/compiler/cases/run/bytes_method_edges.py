"""bytes: construction, search, split, strip, hex, decode errors, comparison."""

b = b"hello world"
print(b.find(b"o"), b.find(111), b.rfind(b"o"), b.count(b"l"), b.index(b"w"), b.replace(b"o", b"0", 1), b.split(), b.split(b"o"), b.rsplit(b"o", 1), b.partition(b" "), b.rpartition(b"zz"))
print(b[0], b[-1], b[1:3], b[::-1], b[:0], b + b"!", b * 2, 104 in b, b"wor" in b, len(b), list(b[:3]), b.startswith((b"x", b"he")), b.endswith(b"d"), b.upper(), b.title(), b.islower())
print(b"  x ".strip(), b"xxaxx".strip(b"x"), b"a,b,,c".split(b","), b"a\nb\r\nc".splitlines(), b",".join([b"a", b"b"]), b"ab".hex(), b"abcd".hex(":"), b"abcdef".hex("-", 2), bytes.fromhex("61 62 6a"), b"7".isdigit(), b"a1".isalnum())
print(bytes(3), bytes([1, 2, 255]), bytes("é", "utf-8"), bytes(range(3)), bytes(b"x"), b"\x00\xff\n\t'\"\\", b"it's", b'both \' "', bytes(x for x in (65, 66)), bytes())
for make in (lambda: bytes([256]), lambda: bytes(-1), lambda: b"abc"[5], lambda: bytes.fromhex("6"), lambda: bytes.fromhex("zz"), lambda: b"a".index(b"z"), lambda: b"\xff".decode(), lambda: b"\xc3".decode("utf-8"), lambda: b"a".decode("nope"), lambda: b"\xe9".decode("ascii")):
    try:
        print(make())
    except (ValueError, IndexError, LookupError) as error:
        print(type(error).__name__, error)
print(b"\xc3\xa9".decode(), b"\xe9".decode("latin-1"), b"\xffa".decode("utf-8", "replace"), b"\xffa".decode("ascii", "ignore"), "é".encode("ascii", "replace"))
print(b"a" < b"b", b"a" == b"a", b"a" < b"ab", b"" < b"\x00", sorted([b"b", b"a"]), hash(b"x") == hash(bytes([120])), {b"k": 1}[b"k"], b"%d %s %05.1f %x" % (1, b"x", 2.5, 255), b"%b" % b"q", b"abc".translate(bytes.maketrans(b"a", b"z"), b"c"))
