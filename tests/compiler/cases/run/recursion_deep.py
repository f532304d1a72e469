# alone: ends with an exception
"""Too deep a recursion is an exception like others, again and again."""


class Tree:
    def __init__(self, left: "Tree | None") -> None:
        self.left = left

    def depth(self) -> int:
        return self.depth() + 1


def simple(n: int) -> int:
    return simple(n + 1) + 1


def even(n: int) -> bool:
    return odd(n + 1)


def odd(n: int) -> bool:
    return even(n + 1)


def tidy(n: int, trace: list[int]) -> int:
    try:
        return tidy(n + 1, trace)
    finally:
        if n < 3:
            trace.append(n)


for _ in range(3):
    try:
        simple(0)
    except RecursionError as error:
        print(str(error)[:32])
try:
    even(0)
except RecursionError:
    print("mutual")
try:
    Tree(None).depth()
except RecursionError:
    print("method")
seen: list[int] = []
try:
    tidy(0, seen)
except RecursionError:
    print(seen)
simple(0)
