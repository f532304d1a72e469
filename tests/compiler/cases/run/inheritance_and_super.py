"""Diamonds, cooperative super(), mixins, class and static methods along the order."""

from __future__ import annotations

from abc import ABC, abstractmethod

log: list[str] = []


class Base:
    def __init__(self, **kw: object) -> None:
        log.append(f"Base {sorted(kw)}")

    def who(self) -> str:
        return "Base"

    @classmethod
    def make(cls) -> Base:
        return cls()

    @staticmethod
    def helper(x: int) -> int:
        return x + 1


class Left(Base):
    def __init__(self, left: int = 1, **kw: object) -> None:
        log.append(f"Left {left}")
        super().__init__(**kw)
        self.left = left

    def who(self) -> str:
        return "Left>" + super().who()


class Right(Base):
    def __init__(self, right: int = 2, **kw: object) -> None:
        log.append(f"Right {right}")
        super().__init__(**kw)
        self.right = right

    def who(self) -> str:
        return "Right>" + super().who()

    @staticmethod
    def helper(x: int) -> int:
        return x * 10


class Both(Left, Right):
    def __init__(self, **kw: object) -> None:
        log.append("Both")
        super().__init__(left=5, right=6)

    def who(self) -> str:
        return "Both>" + super().who()


b = Both()
print(b.who(), log, b.left, b.right, Both.helper(1), b.helper(2), type(Both.make()).__name__, Left().who(), isinstance(b, Right), issubclass(Both, Base))


class Shape(ABC):
    @property
    @abstractmethod
    def area(self) -> float: ...

    @abstractmethod
    def scale(self, k: float) -> Shape: ...

    def describe(self) -> str:
        return f"{type(self).__name__} of {self.area:.2f}"

    def __lt__(self, other: Shape) -> bool:
        return self.area < other.area


class Square(Shape):
    def __init__(self, side: float) -> None:
        self.side = side

    @property
    def area(self) -> float:
        return self.side**2

    def scale(self, k: float) -> Square:
        return Square(self.side * k)


class Circle(Shape):
    def __init__(self, r: float) -> None:
        self.r = r

    @property
    def area(self) -> float:
        return 3 * self.r**2

    def scale(self, k: float) -> Circle:
        return Circle(self.r * k)

    def describe(self) -> str:
        return super().describe() + "!"


shapes: list[Shape] = [Square(2), Circle(1), Square(1.5).scale(2)]
print([s.describe() for s in sorted(shapes)], max(shapes).describe(), min(shapes).scale(2).describe())
try:
    Shape()  # type: ignore[abstract]
except TypeError as error:
    print(error)
