"""A package."""

from shapes.square import Square

print("shapes starts")


def area(s: Square) -> int:
    return s.side**2
