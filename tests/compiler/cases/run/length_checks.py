"""`__len__` of a class of the program may say what no length can be."""

from collections.abc import Callable


class Box:
    def __init__(self, size: int) -> None:
        self.size = size

    def __len__(self) -> int:
        return self.size


def shown(name: str, function: Callable[[], object]) -> None:
    try:
        print(name, function())
    except (ValueError, OverflowError, TypeError) as error:
        print(name, type(error).__name__, error)


for size in (0, 1, -1, 2**31, 2**63 - 1, 2**63, -(2**63), 2**64, -(2**70)):
    shown(f"len {size}", lambda: len(Box(size)))
    shown(f"truth {size}", lambda: bool(Box(size)))
    shown(f"not {size}", lambda: not Box(size))
