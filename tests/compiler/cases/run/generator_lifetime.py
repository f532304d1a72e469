from collections.abc import Iterator, Generator, Iterable
def g1() -> Generator[int, None, None]:
    try:
        yield 1
        yield 2
    finally:
        print("g1 fin")

def bad() -> Iterator[int]:
    yield 1
    raise StopIteration

def raising_close() -> Generator[int, None, None]:
    try:
        yield 1
    finally:
        raise KeyError("in close")

class Box:
    it: Iterator[int]
    def __init__(self, it: Iterator[int]) -> None:
        self.it = it

def rec(depth: int) -> Iterator[str]:
    if depth:
        yield f"d{depth}"
        yield from rec(depth - 1)
        yield f"u{depth}"

def self_iter() -> None:
    holder: list[Generator[int, None, None]] = []
    def g() -> Generator[int, None, None]:
        yield 1
        for x in holder[0]:
            yield x
    holder.append(g())
    print(next(holder[0]))
    try:
        next(holder[0])
    except ValueError as e:
        print(e)
    try:
        next(holder[0])
    except StopIteration:
        print("finished")
    holder.clear()

def drop() -> None:
    g = g1()
    print(next(g))
    print("dropping")
    del g
    print("dropped")
    h = g1()
    print(next(h))
    h = g1()
    print("replaced")
    print(next(h))
    print("end of drop")

def returns() -> Generator[int, int, str]:
    total = 0
    while True:
        x = yield total
        if x < 0:
            return f"sum {total}"
        total += x

def in_handler() -> Iterator[int]:
    try:
        raise ValueError("inner")
    except ValueError as e:
        yield 1
        try:
            raise KeyError("k")
        except KeyError as k:
            print("context", repr(k.__context__))
        yield 2
        raise

def main() -> None:
    a = g1()
    next(a)
    a.close()
    b = bad()
    print(next(b))
    try:
        next(b)
    except RuntimeError as e:
        print(e, repr(e.__cause__))
    print(list(rec(3)))
    self_iter()
    drop()
    box = Box(g1())
    print(next(box.it))
    for x in box.it:
        print("rest", x)
    r = returns()
    print(next(r), r.send(5), r.send(6))
    try:
        r.send(-1)
    except StopIteration as s:
        print(s.value)
    try:
        r.send(3)
    except StopIteration as s:
        print("again", s.value)
    q = returns()
    try:
        q.send(3)
    except TypeError as e:
        print(e)
    q.close()
    q.close()
    print(list(q))
    try:
        q.throw(ValueError("late"))
    except ValueError as e:
        print("late", e)
    try:
        raise OSError("outer")
    except OSError:
        h = in_handler()
        print(next(h), next(h))
        try:
            raise IndexError
        except IndexError as e:
            print(repr(e.__context__))
        try:
            next(h)
        except ValueError as e:
            print("re", e)
    c = returns()
    next(c)
    try:
        c.throw(KeyError("thrown"))
    except KeyError as e:
        print("out", e)
    d = returns()
    try:
        d.throw(KeyError("unstarted"))
    except KeyError as e:
        print("out", e)
    for v in g1():
        print("v", v)
        break
    print("after break")
    def early() -> int:
        for v in g1():
            return v
        return 0
    print(early())
    f = raising_close()
    next(f)
    e2 = f
    try:
        e2.close()
    except KeyError as err:
        print("close raised", err)
    gen = (x for x in g1())
    print(next(gen))
main()
