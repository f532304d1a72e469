"""`x in (a, b)` with items of one plain type is compared without a tuple."""

from enum import Enum, IntEnum


class Colour(Enum):
    RED = 1
    GREEN = 2
    BLUE = 3


class Odd(Enum):
    A = 1
    B = 2

    def __eq__(self, other: object) -> bool:
        print("asked", self.name)
        return isinstance(other, Odd)

    def __hash__(self) -> int:
        return 1


class Level(IntEnum):
    LOW = 1
    HIGH = 2




def say(text: str) -> str:
    print("say", text)
    return text


def fail() -> str:
    raise ValueError("an item fails")


def show(*values: object) -> None:
    print(*values)


def main() -> None:
    for n in (0, 1, 2, 2**70, -(2**62)):
        show(n in (1, 2, 2**70), n not in (0, -(2**62)), n in (n,), n in (n + 1,))
    for word in ("a", "bb", "", "\u20ac"):
        show(word in ("a", "bb"), word not in ("", "\u20ac"), word.upper() in ("A", "BB"))
    for data in (b"a", b""):
        show(data in (b"a", b"b"), data not in (b"",))
    for colour in Colour:
        show(colour in (Colour.RED, Colour.BLUE), colour not in (Colour.GREEN,))
    show(Odd.A in (Odd.B, Odd.A))
    show(Level.LOW in (Level.HIGH, Level.LOW), True in (False, True), 1 in (True, False))
    nan = float("nan")
    show(nan in (1.0, 2.0), 1.0 in (1, 2))
    maybe: str | None = "x" if nan != nan else None
    show(maybe in ("x", "y"), maybe in (None, "y"))
    show("b" in (say("a"), say("b"), say("c")))
    show("a" in (say("a"), say("c")) and "z" not in (say("z"),))
    try:
        show("a" in ("a", fail()))
    except ValueError as error:
        print(error)
    parts = ["1", "2"]
    show(len([part for part in parts if part + "x" in ("1x", say("3x"))]))
    show(*[("y" if x in (1, 3) else "n") for x in range(4)])


main()
