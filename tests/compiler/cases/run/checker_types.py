"""Names that only the checker looks at: NewType, Literal, Final, TYPE_CHECKING."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, NewType

if TYPE_CHECKING:
    from collections.abc import Sequence

UserId = NewType("UserId", int)
Name = NewType("Name", str)
MAX: Final = 10
Mode = Literal["r", "w"]


class Tag:
    pass


Special = NewType("Special", Tag)


def f(m: Mode, u: UserId, n: Name) -> str:
    return f"{m}{u + 1}{n.upper()}"


def g(xs: Sequence[int]) -> int:
    return len(xs)


def h(x: object) -> str:
    if isinstance(x, int | str):
        return "is"
    if isinstance(x, (float, bytes)):
        return "fb"
    return type(x).__name__


def main() -> None:
    ids: dict[UserId, Name] = {UserId(3): Name("x")}
    print(f("r", UserId(3), Name("bob")), MAX, ids[UserId(3)], ids)
    s = Special(Tag())
    print(isinstance(s, Tag), [h(v) for v in (1, "s", 2.5, b"", [1], None)])


if __name__ == "__main__":
    main()
