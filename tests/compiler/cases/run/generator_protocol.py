"""send, throw, close, return values and what happens to a generator that misbehaves."""

from collections.abc import Generator, Iterator


def echo() -> Generator[str, str, int]:
    got = "start"
    count = 0
    try:
        while got != "stop":
            got = yield f"<{got}>"
            count += 1
    except KeyError as e:
        yield f"caught {e}"
        return -1
    finally:
        print("closed after", count)
    return count


def outer() -> Generator[str, str, str]:
    first = yield from echo()
    second = yield from echo()
    return f"{first}/{second}"


g = outer()
print(next(g), g.send("a"), g.send("stop"))
try:
    print(g.send("stop"))
except StopIteration as stop:
    print("value", stop.value)
print(next(g, "exhausted"))

h = outer()
next(h)
print(h.throw(KeyError("k")))
print(next(h))
h.close()
h.close()
try:
    h.send("x")
except StopIteration:
    print("finished")

unstarted = echo()
try:
    unstarted.send("too early")
except TypeError as e:
    print(e)
unstarted.close()


def stubborn() -> Generator[int, None, None]:
    while True:
        try:
            yield 1
        except GeneratorExit:
            print("refuses")
            break
    yield 2


s = stubborn()
next(s)
try:
    s.close()
except RuntimeError as e:
    print(e)


def leaks_stop() -> Iterator[int]:
    yield 1
    raise StopIteration("inside")


try:
    print(list(leaks_stop()))
except RuntimeError as e:
    print(e, repr(e.__cause__))


def recursive() -> Iterator[int]:
    yield 1
    yield from me


me = recursive()
print(next(me))
try:
    next(me)
except ValueError as e:
    print(e)
