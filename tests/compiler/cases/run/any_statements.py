# alone: through Any, all methods of all classes are live
import asyncio
from collections.abc import Iterator
from typing import Any


class CM:
    def __enter__(self) -> "CM":
        print("enter")
        return self

    def __exit__(self, t: object, e: object, tb: object) -> bool:
        print("exit", e)
        return isinstance(e, ValueError)

    async def __aenter__(self) -> int:
        await asyncio.sleep(0)
        return 5

    async def __aexit__(self, t: object, e: object, tb: object) -> None:
        print("aexit")


def same(x: Any) -> Any:
    return x


with same(CM()) as c:
    print(type(c).__name__)
    if type(c).__name__ == "CM":
        raise ValueError("gone")
try:
    with same(3) as d:
        print(d)
except TypeError as e:
    print(e)
try:
    raise same(KeyError("k"))
except KeyError as e2:
    print(repr(e2))
try:
    raise same(5)
except TypeError as e3:
    print("TypeError")


def gen(x: Any) -> Iterator[Any]:
    got = yield from x
    print(got)
    yield same(1) + 1


print(list(gen([1, 2])), [*same((3, 4))], {**same({"a": 1})})


async def work(n: int) -> int:
    await asyncio.sleep(0)
    return n * 2


async def main() -> None:
    print(await same(work(4)))
    async with same(CM()) as v:
        print(v + 1)
    try:
        await same(3)
    except TypeError as e:
        print(e)
    t: Any = asyncio.create_task(work(1))
    print(await t, t.result() + 1)


asyncio.run(main())
while same(0):
    print("no")
assert same(1), same("msg")
x: Any
for x in same([1, "a"]):
    print(x * 2)
del x
g = lambda v: v + 1  # noqa: E731
h: Any = g
print(h(2), h("1" if False else 3), list(map(h, [1, 2])), sorted(same([3, 1]), key=same(lambda v: -v)))
n: Any = 3
n = n if n > 2 else None
print(n, n is None, not n, n and 1, (n or 2) + 1)
print(max(same([1, 5, 3])), min(same(2), 1), sum(same([1, 2])), len(same("abc")), list(zip(same([1]), same("a"))))
a, (b, *cs) = same((1, [2, 3, 4]))
print(a, b, cs)
