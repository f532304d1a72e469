"""The checksum kernel against the definition, at every alignment."""

from gloam.net.wire.checksum import checksum, partial_sum, folded
import sys
data = bytes([(i * 7919 + i // 3) & 255 for i in range(300)])
for start in range(0, 20):
    for stop in (start, start + 1, start + 7, start + 8, start + 9, start + 31, 250, 299, 300):
        total = 0
        i = start
        while i + 1 < stop:
            total += data[i] << 8 | data[i + 1]
            i += 2
        if i < stop:
            total += data[i] << 8
        if checksum(data, start, stop, 0) != 0xFFFF - folded(total):
            print("wrong", start, stop)
print(checksum(bytes(8), 0, 8, 0), checksum(b"\xff" * 9, 0, 9, 0), checksum(b"\xff\xfe\x00\x01", 0, 4, 0), partial_sum(b"\x00\x01", 0, 2, 5))
for a, b in ((-1, 3), (2, 1), (0, 301)):
    try:
        print(partial_sum(data, a, b, 0))
    except IndexError as e:
        print(e)
