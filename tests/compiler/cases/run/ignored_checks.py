from abc import ABC, abstractmethod
from typing import Any, Optional


class Shape(ABC):
    @abstractmethod
    def area(self) -> float: ...

    @abstractmethod
    def name(self) -> str: ...


try:
    Shape()  # type: ignore[abstract]
except TypeError as error:
    print(error)


def load() -> int:
    box: Any = 3
    return box  # type: ignore[no-any-return]


print(load())
value = 5  # type: ignore


class P:
    def __init__(self) -> None:
        self.a = 1


p = P()
maybe: Optional[P] = p if load() > 5 else None
print(1 == "a")  # type: ignore[comparison-overlap]
