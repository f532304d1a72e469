"""Allocation: binary trees, many small ones beside a large one that lives on."""

import sys


class Node:
    def __init__(self, left: "Node | None", right: "Node | None") -> None:
        self.left = left
        self.right = right


def build(depth: int) -> Node:
    if depth == 0:
        return Node(None, None)
    return Node(build(depth - 1), build(depth - 1))


def count(node: Node) -> int:
    total = 1
    if node.left is not None:
        total += count(node.left)
    if node.right is not None:
        total += count(node.right)
    return total


def main() -> None:
    depth = int(sys.argv[1])
    long_lived = build(depth)
    for smaller in range(4, depth + 1, 2):
        total = 0
        for _ in range(1 << (depth - smaller + 4)):
            total += count(build(smaller))
        print(smaller, total)
    print(depth, count(long_lived))


main()
