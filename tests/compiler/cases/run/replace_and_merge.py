"""dataclasses.replace and ** in dict displays."""

from dataclasses import dataclass, field, replace


@dataclass(frozen=True, slots=True)
class P:
    x: int
    y: float = 0.0
    tags: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.x < 0:
            raise ValueError("negative")


@dataclass
class Config:
    name: str
    opts: dict[str, int] = field(default_factory=dict)
    parent: "Config | None" = None


def note(v: int) -> int:
    print("note", v)
    return v


def main() -> None:
    p = P(1)
    print(replace(p, x=2), replace(p, y=2.5, tags=("a",)), replace(p), replace(p) == p, p)
    try:
        replace(p, x=-1)
    except ValueError as e:
        print(e)
    c = Config("c", {"a": 1})
    d = replace(c, name="d", parent=c)
    print(d.opts is c.opts, d.parent is c, d)
    base = {"a": 1, "b": 2}
    print({**base}, {**base, "a": 5}, {"a": 0, **base, "z": note(9)}, {**base, **{"b": note(7), "c": 8}}, base)


main()
