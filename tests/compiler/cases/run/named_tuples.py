"""NamedTuples: tuples whose items have names."""

from typing import NamedTuple


def noisy(x: int) -> int:
    print("default", x)
    return x


class P(NamedTuple):
    """A point."""

    x: int
    y: int = noisy(7)
    name: str = "p"

    def norm(self) -> int:
        return self.x**2 + self.y**2

    @property
    def both(self) -> tuple[int, int]:
        return self.x, self.y

    @classmethod
    def origin(cls) -> "P":
        return cls(0, 0)

    def moved(self, dx: int) -> "P":
        return self._replace(x=self.x + dx)


class Pair(NamedTuple):
    left: "P | None"
    right: float

    def __str__(self) -> str:
        return f"pair of {self.left} and {self.right}"


def swap(t: tuple[int, int, str]) -> tuple[int, int]:
    a, b, _ = t
    return b, a


def show(x: object) -> str:
    if isinstance(x, P):
        return f"P {x.x}"
    if isinstance(x, tuple):
        return f"tuple {len(x)}"
    return "other"


def find(ps: list[P], x: int) -> P | None:
    for p in ps:
        if p.x == x:
            return p
    return None


def main() -> None:
    p = P(1)
    a, b, name = p
    print(p, p.x, p[1], p[-1], a, b, name, p.norm(), p.both, len(p), repr(p), f"{p}", [p])
    print(p == (1, 7, "p"), p == P(1), p != P(2), P(1, 2) < P(1, 3), (1, 2, "a") < P(1, 3), hash(p) == hash((1, 7, "p")))
    print(p._replace(y=5, name="q"), p._asdict(), P.origin(), p.moved(3), p.x + p.y)
    print([v for v in p], 7 in p, p + (1,), swap(p), show(p), show((1, 2)), show(3))
    q = Pair(p, 2.5)
    print(q, repr(q), str(q), q.left == p, q.left.name if q.left else "", Pair(None, 0.5))
    for i, (x, y, n) in enumerate([P(1, 2, "a"), P(3, 4, "b")]):
        print(i, x, y, n)
    found = find([P(1), P(5, 6)], 5)
    print(found, find([], 1), found is not None and found.y)
    d = {P(1, 2): "one", P(2, 3): "two"}
    print(d[P(1, 2)], d.get(P(2, 3)), sorted(d), max(d, key=lambda k: k.y), type(p), type(p).__name__, type((1,)))
    ps = sorted([P(3), P(1), P(2)], key=lambda v: -v.x)
    print([v.x for v in ps], sum(v.x for v in ps), P(*(4, 5)), P(y=1, x=2))
    make = P
    print(make(9), bool(p))
    i = 5
    try:
        p[i]
    except IndexError as e:
        print(e)


main()
