"""The module's text.

    Indented, with "quotes" and ü.
"""

import argparse
import contextlib


def plain() -> int:
    """What plain does."""
    return 1


def without() -> None:
    pass


class Shape:
    """A shape."""

    def area(self) -> int:
        """Its area
        in squares."""
        return 1

    def size(self) -> int:
        return 2


class Square(Shape):
    def area(self) -> int:
        return 4


class Outer:
    class Inner:
        "inner"


def shown(text: str | None) -> str:
    return "nothing" if text is None else text.strip().splitlines()[0]


def local() -> str | None:
    def inner() -> None:
        """In a function."""

    inner()
    return inner.__doc__


print(__doc__)
print(shown(__doc__))
print(plain.__doc__, without.__doc__)
print(repr(Shape.__doc__), Square.__doc__, Outer.Inner.__doc__)
print(repr(Shape.area.__doc__), Shape.size.__doc__, Square.area.__doc__)
print(Square.size.__doc__, local())
print([shown(text) for text in (plain.__doc__, without.__doc__)])
if plain.__doc__ is not None:
    print(len(plain.__doc__), plain.__doc__.upper())
doc = without.__doc__ or "default"
print(doc)
parser = argparse.ArgumentParser(prog="x", description=__doc__)
print(parser.format_help())
with contextlib.suppress(ValueError):
    raise ValueError(Shape.__doc__)
