"""Values in class bodies and what dataclasses say about their fields."""

from dataclasses import dataclass, field


def noisy(text: str) -> str:
    print("evaluated", text)
    return text


BASE = 10


class Settings:
    depth = BASE * 2 + 1
    name: str = noisy("name")
    shared: list[int] = []
    limits: tuple[int, ...] = (1, 2, 3)
    other: "Settings | None" = None

    def __init__(self, depth: int = BASE + 5, label: str = noisy("label")) -> None:
        self.label = label
        if depth:
            self.depth = depth


class Narrow(Settings):
    name = noisy("narrow")
    limits: tuple[int, ...] = ()


def fresh() -> list[str]:
    print("fresh")
    return ["f"]


@dataclass
class Item:
    name: str
    tags: list[str] = field(default_factory=list)
    more: list[str] = field(default_factory=fresh)
    sizes: dict[str, int] = field(default_factory=lambda: {"a": BASE})
    secret: int = field(default=3, repr=False, compare=False)
    pair: tuple[int, int] = (BASE, 2)

    def __post_init__(self) -> None:
        self.tags.append("post")


@dataclass(frozen=True, order=True)
class Version:
    major: int
    minor: int = 0
    note: str = field(default="", compare=False)


@dataclass(kw_only=True)
class Options:
    a: int
    b: str = noisy("b")


@dataclass
class Base:
    x: int
    y: int = field(init=False, default=7)


@dataclass
class Derived(Base):
    z: list[int] = field(default_factory=lambda: [1])

    @property
    def total(self) -> int:
        return self.x + self.y + sum(self.z)


class Hand(Base):
    def __init__(self, x: int) -> None:
        super().__init__(x * 2)


def main() -> None:
    a, b = Settings(), Settings(0, "L")
    print(a.depth, b.depth, a.label, b.label, Settings.depth, Settings.name, Narrow.name)
    a.shared.append(1)
    b.shared.append(2)
    print(a.shared, b.shared, Settings.shared, a.shared is b.shared, Settings.limits, Narrow.limits)
    a.name = "mine"
    print(a.name, b.name, Settings.name, Narrow().name, a.other, Settings.other is None)
    p, q = Item("p"), Item("q", ["t"], secret=9)
    print(p, q, p == q, p.secret, q.secret)
    p.sizes["b"] = 1
    print(p.sizes, q.sizes, p.pair is q.pair)
    print(Version(1, 2, "x") == Version(1, 2, "y"), Version(1) < Version(1, 1), hash(Version(1)) == hash(Version(1, 0, "z")))
    print(Options(a=1), Options(b="c", a=2))
    print(Base(1), Derived(1), Derived(1, [5]), Derived(2).total, Hand(4))
    print(sorted([Version(2), Version(1, 5), Version(1, 2)]))


main()


@dataclass
class Timer:
    name: str
    limit: int = 3

    def __post_init__(self) -> None:
        self.ticks = 0
        self.log: list[str] = []

    def tick(self) -> int:
        self.ticks += 1
        self.log.append(self.name)
        return self.limit - self.ticks


@dataclass
class Late:
    x: int

    def start(self) -> None:
        self.started = self.x > 0


t = Timer("t")
print(t.tick(), t.tick(), t, t == Timer("t"), t.log, t.ticks)
late = Late(1)
try:
    print(late.started)
except AttributeError as e:
    print(e)
late.start()
print(late.started, late)
