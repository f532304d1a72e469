"""heapq: every function, on ints, floats, strings, tuples and objects of a class."""

import heapq
from dataclasses import dataclass


@dataclass
class Job:
    priority: int
    name: str

    def __lt__(self, other: "Job") -> bool:
        return self.priority < other.priority


def rand(seed: int) -> int:
    return (seed * 1103515245 + 12345) % 2147483648


def main() -> None:
    seed = 7
    heap: list[int] = []
    for _ in range(50):
        seed = rand(seed)
        heapq.heappush(heap, seed % 100)
    print(heap)
    print([heapq.heappop(heap) for _ in range(50)])
    words = ["pear", "fig", "apple", "date", "kiwi", "grape"]
    heapq.heapify(words)
    print(words, heapq.heappushpop(words, "a"), heapq.heappushpop(words, "zoo"), words)
    print(heapq.heapreplace(words, "cherry"), words)
    pairs = [(3, "c"), (1, "z"), (1, "a"), (2, "b")]
    heapq.heapify(pairs)
    print(pairs, heapq.heappop(pairs), pairs)
    floats = [2.5, -1.0, 7.25, 0.0]
    heapq.heapify(floats)
    print(floats, heapq.heappop(floats))
    jobs: list[Job] = []
    for index, name in enumerate(["x", "y", "z", "w"]):
        heapq.heappush(jobs, Job((index * 7) % 4, name))
    print([heapq.heappop(jobs).name for _ in range(4)])
    print(list(heapq.merge([1, 4, 7], [2, 4, 6], [], [0, 9])))
    print(list(heapq.merge([9, 4, 1], [8, 4, 2], reverse=True)))
    print(list(heapq.merge(["b", "aaa"], ["cc", "dddd"], key=len)))
    print(heapq.nsmallest(3, [5, 1, 4, 2, 3]), heapq.nlargest(2, [5, 1, 4]), heapq.nlargest(0, [1]))
    print(heapq.nsmallest(2, ["ccc", "a", "bb"], key=len), heapq.nlargest(9, [2, 3, 1]))
    print(heapq.nsmallest(-1, [1, 2]), heapq.nlargest(2, ["ab", "cd", "e"], key=len))
    try:
        heapq.heappop([0][1:])
    except IndexError as error:
        print(error)
    try:
        heapq.heapreplace([0][1:], 1)
    except IndexError as error:
        print(error)


main()
