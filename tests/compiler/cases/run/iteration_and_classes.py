from typing import NamedTuple, Protocol
from collections.abc import Iterator, Iterable
from enum import Enum
class P(NamedTuple):
    x: int
    y: str = "d"
class HasItems(Protocol):
    def items(self) -> Iterator[int]: ...
class A:
    def items(self) -> Iterator[int]:
        yield 1
class M:
    def __iter__(self) -> Iterator[str]:
        yield "m"
class B(A, M):
    def __len__(self) -> int:
        return 7
class C(Enum):
    R = 1
    G = 2
def f(h: HasItems) -> list[int]:
    return list(h.items())
def main() -> None:
    p = P(1, "a")
    a, b = p
    print(a, b, list(p), len(p), p[0], p[1:], "a" in p, [q for q in p], p == (1, "a"))
    for x, y in [P(1), P(2, "z")]:
        print(x, y)
    first, *rest = p
    print(first, rest)
    match p:
        case P(1, s):
            print("class", s)
    match p:
        case (n, s2):
            print("seq", n, s2)
    match p:
        case P(x=2):
            print("no")
        case P(y="a", x=xx):
            print("kw", xx)
    print(f(A()), f(B()), list(B()), len(B()), list(zip(B(), p)), dict([P(3, "v")]))
    print([c.name for c in C], len(C), C.R in C, list(reversed(p)), sorted([P(2), P(1, "q")]), {P(1): 1}, {p, P(1, "a")})
    for c in C:
        match c:
            case C.R:
                print("r")
            case C.G:
                print("g")
    it: Iterable[object] = p
    print(list(it), isinstance(p, tuple), isinstance(it, P))
    print(max([P(1), P(5)], key=lambda q: q.x), min(P(1), P(0)))
main()
