"""Names that are deleted when they are not set any more."""

def a(v1: int | str) -> str:
    for i in range(2):
        print(i)
        del v1
    return "x"
def b(v1: int) -> str:
    for i in range(2):
        print(i)
        del v1
    return "x"
def c(n: int) -> str:
    v1 = [n]
    for i in range(2):
        print(i)
        del v1
    return "x"
def d(n: int, m: int | str) -> str:
    for i in range(2):
        j = 0
        while j < 3:
            j += 1
            print(i, j)
            del m
    return "x"
def e(n: int) -> str:
    v1 = n
    if n > 0:
        del v1
    del v1
    return "x"
def f(n: int) -> str:
    v = [n]
    def inner() -> int:
        return len(v)
    print(inner())
    del v
    try:
        print(inner())
    except NameError as error:
        print(error)
    del v
    return "y"
from collections.abc import Callable
calls: list[Callable[[], str]] = [lambda: a(1), lambda: b(1), lambda: c(1), lambda: d(1, 2), lambda: e(1), lambda: e(0), lambda: f(1)]
for g in calls:
    try:
        print(g())
    except UnboundLocalError as error:
        print(error)

once = [1]
del once
try:
    del once
except NameError as error:
    print(error)
for at in range(2):
    try:
        twice = at
        del twice
        del twice
    except NameError as error:
        print(error)
