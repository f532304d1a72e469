"""crc32 and adler32 of all lengths, going on from values."""

import zlib

data = bytes(range(256)) * 50
for size in (0, 1, 7, 8, 9, 63, 255, 256, 5551, 5552, 5553, 12800):
    part = data[:size]
    print(
        size,
        zlib.crc32(part),
        zlib.adler32(part),
        zlib.crc32(part, 123),
        zlib.adler32(part, 123456789),
    )
print(zlib.adler32(b"\xff" * 20000), zlib.crc32(bytearray(b"abc")), zlib.adler32(bytearray(b"abc")))
print(
    zlib.crc32(b"b", zlib.crc32(b"a")) == zlib.crc32(b"ab"),
    zlib.adler32(b"b", zlib.adler32(b"a")) == zlib.adler32(b"ab"),
)
print(zlib.crc32(b"a", -1), zlib.crc32(b"a", 1 << 40), zlib.adler32(b"a", -1))
