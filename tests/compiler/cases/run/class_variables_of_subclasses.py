"""Class variables that are assigned through a subclass, or through `cls`."""

from typing import ClassVar


class A:
    n: ClassVar[int] = 0
    names: ClassVar[list[str]] = []
    label: ClassVar[str | None] = None

    @classmethod
    def bump(cls) -> int:
        cls.n += 1
        return cls.n

    @classmethod
    def rename(cls, label: str | None) -> None:
        cls.label = label

    def show(self) -> str:
        return f"{self.n} {self.label}"


class B(A):
    pass


class C(A):
    n = 10


class D(B):
    pass


class Single:
    _instance: ClassVar["Single | None"] = None

    def __new__(cls) -> "Single":
        if cls._instance is None:
            print("new")
            cls._instance = super().__new__(cls)
        return cls._instance

    def __init__(self) -> None:
        print("init")


class Other(Single):
    pass


def bump(cls: type[A]) -> int:
    cls.n += 100
    return cls.n


A.bump()
print(B.bump(), B.bump(), A.bump(), C.bump(), D.bump(), A.n, B.n, C.n, D.n)
print([bump(k) for k in (A, B, C, D)], [k().show() for k in (A, B, C, D)])
B.label = "b"
D.rename("d")
print(A.label, B.label, C.label, D.label, [k().label for k in (A, B, C, D)])
B.rename(None)
print(B().show(), D().show())
B.n += 1
A.n += 5
print(A.n, B.n, D.n, C.n)
B.names.append("x")
print(A.names is D.names, C.names)
print(Single() is Single(), isinstance(Other(), Other))
