"""A module in a package."""

print("square starts")


class Square:
    def __init__(self, side: int) -> None:
        self.side = side
