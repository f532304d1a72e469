"""Buffers: growth, slice assignment, views that see changes, errors while a view exists."""

buffer = bytearray(b"hello")
buffer[0] = 72
buffer += b" you"
buffer.extend([33, 33])
buffer.insert(0, 42)
print(buffer, len(buffer), buffer.pop(), buffer.pop(0), buffer.remove(111), buffer, buffer.find(b"l"), buffer.replace(b"l", b"L"), buffer[1:3], buffer[::-1], bytes(buffer))  # type: ignore[func-returns-value]
buffer[1:3] = b"EEE"
buffer[:0] = b"<<"
del buffer[-2:]
buffer[::2] = b"x" * len(buffer[::2])
print(buffer, buffer.reverse(), buffer, buffer * 2, buffer == bytes(buffer), buffer < b"z", 120 in buffer, b"xE" in buffer, buffer.copy() is buffer, buffer.decode(), list(buffer)[:2], buffer.count(b"x"))  # type: ignore[func-returns-value]
for make in (lambda: buffer.append(300), lambda: buffer.index(b"q"), lambda: bytearray().pop(), lambda: buffer.remove(1), lambda: buffer[99]):
    try:
        print(make())
    except (ValueError, IndexError) as error:
        print(type(error).__name__, error)
view = memoryview(buffer)
print(view[0], bytes(view[1:3]), len(view), view.readonly, view.nbytes, view.tolist()[:2], view[::2].tobytes(), view == buffer)
view[0] = 65
view[1:3] = b"BC"
print(buffer[:3], memoryview(b"abc").readonly, bytes(memoryview(b"abcd")[1:][1:]), memoryview(b"ab") == b"ab", memoryview(b"abc")[-1])  # type: ignore[comparison-overlap]
try:
    buffer.append(1)
except BufferError as error:
    print("BufferError", error)
view.release()
buffer.append(1)
print(len(buffer))
try:
    memoryview(b"abc")[0] = 1
except TypeError as error:
    print(error)
try:
    print(view[0])
except ValueError as error:
    print(error)
with memoryview(buffer) as other:
    print(other[0], other.format, other.itemsize, other.ndim, other.shape)
print(bytearray(3), bytearray("é", "utf-8"), bytearray([1, 2]), bytearray(), repr(bytearray(b"\x00'")))
