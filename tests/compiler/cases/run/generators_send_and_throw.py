"""send, throw, close, return values, and what each does at each state."""

from collections.abc import Generator


def echo(log: list[str]) -> Generator[int, str, str]:
    total = 0
    try:
        while True:
            try:
                text = yield total
            except ValueError as error:
                log.append(f"value {error}")
                total = -1
                continue
            if text == "stop":
                return f"total {total}"
            total += len(text)
    finally:
        log.append("closed")


log: list[str] = []
g = echo(log)
print(next(g), g.send("abc"), g.send("de"), g.throw(ValueError("v")), g.send("x"))
try:
    g.send("stop")
except StopIteration as stop:
    print(stop.value, log)
try:
    next(g)
except StopIteration as stop:
    print(stop.value)
g = echo(log)
try:
    g.send("early")
except TypeError as error:
    print(error)
print(next(g))
try:
    g.throw(KeyError("out"))
except KeyError as error:
    print(error, log)
g = echo(log)
g.close()
print(log, list(g))
try:
    g.throw(ValueError("finished"))
except ValueError as error:
    print(error)


def stubborn() -> Generator[int, None, None]:
    while True:
        try:
            yield 1
        except GeneratorExit:
            yield 2


s = stubborn()
next(s)
try:
    s.close()
except RuntimeError as error:
    print(error)


def raises_stop() -> Generator[int, None, None]:
    yield 1
    raise StopIteration("inside")


r = raises_stop()
next(r)
try:
    next(r)
except RuntimeError as error:
    print(error, repr(error.__cause__))


def recursive() -> Generator[int, None, None]:
    yield next(me)


me = recursive()
try:
    next(me)
except ValueError as error:
    print(error)
