# alone: a name that is assigned through a protocol elsewhere belongs to no class
"""Attributes with a value in the class body that no object has of its own."""

from typing import Any, ClassVar, Generic, TypeVar
T = TypeVar("T")
class Shape:
    sides = 0
    label: str | None = None
    kinds: list[str] = []
    def describe(self) -> str:
        return f"{type(self).__name__} {self.sides} {self.label} {type(self).sides}"
    @classmethod
    def build(cls) -> "Shape":
        cls.kinds.append(cls.__name__)
        return cls()
class Square(Shape):
    sides = 4
    label = "sq"
class Tri(Shape):
    sides = 3
class Obj:
    level = 1
    made = 0
    def __init__(self) -> None:
        Obj.made += 1
        type(self).made += 0
        if Obj.made > 2:
            self.level = 5
class G(Generic[T]):
    count = 0
    last: T | None = None
    def put(self, x: T) -> None:
        G.count += 1
        self.last = x
class Err(Exception):
    code = 1
    def __str__(self) -> str:
        return f"code {self.code}"
class NotFound(Err):
    code = 404
class Handler:
    registry: dict[str, type["Handler"]] = {}
    name = ""
    def __init_subclass__(cls) -> None:
        Handler.registry[cls.name] = cls
class H1(Handler):
    name = "h1"
class H2(Handler):
    name = "h2"
def main() -> None:
    for c in (Shape, Square, Tri):
        print(c.sides, c.label, c.build().describe())
    print(Shape.kinds, Square().kinds is Shape.kinds)
    os = [Obj(), Obj(), Obj()]
    print([o.level for o in os], Obj.made, os[0].made, Obj.level)
    a: G[int] = G()
    a.put(1)
    G[str]().put("x")
    print(a.count, G.count, a.last)
    try:
        raise NotFound("x")
    except Err as e:
        print(e, e.code, type(e).code, Err.code)
    print(sorted(Handler.registry), Handler.registry["h2"].name, Handler.registry["h1"]().name)
    x: Any = Square()
    print(x.sides, x.label)
    Tri.sides = 33
    print(Tri().sides, Shape.sides, Square.sides)
main()

class First:
    count = 0
    other: ClassVar[int] = 0
    @classmethod
    def bump(cls) -> None:
        cls.count += 1
        cls.other += 1
class Second(First):
    pass
First.bump()
Second.bump()
First.bump()
Second.bump()
print(First.count, Second.count, First.other, Second.other)
def both(c: type[First]) -> None:
    c.other += 1
    print(c.count, c.other)
both(First)
both(Second)
for k in (First, Second):
    print(k.count, k.other)
print(First().count, Second().count)
