"""Bytes-like values of every form where one of them is expected."""

def f(data: bytes | bytearray) -> int:
    return int.from_bytes(data, "big") + len(b"a" + data) + len(bytearray(b"x") + data)
def g(parts: list[bytes | bytearray | memoryview]) -> bytes:
    return b",".join(parts)
print(f(b"\x01\x02"), f(bytearray(b"\x03")))
print(g([b"a", bytearray(b"b"), memoryview(b"c")]))
x: bytes | memoryview = memoryview(b"zz")
print(bytes(x), bytes(x) + b"1", len(x), x[0])
def h(b: bytearray) -> bytes:
    m = memoryview(b)
    out = bytearray()
    for i in range(0, len(m), 2):
        out += m[i : i + 2][::-1].tobytes()
    return bytes(out)
print(h(bytearray(b"abcdef")))
for wrong in (memoryview(b"abc")[::-1], memoryview(b"abc")[::2]):
    try:
        print(b"a" + wrong)
    except TypeError as error:
        print(error)
    try:
        print(bytearray(b"a") + wrong)
    except TypeError as error:
        print(error)
b = bytearray(b"abc")
m = memoryview(b)
del m
b.append(100)
print(b)
def k() -> bytearray:
    b = bytearray(b"123")
    v = memoryview(b)[1:]
    v[0] = 65
    return b
r = k()
r.append(1)
print(r)
print(memoryview(b"abc") in [b"abc"], {memoryview(b"q"): 1})if False else print("ok")
