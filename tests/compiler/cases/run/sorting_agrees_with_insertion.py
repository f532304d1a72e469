"""sorted, sort, heapq, bisect and min/max agree on pseudo-random data of several types."""

import bisect
import heapq
import random

r = random.Random(99)


def insertion(items: list[tuple[int, str]]) -> list[tuple[int, str]]:
    out: list[tuple[int, str]] = []
    for item in items:
        at = len(out)
        while at and out[at - 1] > item:
            at -= 1
        out.insert(at, item)
    return out


for size in (0, 1, 2, 10, 65, 200):
    data = [(r.randrange(20), r.choice("abc")) for _ in range(size)]
    expected = insertion(data)
    assert sorted(data) == expected
    copy = data[:]
    copy.sort(reverse=True)
    assert copy == expected[::-1]
    heap = data[:]
    heapq.heapify(heap)
    assert [heapq.heappop(heap) for _ in range(size)] == expected
    kept: list[tuple[int, str]] = []
    for item in data:
        bisect.insort(kept, item)
    assert kept == expected
    by_second = sorted(data, key=lambda p: p[1])
    assert [p[1] for p in by_second] == sorted(p[1] for p in data)
    for letter in "abc":
        assert [p for p in by_second if p[1] == letter] == [p for p in data if p[1] == letter]
    if data:
        assert min(data) == expected[0] and max(data) == expected[-1] == heapq.nlargest(1, data)[0]
    assert heapq.nsmallest(3, data) == expected[:3]
    print(size, expected[:2], expected[-1:])
floats = [r.uniform(-1, 1) for _ in range(50)]
words = ["".join(r.choices("abcd", k=r.randint(0, 4))) for _ in range(50)]
print(all(a <= b for a, b in zip(sorted(floats), sorted(floats)[1:])), sorted(words)[:5], sorted(words, key=len)[-1], sorted(set(words))[-2:])
print(sorted([3, -1, 2], key=abs), sorted({"b": 2, "a": 1}.items()), sorted([[2], [1, 5], [1]]), sorted([(1, "b"), (1, "a")], key=lambda p: p[0]), sorted([True, False, 2, -1]), sorted("bBaA", key=str.lower), sorted([b"b", b"a"]))
