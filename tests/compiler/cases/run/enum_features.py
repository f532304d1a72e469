# cpython: 3.11.7
"""Members, aliases, lookups, methods, properties, auto, comparison, iteration, flags in dicts."""

from enum import Enum, Flag, IntEnum, IntFlag, StrEnum, auto, unique


class Planet(Enum):
    MERCURY = (3.303e23, 2.4397e6)
    EARTH = (5.976e24, 6.37814e6)

    def __init__(self, mass: float, radius: float) -> None:
        self.mass = mass
        self.radius = radius

    @property
    def gravity(self) -> float:
        return 6.67300e-11 * self.mass / (self.radius * self.radius)


class Color(Enum):
    RED = 1
    GREEN = 2
    CRIMSON = 1

    @classmethod
    def default(cls) -> "Color":
        return cls.GREEN

    @classmethod
    def _missing_(cls, value: object) -> "Color":
        if value == "rot":
            return cls.RED
        raise ValueError(f"no colour {value!r}")

    def __str__(self) -> str:
        return self.name.lower()


class Size(IntEnum):
    S = auto()
    M = auto()
    L = 10
    XL = auto()


class Word(StrEnum):
    ONE = auto()
    TWO = "zwei"


class Access(Flag):
    R = auto()
    W = auto()
    X = auto()
    RW = R | W


class Bit(IntFlag):
    A = 1
    B = 4


print([f"{p.name} {p.gravity:.2f}" for p in Planet], list(Color), Color.CRIMSON is Color.RED, Color(1), Color["CRIMSON"], Color.default(), repr(Color.RED), str(Color.GREEN), f"{Color.RED}", Color("rot").name)  # type: ignore[comparison-overlap]
for make in (lambda: Color(9), lambda: Color["BLUE"], lambda: Size(99), lambda: Access(64)):
    try:
        print(make())
    except (ValueError, KeyError) as error:
        print(type(error).__name__, error)
print(list(Size), Size.XL + 1, Size.S < Size.L, Size(10) is Size.L, sorted([Size.L, Size.S]), max(Size), Size.M == 2, f"{Size.M}", repr(Size.M), [1, 2, 3][Size.S], {Size.S: "s"}[Size(1)], isinstance(Size.S, int), Size.M.value, len(Size))  # type: ignore[comparison-overlap]
print(list(Word), Word.ONE + "!", Word("zwei").name, Word.ONE == "one", f"{Word.TWO:>6}", Word.TWO.upper(), "one" in [w.value for w in Word])  # type: ignore[comparison-overlap]
print(Access.R | Access.X, Access.RW, Access.RW & Access.W, ~Access.R, Access(0), bool(Access(0)), Access.R in Access.RW, Access.X in Access.RW, list(Access.RW), Access(5), Access.RW ^ Access.R, repr(Access.R | Access.X), Access.RW.name, len(Access.RW))
print(Bit.A | Bit.B, Bit.A | 8, Bit(5), Bit.B + 1, 4 in Bit.__members__.values(), list(Bit), Color.RED in Color, hash(Color.RED) == hash(Color.RED), Color.RED == 1, Color.RED != Color.GREEN, {c: c.value for c in Color}, list(Color.__members__))  # type: ignore[comparison-overlap]
