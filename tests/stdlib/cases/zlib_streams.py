"""zlib and gzip: round trips in every format and level, streams of CPython's, errors."""

import gzip
import zlib
from collections.abc import Callable

text = b"".join(b"line %d of %d, and so on\n" % (n, n * n % 77) for n in range(300))
samples = [b"", b"a", b"abcabcabcabc" * 40, bytes(range(256)) * 2, text, b"\0" * 3000]
# What CPython's zlib makes of b"hello hello hello hello" in three formats, and of a stored block.
made_elsewhere = [
    (bytes.fromhex("789ccb48cdc9c957c8402701680308b1"), 15),
    (bytes.fromhex("cb48cdc9c957c8402701"), -15),
    (bytes.fromhex("7801010300fcff616263024d0127"), 15),
]


def failing(action: Callable[[], object]) -> None:
    try:
        print(action())
    except (zlib.error, ValueError, OSError, EOFError) as error:
        print(type(error).__name__, error)


def in_pieces(data: bytes, size: int, wbits: int) -> bytes:
    stream = zlib.decompressobj(wbits)
    parts = [stream.decompress(data[at : at + size]) for at in range(0, len(data), size)]
    parts.append(stream.flush())
    assert stream.eof and stream.unused_data == b""
    return b"".join(parts)


for sample in samples:
    for level in (-1, 0, 1, 4, 6, 9):
        packed = zlib.compress(sample, level)
        assert zlib.decompress(packed) == sample
        assert in_pieces(packed, 7, 15) == sample
    for wbits in (15, 9, -15, -9, 31):
        maker = zlib.compressobj(6, zlib.DEFLATED, wbits)
        packed = maker.compress(sample) + maker.flush()
        assert zlib.decompress(packed, -15 if wbits < 0 else 47) == sample
        assert in_pieces(packed, 1, -15 if wbits < 0 else 47) == sample
    assert gzip.decompress(gzip.compress(sample, 5, mtime=1)) == sample
print(len(zlib.compress(text)) < len(text) // 3, len(zlib.compress(b"\0" * 3000)) < 40)
for data, wbits in made_elsewhere:
    print(zlib.decompress(data, wbits))

stream = zlib.decompressobj()
packed = zlib.compress(text) + b"behind"
out = b""
rounds = 0
while not stream.eof:
    out += stream.decompress(packed, 100)
    packed = stream.unconsumed_tail
    rounds += 1
print(out == text, rounds > 50, stream.unused_data, stream.unconsumed_tail)

maker = zlib.compressobj()
reader = zlib.decompressobj()
for number, word in enumerate([b"first", b"second", b"third"]):
    sent = maker.compress(word) + maker.flush(zlib.Z_FULL_FLUSH if number else zlib.Z_SYNC_FLUSH)
    print(reader.decompress(sent))
print(reader.decompress(maker.flush()), reader.eof)

words = b"hello world, hello dictionary"
maker = zlib.compressobj(zdict=words)
packed = maker.compress(b"hello dictionary") + maker.flush()
print(zlib.decompressobj(zdict=words).decompress(packed), len(packed) < 20)
failing(lambda: zlib.decompressobj().decompress(packed))
failing(lambda: zlib.decompressobj(zdict=b"other").decompress(packed))

good = zlib.compress(b"some words, some more words", 9)
failing(lambda: zlib.decompress(b""))
failing(lambda: zlib.decompress(good[:-1]))
failing(lambda: zlib.decompress(good[:-1] + b"\0"))
failing(lambda: zlib.decompress(b"\x78\x9d" + good[2:]))
failing(lambda: zlib.decompress(b"\x79\x9b" + good[2:]))
failing(lambda: zlib.decompress(b"\x78\x9c\x07"))
failing(lambda: zlib.decompress(b"\x01\x05\x00\x00\x00", -15))
failing(lambda: zlib.decompress(b"\x03\x00" + b"\x00" * 4, 31))
failing(lambda: zlib.decompress(bytes([0x4B, 0x84, 0x42, 0x00]), -15))
failing(lambda: zlib.compress(b"", 10))
failing(lambda: zlib.compressobj(11))
failing(lambda: zlib.decompressobj(99))
failing(lambda: zlib.decompressobj().decompress(good, -1))
failing(lambda: gzip.decompress(b"no"))
failing(lambda: gzip.decompress(gzip.compress(text)[:-9]))
damaged = bytearray(gzip.compress(text))
damaged[-6] ^= 1
failing(lambda: gzip.decompress(bytes(damaged)))
print(gzip.decompress(gzip.compress(b"one") + gzip.compress(b"two", 1) + b"\0\0"))
print(gzip.compress(b"x", mtime=258)[4:8], gzip.decompress(b""))
