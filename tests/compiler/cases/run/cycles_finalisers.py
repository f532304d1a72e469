"""What runs before the objects of a cycle die, and what that may do."""

import gc
from collections.abc import AsyncIterator, Generator, Iterator


class Holder:
    def __init__(self, name: str) -> None:
        self.name = name
        self.body: object = None
        self.peer: "Holder | None" = None


def suspended(holder: Holder) -> Iterator[int]:
    try:
        yield 1
        yield 2
    finally:
        print("finally", holder.name, holder.peer is not None)


def cycle(name: str) -> None:
    holder = Holder(name)
    holder.peer = Holder(name + "'")
    holder.peer.peer = holder
    body = suspended(holder)
    print(name, next(body))
    holder.body = body


saved: list[Holder] = []


def reviving(holder: Holder) -> Iterator[int]:
    try:
        yield 1
    finally:
        print("revives", holder.name)
        saved.append(holder)


def revived() -> None:
    holder = Holder("phoenix")
    body = reviving(holder)
    next(body)
    holder.body = body


def failing(holder: Holder) -> Iterator[int]:
    try:
        yield 1
    finally:
        if holder.name == "quiet":
            print("no error")


def never_started() -> None:
    holder = Holder("new")
    holder.body = suspended(holder)


def finished() -> None:
    holder = Holder("old")
    body = suspended(holder)
    print(list(body))
    holder.body = body


def nested(holder: Holder) -> Generator[int, None, None]:
    try:
        yield from suspended(holder)
    finally:
        print("outer finally")


def delegating() -> None:
    holder = Holder("inner")
    body = nested(holder)
    next(body)
    holder.body = body


def allocating(holder: Holder) -> Iterator[int]:
    try:
        yield 1
    finally:
        made = [Holder(str(i)) for i in range(2000)]
        for one, other in zip(made, made[1:] + made[:1], strict=True):
            one.peer = other
        print("made", len(made), gc.collect() >= 0)


def allocates() -> None:
    holder = Holder("busy")
    body = allocating(holder)
    next(body)
    holder.body = body


async def ticking(holder: Holder) -> AsyncIterator[int]:
    yield len(holder.name)


def many() -> None:
    for i in range(200):
        holder = Holder(str(i))
        body = counted(holder)
        next(body)
        holder.body = body


closed: list[str] = []


def counted(holder: Holder) -> Iterator[int]:
    try:
        yield 1
    finally:
        closed.append(holder.name)


cycle("one")
gc.collect()
print("--")
revived()
gc.collect()
print(len(saved), saved[0].name, saved[0].body is not None)
saved.clear()
gc.collect()
print("--")
never_started()
finished()
gc.collect()
print("--")
delegating()
gc.collect()
print("--")
allocates()
gc.collect()
print("--")
many()
gc.collect()
gc.collect()
gc.collect()
gc.collect()
print(len(closed), len(set(closed)))
