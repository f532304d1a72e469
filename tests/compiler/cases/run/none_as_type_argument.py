"""Generic functions and classes with None for a type variable."""

import asyncio
from typing import Generic, TypeVar

T = TypeVar("T")


class Box(Generic[T]):
    def __init__(self, item: T) -> None:
        self.item = item
        self.seen: list[T | str] = [item]
        self.maybe: T | None = None

    def get(self) -> T:
        return self.item

    def either(self, other: str) -> list[T | str]:
        return [*self.seen, other]


def pair(x: T, y: T) -> dict[str, T | BaseException]:
    return {"x": x, "y": y, "e": ValueError("e")}


async def put(m: int) -> None:
    if m == 3:
        raise ValueError(m)


async def main() -> None:
    print(await asyncio.gather(put(1), put(2)))
    results = await asyncio.gather(*[put(i) for i in range(4)], return_exceptions=True)
    print([x for x in results if isinstance(x, Exception)], results)
    await asyncio.wait_for(put(1), 1)
    await asyncio.shield(put(2))
    future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
    future.set_result(None)
    await future
    print(future.done())


box = Box(None)
print(box.get(), box.item is None, box.maybe, [s for s in box.either("a") if s], box.seen)
empty: list[None] = [None, None]
empty.append(None)
print(empty, empty[0], empty.count(None), len(empty), [x is None for x in empty])
keys: dict[str, None] = dict.fromkeys("ab")
keys["c"] = None
print(keys, keys["a"], keys.get("z"), list(keys.values()))
for name, held in pair(None, None).items():
    print(name, repr(held))
for e in pair(None, None).values():
    if isinstance(e, BaseException):
        print(e.args)
first, second = empty[:2]
print(first, second, (None,) + tuple(empty), sorted(keys), {None}, [put][0].__name__)
asyncio.run(main())
