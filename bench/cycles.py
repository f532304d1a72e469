"""How long a collection of cycles takes: over a million objects that live, and as much garbage."""

import gc
import time


class Node:
    def __init__(self, before: "Node | None") -> None:
        self.before = before
        self.after: Node | None = None


def chain(count: int) -> Node:
    last = Node(None)
    for _ in range(count - 1):
        node = Node(last)
        last.after = node
        last = node
    return last


kept = chain(1_000_000)
gc.collect()
start = time.monotonic_ns()
gc.collect()
print("live", (time.monotonic_ns() - start) / 1e6, "ms")
chain(1_000_000)
start = time.monotonic_ns()
found = gc.collect()
print("garbage", found, (time.monotonic_ns() - start) / 1e6, "ms")
print(kept.before is not None)
