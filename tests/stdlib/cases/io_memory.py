"""StringIO and BytesIO: reading, writing, places, lines, closing."""

import io
from collections.abc import Callable


def attempt(action: Callable[[], object]) -> None:
    try:
        print(repr(action()))
    except (ValueError, OSError) as error:
        print(type(error).__name__, error)


text = io.StringIO("one\ntwo\n\nlast é")
print(
    text.tell(),
    text.readline(),
    text.tell(),
    text.read(2),
    text.readline(1),
    text.readlines(),
    text.read(),
)
print(text.seek(0), [line for line in text], text.seek(4), text.readlines(3), text.tell())
print(
    text.seek(3),
    text.write("XY"),
    repr(text.getvalue()),
    text.tell(),
    text.seek(0, 2),
    text.write("!"),
)
print(
    repr(text.getvalue()),
    text.seek(30),
    text.write("far"),
    repr(text.getvalue()),
    text.truncate(5),
    text.tell(),
)
print(
    repr(text.getvalue()),
    text.truncate(100),
    text.seek(0, 1),
    repr(text.read()),
    text.read(0),
    text.readline(),
)
attempt(lambda: text.seek(-1))
attempt(lambda: text.seek(1, 1))
attempt(lambda: text.seek(0, 3))
attempt(lambda: text.truncate(-1))
text.seek(2)
print(
    text.truncate(),
    repr(text.getvalue()),
    text.readable(),
    text.writable(),
    text.seekable(),
    text.isatty(),
)
out = io.StringIO()
for number in range(5):
    out.write(f"{number},")
out.writelines(["a", "b"])
print(out.getvalue(), out.tell(), out.read(), out.getvalue())
print("hello", 1, file=out, end="")
print("a", None, out.tell() > 3, sep="-", file=out)
print("é", file=out)
print(file=out)
print(*["x", 1.5], sep="", file=out, end="!")
print(repr(out.getvalue()))


class Loud:
    def __init__(self) -> None:
        self.text = ""

    def write(self, s: str, /) -> None:
        self.text += s.upper()


loud = Loud()
print("to a file of one's own", 5, file=loud)
print(repr(loud.text))
with io.StringIO("x") as inner:
    print(inner.read(), inner.closed)
print(inner.closed)
attempt(inner.read)
attempt(inner.getvalue)
attempt(lambda: inner.write("x"))
inner.close()
empty = io.StringIO(None)
print(repr(empty.read()), repr(empty.readline()), empty.readlines())

data = io.BytesIO(b"one\ntwo\r\n\nlast")
print(
    data.readline(),
    data.read(2),
    data.readline(1),
    data.tell(),
    data.readlines(),
    data.read(),
    data.read1(),
)
print(
    data.seek(0),
    [line for line in data],
    data.seek(-4, 2),
    data.read(None),
    data.seek(-2, 1),
    data.read(1),
)
print(
    data.seek(1),
    data.write(b"XY"),
    data.getvalue(),
    data.seek(20),
    data.write(bytearray(b"far")),
    data.getvalue(),
)
print(
    data.truncate(3), data.getvalue(), data.tell(), data.read(), data.seek(0, 2), data.seek(-100, 1)
)
buffer = bytearray(2)
print(data.readinto(buffer), buffer, data.readinto(buffer), buffer, data.readinto(buffer))
attempt(lambda: data.seek(-1))
attempt(lambda: data.seek(0, 5))
attempt(lambda: data.truncate(-1))
data.close()
attempt(data.read)
attempt(data.tell)
attempt(lambda: next(data))
with io.BytesIO() as store:
    store.writelines([b"a", b"b"])
    print(store.getvalue(), store.tell(), store.seekable())
