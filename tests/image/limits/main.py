"""Uses up the stack or the memory, as the first argument says: neither may end in a fault."""

import sys


class Node:
    def __init__(self, rest: "Node | None") -> None:
        self.rest = rest
        self.data = b"x" * 1000


def depth_of(n: int) -> int:
    return depth_of(n + 1) + 1


def caught() -> None:
    for _ in range(3):
        try:
            depth_of(0)
        except RecursionError as error:
            print("RecursionError", error)


def fill() -> Node:
    """Allocate until there is nothing left."""
    node = Node(None)
    while True:
        node = Node(node)


def large(size: int) -> int:
    return len(b"y" * size)


def main() -> None:
    command = sys.argv[1]
    if command == "recursion":
        caught()
    elif command == "recursion-uncaught":
        depth_of(0)
    elif command == "memory":
        try:
            fill()
        except MemoryError:
            print("MemoryError")
        try:
            large(1 << 40)
        except MemoryError:
            print("too large")
        print("and on", large(1000))
    elif command == "memory-uncaught":
        fill()


main()
