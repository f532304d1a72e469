"""A method `get` of a value of type Any, where other classes are indexed by slices."""

from typing import Any


class Window:
    def __init__(self, items: list[int]) -> None:
        self.items = items

    def __getitem__(self, index: int | slice) -> Any:
        if isinstance(index, slice):
            return self.items[index]
        return self.items[index]


def look(value: Any) -> Any:
    return value.get("k", value)


print(Window([1, 2, 3])[1:], look({"k": 5}), look({}))
try:
    look(Window([1]))
except AttributeError as error:
    print(error)
