from collections.abc import Sequence
def total(xs: Sequence[int]) -> int:
    return sum(xs) + len(xs) + (xs[0] if xs else 0)
def main() -> None:
    b = bytearray(b"hello")
    b.append(33)
    b += b" world"
    b.extend([65, 66])
    b.extend(bytearray(b"!!"))
    print(b, len(b), b[0], b[-1], bytes(b), b == b"hello! worldAB!!", b"x" == bytearray(b"x"), bytearray(b"a") < b"b")
    b[0] = 72
    b[1:3] = b"EEE"
    b[::2] = bytes(len(b[::2]))
    print(b, b[2:5], b[::-3], list(b[:4]), 0 in b, b"rl" in b, b.find(b"l"), b.count(0))
    del b[0]
    del b[1:4]
    del b[::2]
    print(b, b.pop(), b.pop(0), b)
    b.insert(1, 9)
    b.reverse()
    print(b, b.hex(), bytearray(3), bytearray([1, 2]), bytearray("é", "utf-8"), bytearray(), bytearray.fromhex("0a ff"))
    try:
        b.append(256)
    except ValueError as e:
        print(e)
    try:
        b[100]
    except IndexError as e:
        print(e)
    try:
        bytearray().pop()
    except IndexError as e:
        print(e)
    try:
        b.remove(7)
    except ValueError as e:
        print(e)
    try:
        b[::2] = b"1"
    except ValueError as e:
        print(e)
    try:
        bytearray([1, 300])
    except ValueError as e:
        print(e)
    try:
        hash(b)
    except TypeError as e:
        print(e)
    c = b.copy()
    c.clear()
    print(c, bool(c), bool(b), c is b, [x for x in bytearray(b"ab")], list(reversed(bytearray(b"ab"))), total(bytearray(b"\x01\x02")))
    line = bytearray(b"GET / HTTP\r\n")
    print(line.split(), line.strip(), line.decode(), line.startswith(b"GET"), line.upper(), line.replace(b"/", b"//"), line.index(b"/"))
    buf = bytearray()
    for i in range(1000):
        buf += bytes([i % 256])
    print(len(buf), buf[999], buf.rfind(0), sum(buf))
    while buf:
        head = buf[:300]
        del buf[:300]
        print(len(head), len(buf))
    print(bytearray(b"ab") * 2 + b"c", max(bytearray(b"az")), sorted(bytearray(b"zya")), isinstance(c, bytearray), isinstance(c, bytes))
    x, y = bytearray(b"pq")
    print(line.startswith((b"POST", b"GET")), line.endswith(b"\r\n"))
    print(x, y, {1: bytearray(b"v")}, f"{bytearray(b'f')}", bytearray(b"\x00'\""))
main()
