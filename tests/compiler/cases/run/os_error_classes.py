# alone: ends with an exception
"""OSError(errno, ...) gives the subclass for the errno."""

from typing import Any


class Mine(OSError):
    pass


def make(*args: Any) -> OSError:
    return OSError(*args)


for number in (1, 2, 3, 4, 5, 10, 11, 13, 17, 20, 21, 32, 103, 104, 108, 110, 111, 114, 115, 999):
    e = OSError(number, "text")
    print(type(e).__name__, e, e.errno, isinstance(e, ConnectionError))
print(repr(OSError(2)), repr(OSError()), repr(OSError("a", "b")), type(Mine(2, "x")).__name__, type(make(2, "y")).__name__)
try:
    raise OSError(2, "no such file", "f.txt")
except FileNotFoundError as e:
    print(e, e.filename, e.args)
try:
    raise OSError(104, "reset")
except ConnectionError as e:
    print(type(e).__name__, e)
try:
    raise OSError("plain")
except OSError as e:
    print(e, e.errno)
raise OSError(13, "denied")
