"""Data and calls that are deeper than any stack: freed, or RecursionError."""
class Node:
    def __init__(self, next: "Node | None") -> None:
        self.next = next
def build(n: int) -> Node:
    node = Node(None)
    for _ in range(n):
        node = Node(node)
    return node
node = build(300000)
print("built")
del node
a: list[object] = []
for _ in range(100000):
    a = [a]
print("nested")
del a
def down(n: int) -> int:
    return 0 if n == 0 else 1 + down(n - 1)
try:
    print(down(10**7))
except RecursionError as e:
    print("RecursionError")
print(down(500))
