from collections.abc import Iterator, Generator, Iterable
from dataclasses import dataclass, field
from enum import Enum
import asyncio

# errors in the middle, leaks
class Bad:
    def __init__(self, n: int) -> None:
        self.n = n
    def __iter__(self) -> "Bad":
        return self
    def __next__(self) -> str:
        self.n -= 1
        if self.n == 0:
            raise ValueError("bad next")
        if self.n < 0:
            raise StopIteration
        return "x" * self.n
class BadIter:
    def __iter__(self) -> Iterator[int]:
        raise TypeError("bad iter")
class BadEq:
    def __init__(self, v: int) -> None:
        self.v = v
    def __eq__(self, other: object) -> bool:
        raise RuntimeError("eq")
    def __hash__(self) -> int:
        return self.v % 2
def attempt(name: str, f: "Callable[[], object]") -> None:
    try:
        print(name, f())
    except Exception as e:
        print(name, type(e).__name__, e)
from collections.abc import Callable
def gen_args(a: list[str], b: dict[str, int]) -> Iterator[str]:
    try:
        for x in a:
            yield x + str(b.get(x, 0))
    finally:
        a.append("closed")
def unpack3(x: Iterable[str]) -> str:
    a, b, c = x
    return a + b + c
def star(x: Iterable[str]) -> list[str]:
    a, *rest = x
    return rest
def zipped() -> list[tuple[str, int]]:
    return list(zip(Bad(4), [1, 2, 3]))
def dictgen() -> dict[str, int]:
    return {s: len(s) for s in Bad(3)}
def setgen() -> int:
    return len({s for s in Bad(3)})
def setbad() -> int:
    return len({BadEq(1), BadEq(2), BadEq(3)})
def joined() -> str:
    return ",".join(s for s in Bad(3))
def anyall() -> bool:
    return any(s == "zz" for s in Bad(3))
def summed() -> int:
    return sum(len(s) for s in Bad(3))
def slicebad() -> list[int]:
    xs = [1, 2, 3]
    xs[0:2] = (int(s) for s in ["5", "q"])
    return xs
def extendbad() -> list[str]:
    xs = ["s"]
    try:
        xs.extend(Bad(3))
    except ValueError:
        pass
    return xs
def yfrom() -> Iterator[str]:
    try:
        yield from Bad(3)
    except ValueError as e:
        yield f"handled {e}"
def nested_close() -> str:
    out: list[str] = []
    def g(n: int) -> Generator[int, None, None]:
        try:
            if n:
                yield from g(n - 1)
            yield n
        finally:
            out.append(str(n))
    it = g(3)
    next(it)
    it.close()
    return " ".join(out)
def throw_through() -> str:
    def inner() -> Generator[int, None, str]:
        try:
            yield 1
        except KeyError as e:
            yield 2
            return "inner done"
        return "no"
    def outer() -> Generator[int, None, str]:
        r = yield from inner()
        yield 3
        return r
    o = outer()
    out = [next(o), o.throw(KeyError("k")), next(o)]
    try:
        next(o)
    except StopIteration as s:
        return f"{out} {s.value}"
    return ""
def return_in_finally() -> Generator[int, None, int]:
    try:
        yield 1
        raise ValueError
    except ValueError:
        return 5
    finally:
        yield 2
def loop_else(xs: Iterable[int]) -> str:
    for x in xs:
        if x > 2:
            break
    else:
        return "exhausted"
    return f"broke {x}"
@dataclass
class Item:
    name: str
    tags: set[str] = field(default_factory=set)
    children: "list[Item]" = field(default_factory=list)
    def walk(self) -> Iterator["Item"]:
        yield self
        for c in self.children:
            yield from c.walk()
def main() -> None:
    attempt("unpack3", lambda: unpack3(Bad(3)))
    attempt("unpack3b", lambda: unpack3(["a", "b"]))
    attempt("unpack3c", lambda: unpack3(iter("abcd")))
    attempt("unpack3d", lambda: unpack3({"p": 1, "q": 2, "r": 3}))
    attempt("star", lambda: star(Bad(3)))
    attempt("star2", lambda: star(("q",)))
    attempt("star3", lambda: star([]))
    attempt("zip", zipped)
    attempt("dict", dictgen)
    attempt("set", setgen)
    attempt("setbad", setbad)
    attempt("join", joined)
    attempt("any", anyall)
    attempt("sum", summed)
    attempt("slice", slicebad)
    attempt("extend", extendbad)
    attempt("yfrom", lambda: list(yfrom()))
    attempt("iter", lambda: list(BadIter()))
    attempt("for", lambda: [x for x in BadIter()])
    attempt("nested", nested_close)
    attempt("through", throw_through)
    attempt("sorted", lambda: sorted(Bad(4)))
    attempt("tuple", lambda: tuple(Bad(2)))
    attempt("minmax", lambda: max(Bad(3)))
    attempt("enumerate", lambda: list(enumerate(Bad(3))))
    attempt("reversed", lambda: list(reversed(list(Bad(1)))))
    attempt("in", lambda: "zzz" in Bad(3))
    attempt("in2", lambda: "xx" in Bad(3))
    attempt("else", lambda: loop_else([1, 2]) + loop_else(range(9)) + loop_else(iter([3])))
    r = return_in_finally()
    print(next(r), next(r))
    try:
        next(r)
    except StopIteration as s:
        print(s.value)
    log = ["a", "b"]
    g = gen_args(log, {"a": 1})
    print(next(g))
    del g
    print(log)
    gens = [gen_args([str(i)], {}) for i in range(3)]
    for q in gens:
        next(q)
    del gens[1]
    print(len(gens))
    t = Item("r", {"x"}, [Item("a", {"y", "x"}), Item("b", children=[Item("c")])])
    print([i.name for i in t.walk()], sorted({tag for i in t.walk() for tag in i.tags}))
    first = next((i for i in t.walk() if i.name == "b"), None)
    print(first.name if first else None, next((i for i in t.walk() if i.name == "zz"), None))
    w = t.walk()
    next(w)
    rest = [i.name for i in w]
    print(rest)
main()
