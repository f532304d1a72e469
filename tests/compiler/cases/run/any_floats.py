# alone: through Any, all methods of all classes are live
from typing import Any


class C:
    def half(self, x: float) -> float:
        return x / 2

    def same(self, x: float) -> float:
        return x


def same(v: Any) -> Any:
    return v


c = same(C())
print(c.half(3), c.same(3), c.same(2.5), c.same(True))
f: float = same(3)
print(f, f + 1, f * 2.5, isinstance(f, int))
xs: list[float] = same([1, 2.5, 3])
ys: list[Any] = [1, 2.5]
zs: list[float] = ys
print(xs, zs, sum(zs), max(zs), [z * 2 for z in zs], zs[0])
ys.append(7)
zs.append(4)
print(ys, zs[-1], type(zs[2]).__name__)
d: dict[str, float] = same({"a": 1, "b": 2.5})
print(d, d["a"] + d["b"])
