def f(a: int, b: int) -> bytes:
    return bytes([a >> 8, a & 255, b, True, 0])


print(f(0x1234, 7), bytes([]), bytes([65]), bytes([*b"ab", 3]))
for bad in (256, -1, 2**70):
    try:
        print(f(1, bad))
    except ValueError as error:
        print(error)
try:
    print(bytes([1, 300, 1 // 0]))
except (ValueError, ZeroDivisionError) as error:
    print(error)
print(hash(bytes([1, 2])) == hash(b"\x01\x02"), {bytes([97]): 1}[b"a"])
