from __future__ import annotations
from collections.abc import Iterator, Generator
import sys

def count(n: int) -> Iterator[int]:
    i = 0
    while i < n:
        yield i
        i += 1

def ret(n: int) -> Generator[int, None, str]:
    yield from count(n)
    return "done" + str(n)

def deleg() -> Generator[int, None, int]:
    r = yield from ret(3)
    print("got", r)
    return 7

def me() -> Iterator[int]:
    yield 1
    next(HOLD[0])
    yield 2
HOLD: list[Iterator[int]] = []

def boom(k: int) -> Iterator[int]:
    yield 1
    if k == 1:
        raise ValueError("boom")
    if k == 2:
        raise StopIteration("x")
    yield 5

def echo() -> Generator[int, int, None]:
    got = 0
    while True:
        got = yield got * 2
        if got < 0:
            return

def cleanup() -> Generator[int, None, None]:
    try:
        yield 1
        yield 2
    finally:
        print("cleanup")

def deep(n: int) -> Iterator[int]:
    if n:
        yield from deep(n - 1)
    yield n

def deep2(n: int) -> Iterator[int]:
    yield n
    if n:
        for x in deep2(n - 1):
            yield x

print(list(count(4)), [x for x in ret(3)])
g = deleg()
print(list(g))
try:
    next(g)
except StopIteration as s:
    print("stop", s.value)
g2 = ret(0)
try:
    next(g2)
except StopIteration as s:
    print("stop", s.value)
try:
    next(g2)
except StopIteration as s:
    print("stop", s.value)
HOLD.append(me())
try:
    for x in HOLD[0]:
        print(x)
except ValueError as e:
    print("ve", e)
print(list(HOLD[0]))
for k in (0, 1, 2):
    b = boom(k)
    try:
        for x in b:
            print(k, x)
    except ValueError as e:
        print("VE", e)
    except RuntimeError as e:
        print("RE", e, repr(e.__cause__), repr(e.__context__))
    print("after", list(b))
ec = echo()
print(next(ec), ec.send(3), ec.send(5))
try:
    ec.send(-1)
except StopIteration as s:
    print("stop", s.value)
c = cleanup()
print(next(c))
c.close()
print(list(c))
c = cleanup()
next(c)
try:
    raise KeyError("k")
except KeyError as e2:
    print("KE", e2)
except Exception as e3:
    print("other", e3)
del c
n = 0
for x in cleanup():
    break
print("broke")
print(sum(deep(300)), sum(deep2(300)))
HOLD.clear()
try:
    print(sum(deep(100000)))
except RecursionError:
    print("recursion")
