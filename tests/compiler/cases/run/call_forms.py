from collections.abc import Callable


def counter() -> Callable[[], int]:
    count = 0

    def step() -> int:
        nonlocal count
        count += 1
        return count

    return step


def outer(n: int) -> str:
    log: list[str] = []

    def add(text: str, times: int = 2, *, sep: str = "-") -> None:
        log.append(sep.join([text] * times))

    add("a")
    add("b", 3)
    add(times=1, text="c")
    add("d", sep="+")

    def fact(k: int) -> int:
        return 1 if k == 0 else k * fact(k - 1)

    def rec2(k: int) -> int:
        g: Callable[[], int] = lambda: rec2(k - 1) if k else 0
        return g() + 1

    log.append(str(fact(n)))
    log.append(str(rec2(3)))
    return ",".join(log)


calls: list[int] = []


def make(n: int) -> list[int]:
    calls.append(n)
    return [n]


def shared(x: int, acc: list[int] = make(7)) -> list[int]:
    acc.append(x)
    return acc


def many(a: int, b: int, c: int, d: int, e: int, f: int, g: int, h: int = 8) -> int:
    return a + b * 10 + c * 100 + d * 1000 + e * 10**4 + f * 10**5 + g * 10**6 + h * 10**7


def star(a: int, *rest: int, key: int = 11, **names: int) -> str:
    return f"{a} {rest} {key} {names}"


def plain(a: int, b: int, c: int = 30) -> str:
    return f"{a} {b} {c}"


def only(a: int, /, b: int, *, c: int) -> str:
    return f"{a}/{b}/{c}"


class P:
    def __init__(self, x: int, y: int = 5, *more: str, **kw: str) -> None:
        self.x = x
        self.y = y
        self.more = more
        self.kw = kw

    def show(self, *args: int, **kw: int) -> str:
        return f"{self.x} {self.y} {self.more} {self.kw} {args} {kw}"


def loops() -> list[int]:
    fs: list[Callable[[], int]] = []
    for i in range(3):
        def f(i: int = i) -> int:
            return i
        fs.append(f)
    def mul(j: int) -> Callable[[int], int]:
        return lambda z: z * j
    gs = [mul(j) for j in range(3)]
    return [f() for f in fs] + [g(10) for g in gs]


def late(flag: bool) -> str:
    if flag:
        x = 1

    def get() -> int:
        return x

    try:
        return str(get())
    except NameError as e:
        return str(e)


def main() -> None:
    a, b = counter(), counter()
    print(a(), a(), b(), a())
    print(outer(5))
    print(shared(1), shared(2), shared(3, []), calls)
    m = many
    print(m(1, 2, 3, 4, 5, 6, 7, 9), m(1, 2, 3, 4, 5, 6, 7))
    print(star(1), star(1, 2, 3), star(1, *[2, 3], key=99, p=1, q=2), star(*(1, 2), w=5))
    xs = [1, 2]
    print(plain(*xs), plain(3, *xs), plain(1, *[2, 3]), plain(*(1, 2)), plain(*(1, 2), c=9))
    print(plain(1, **{"b": 2}), plain(**{"a": 1, "b": 2, "c": 3}))
    print(only(1, 2, c=3), only(1, b=2, c=3))
    for bad in ([1], [1, 2, 3, 4], [1, 2, 3]):
        try:
            print(plain(*bad))
        except TypeError as e:
            print(e)
    try:
        print(plain(1, **{"b": 2, "zz": 3}))
    except TypeError as e:
        print(e)
    try:
        print(star(1, **{"key2": 2}, **{"key2": 3}))
    except TypeError as e:
        print(e)
    p = P(1)
    q = P(1, 2, "a", "b", z="zz")
    print(p.show(), q.show(1, 2, k=3), q.show(*xs, **{"a": 1}))
    print(loops(), late(True), late(False))
    pick: Callable[[int], list[int]] = shared
    print(pick(9))


main()
