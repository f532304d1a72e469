"""memoryview over bytes and bytearray."""

from collections.abc import Sequence


def attempt(name: str, action: "Action") -> None:
    try:
        action.run()
        print(name, "fine")
    except (TypeError, ValueError, IndexError, BufferError) as error:
        print(name, type(error).__name__, error)


class Action:
    def run(self) -> None:
        pass


class Store(Action):
    def __init__(self, view: memoryview, index: int, value: int) -> None:
        self.view, self.index, self.value = view, index, value

    def run(self) -> None:
        self.view[self.index] = self.value


class StoreSlice(Action):
    def __init__(self, view: memoryview, start: int, stop: int, step: int, value: bytes) -> None:
        self.view, self.start, self.stop, self.step, self.value = view, start, stop, step, value

    def run(self) -> None:
        self.view[self.start : self.stop : self.step] = self.value


class Grow(Action):
    def __init__(self, target: bytearray) -> None:
        self.target = target

    def run(self) -> None:
        self.target.append(1)


def total(items: Sequence[int]) -> int:
    result = 0
    for item in items:
        result += item
    return result + len(items) + items[-1]


def either(data: bytes | bytearray | memoryview) -> str:
    if isinstance(data, memoryview):
        return "view " + data.tobytes().decode()
    if isinstance(data, bytearray):
        return "array " + data.decode()
    return "bytes " + data.decode()


data = b"hello world"
view = memoryview(data)
print(len(view), view[0], view[-1], view[2:5].tobytes(), bytes(view[::2]), bytes(view[::-1]))
print(view.nbytes, view.itemsize, view.ndim, view.format, view.readonly, view.shape, view.strides)
print(view[1:].obj == data, view.contiguous, view[::2].contiguous, view[::2].strides, view.suboffsets)
print(view == data, data == view, view == bytearray(data), bytearray(data) == view, view == data[:-1], view != data)
print(hash(view) == hash(data), view[3:3] == data[:0], view.tolist()[:3], view.hex(), view[:3].hex(":"))
print(104 in view, 0 in view, 300 in view, list(view[:3]), list(reversed(view[:3])), [x for x in view[6:8]])
print(total(view), total(view[2:4]), sum(view), max(view), sorted(view[:4]))
print(b"<" + view[:2] + b">", b"".join([view[:1], b"-", bytearray(b"x")]), b", ".join([view[:2]]))
print(int.from_bytes(view[:2], "big"), int.from_bytes(bytearray(b"\x01\x00"), "little"))
print(either(view), either(data), either(bytearray(data)))

buffer = bytearray(b"0123456789")
window = memoryview(buffer)
window[0] = 65
window[1:3] = b"BC"
window[4:8:2] = b"xy"
window[-1] = 90
print(buffer, window.readonly, window.obj is buffer)
part = window[2:6]
part[0:2] = part[2:4]
print(buffer, bytes(part), bytes(part[::-1]))
window[0:4] = window[3:7]
print(buffer)
attempt("outside", Store(window, 10, 1))
attempt("too large", Store(window, 0, 256))
attempt("read only", Store(view, 0, 1))
attempt("size", StoreSlice(window, 0, 3, 1, b"ab"))
attempt("size 2", StoreSlice(window, 0, 4, 2, b"abc"))
attempt("fits", StoreSlice(window, 0, 4, 2, b"ab"))
attempt("grow", Grow(buffer))
part.release()
attempt("grow", Grow(buffer))
window.release()
attempt("grow", Grow(buffer))
print(buffer)
attempt("released", Store(window, 0, 1))
try:
    print(len(window))
except ValueError as error:
    print(error)
with memoryview(buffer) as inside:
    inside[0] = 33
    attempt("grow inside", Grow(buffer))
    third = inside[1:4]
    print(bytes(third), third.toreadonly().readonly)
    del third
attempt("grow outside", Grow(buffer))
print(buffer)
buffer += memoryview(b"!!")[:1]
buffer.extend(memoryview(b"??"))
buffer[0:2] = memoryview(b"ab")
print(buffer, bytearray(memoryview(b"abc")), bytes(memoryview(bytearray(b"xyz"))))
empty = memoryview(b"")
print(len(empty), bytes(empty), bool(empty), bool(view), empty == data[:0], list(empty))
try:
    hash(memoryview(bytearray(b"a")))
except ValueError as error:
    print(error)
print(view[100:] == data[:0], view[:100] == data, view[-3:].tobytes(), view[3:1].tobytes(), len(view[::3]))
a, b, *rest = memoryview(b"abcde")
print(a, b, rest, isinstance(view, memoryview), isinstance(view, Sequence), type(view).__name__)
table = {view[:5]: 1}
print(table[memoryview(b"hello")], b"hello" in table)
match view[0]:
    case 104:
        print("h")
    case _:
        print("other")


def parse(packet: memoryview) -> list[bytes]:
    found: list[bytes] = []
    while packet:
        size = packet[0]
        if size >= len(packet):
            raise ValueError("short")
        found.append(packet[1 : 1 + size].tobytes())
        packet = packet[1 + size :]
    return found


print(parse(memoryview(b"\x03abc\x00\x02de")))
try:
    parse(memoryview(b"\x05abc"))
except ValueError as error:
    print(error)
