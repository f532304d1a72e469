"""Two names for one member, @unique, __members__, values that are computed."""

from enum import Enum, IntEnum, auto, unique


class Color(Enum):
    RED = 1
    GREEN = auto()
    CRIMSON = 1
    BIG = 1 << 3
    NEXT = auto()
    LENGTH = len("abc")
    PAIR = (1, "x")
    TWIN = (1, "x")
    FLAT = RED + 100


def same(a: object, b: object) -> bool:
    return a is b


print(list(Color), len(Color), Color.CRIMSON, same(Color.CRIMSON, Color.RED), same(Color["CRIMSON"], Color(1)))
print(list(Color.__members__), [m.name for m in Color.__members__.values()], "CRIMSON" in Color.__members__)
print(Color.FLAT.value, Color.TWIN, Color((1, "x")), Color.LENGTH, Color.NEXT.value)
for bad in (0, 77, "RED", None):
    try:
        print(Color(bad))
    except ValueError as e:
        print(e)


@unique
class Fine(IntEnum):
    A = 1
    B = 2


print(list(Fine))


class Level(Enum):
    def low(self) -> bool:
        return self.name.startswith("L")

    @property
    def shout(self) -> str:
        return self.name + "!"


class Water(Level):
    LOW = 1
    HIGH = 2


def show(e: Enum) -> str:
    return f"{e.name}={e.value!r} {e}"


print([w.low() for w in Water], Water.HIGH.shout, isinstance(Water.LOW, Level), isinstance(Water.LOW, Enum))
print(show(Water.LOW), show(Color.PAIR), show(Fine.B))
print({Water.LOW: 1, Water.HIGH: 2}, hash(Water.LOW) == hash(Water(1)))
