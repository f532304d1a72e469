"""Properties through inheritance: overridden, extended, deleted, read only, with state."""

from contextlib import nullcontext


class Base:
    def __init__(self) -> None:
        self._x = 1
        self.log: list[str] = []

    @property
    def x(self) -> int:
        self.log.append("get")
        return self._x

    @x.setter
    def x(self, value: int) -> None:
        self.log.append(f"set {value}")
        if value < 0:
            raise ValueError("negative")
        self._x = value

    @x.deleter
    def x(self) -> None:
        self.log.append("delete")
        self._x = 0

    @property
    def double(self) -> int:
        return self.x * 2


class Derived(Base):
    @property
    def double(self) -> int:
        return super().double + 1


class Plain(Base):
    def __init__(self, n: int) -> None:
        super().__init__()
        self.x = n
        self.x += 1


b = Derived()
b.x = 5
b.x += 2
b.x <<= 1
del b.x
print(b.x, b.double, b.log)
try:
    b.x = -1
except ValueError as e:
    print(e, b.log[-1], b._x)
p = Plain(8)
print(p.x, p.double, p.log)
xs = [Plain(i) for i in range(3)]
for i, q in enumerate(xs):
    q.x, xs[i]._x = q.x + 10, 7
print([q._x for q in xs], [q.x for q in xs])
a, (p.x, b.x), *rest = 1, (2, 3), 4
print(p._x, b._x, a, rest)
for p.x in range(3):
    pass
print(p._x)
with nullcontext(9) as p.x:
    pass
print(p._x)
