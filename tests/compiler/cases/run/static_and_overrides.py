"""Static methods, class variables that subclasses have their own of."""

from typing import ClassVar


class A:
    label: ClassVar[str] = "a"
    sizes: ClassVar[list[int]] = [1]

    @staticmethod
    def name(n: int = 1) -> str:
        return f"A{n}"

    def both(self) -> str:
        return self.name() + self.label + str(self.sizes)

    @classmethod
    def cls_name(cls) -> str:
        return cls.name(5) + cls.label


class B(A):
    label = "b"

    @staticmethod
    def name(n: int = 2) -> str:
        return f"B{n}"


class C(B):
    label = "c"
    sizes = [3]


def main() -> None:
    for x in (A(), B(), C()):
        print(x.both(), x.name(7), x.cls_name(), x.label, x.sizes)
    print(A.name(), B.name(), C.name(), A.label, B.label, C.label, C.cls_name())
    B.label = "bb"
    A.sizes.append(9)
    C.sizes.append(8)
    for x in (A(), B(), C()):
        print(x.both(), type(x).label)
    f = B().name
    print(f(3), A.name(n=4))


main()


class Shape:
    def draw(self, x: int, fill: str = "none", *, width: int = 1) -> str:
        return f"shape {x} {fill} {width}"

    def many(self, *xs: int, sep: str = "-") -> str:
        return sep.join(str(x) for x in xs)


class Circle(Shape):
    def draw(self, x: int, fill: str = "red", *, width: int = 1, extra: str = "e") -> str:
        return f"circle {x} {fill} {width} {extra}"


class Ring(Circle):
    def draw(self, x: int = 5, fill: str = "blue", *, width: int = 9, extra: str = "r") -> str:
        return f"ring {x} {fill} {width} {extra}"

    def many(self, *xs: int, sep: str = "+") -> str:
        return "ring" + super().many(*xs, sep=sep)


def draw_all() -> None:
    for s in (Shape(), Circle(), Ring()):
        print(s.draw(1), s.draw(2, "x"), s.draw(3, width=4), s.draw(fill="y", x=4, width=5))
        print(s.many(1, 2), s.many(), s.many(3, 4, sep="*"))
    print(Ring().draw(), Ring().draw(extra="z"))


draw_all()
