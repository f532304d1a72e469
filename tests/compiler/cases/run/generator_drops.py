from collections.abc import Iterator, Generator
def inner(name: str) -> Iterator[int]:
    try:
        yield 1
        yield 2
    finally:
        print("inner fin", name)
def outer() -> Iterator[int]:
    try:
        for x in inner("a"):
            yield x
    finally:
        print("outer fin")
def outer2() -> Iterator[int]:
    try:
        it = inner("b")
        next(it)
        yield 5
    finally:
        print("outer2 fin")
def outer3() -> Iterator[int]:
    try:
        yield from inner("c")
    finally:
        print("outer3 fin")
def outer4() -> Iterator[int]:
    with_list = [inner("d"), inner("e")]
    for g in with_list:
        next(g)
    yield 1
    print("never")
def outer5() -> Iterator[int]:
    try:
        yield 1
    finally:
        for x in inner("f"):
            print("in finally", x)
            break
        print("outer5 fin")
def outer6() -> Iterator[int]:
    try:
        yield 1
    finally:
        try:
            raise ValueError("x")
        except ValueError as e:
            print("handled", e)
        print([x for x in inner("g")])
class Res:
    def __init__(self, n: str) -> None:
        self.n = n
    def __enter__(self) -> "Res":
        print("enter", self.n)
        return self
    def __exit__(self, *a: object) -> None:
        print("exit", self.n)
def outer7() -> Iterator[int]:
    with Res("r1"), Res("r2"):
        yield 1
def main() -> None:
    for mk in (0, 1, 2, 3, 4, 5, 6):
        g: Iterator[int]
        if mk == 0:
            g = outer()
        elif mk == 1:
            g = outer2()
        elif mk == 2:
            g = outer3()
        elif mk == 3:
            g = outer4()
        elif mk == 4:
            g = outer5()
        elif mk == 5:
            g = outer6()
        else:
            g = outer7()
        print(next(g))
        del g
        print("dropped", mk)
    lst = [outer(), outer3()]
    for g in lst:
        next(g)
    lst.clear()
    print("cleared")
    d = {"x": outer2()}
    next(d["x"])
    d["x"] = outer2()
    print("replaced")
    del d["x"]
    print("end")
main()
