"""More garbage in cycles than there is memory, beside objects that stay."""


class Node:
    def __init__(self, value: int, bulk: bytes) -> None:
        self.value = value
        self.bulk = bulk
        self.before: Node = self
        self.after: Node = self

    def insert(self, other: "Node") -> None:
        other.before = self
        other.after = self.after
        self.after.before = other
        self.after = other


def circle(size: int, value: int) -> int:
    first = Node(value, bytes(2000))
    for i in range(1, size):
        first.insert(Node(value + i, bytes(1000)))
    total = 0
    node = first.after
    while node is not first:
        total += node.value
        node = node.after
    return total


kept = Node(0, b"")
for i in range(500):
    kept.insert(Node(i, b"kept"))
print(sum(circle(10, i) for i in range(5000)))
total = 0
node = kept.after
while node is not kept:
    total += node.value
    node = node.after
print(total)
