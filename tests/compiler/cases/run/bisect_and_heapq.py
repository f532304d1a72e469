"""Bisection with keys and bounds; heaps: push, pop, replace, merge, n largest."""

import bisect
import heapq

data = [1, 3, 3, 5, 9]
for x in (0, 1, 3, 4, 9, 10):
    print(x, bisect.bisect_left(data, x), bisect.bisect_right(data, x), bisect.bisect(data, x, 1, 3), bisect.bisect_left(data, x, 2))
bisect.insort(data, 4)
bisect.insort_left(data, 3)
bisect.insort_right(data, 3)
print(data, bisect.bisect_left([(1, "a"), (2, "b")], (2, "a")), bisect.bisect(["aa", "b", "cccc"], 2, key=len))
words = ["kiwi", "apple", "fig"]
words.sort(key=len)
bisect.insort(words, "plum", key=len)
print(words)
h: list[int] = []
for n in (5, 1, 8, 1, 3):
    heapq.heappush(h, n)
print(h[0], [heapq.heappop(h) for _ in range(3)], h)
h = [9, 4, 7, 1]
heapq.heapify(h)
print(heapq.heappushpop(h, 0), heapq.heapreplace(h, 10), sorted(h), heapq.nsmallest(2, h), heapq.nlargest(2, h), heapq.nsmallest(9, [3, 1]), heapq.nlargest(0, [1]))
pairs = [(2, "b"), (1, "z"), (2, "a")]
heapq.heapify(pairs)
print([heapq.heappop(pairs) for _ in range(3)], list(heapq.merge([1, 4], [2, 3], [])), list(heapq.merge([3, 1], [2], reverse=True)), list(heapq.merge("ac", "b", key=ord)))
print(heapq.nsmallest(2, [(3, "c"), (1, "a"), (2, "b")]), heapq.nlargest(1, ["aa", "b"], key=len), heapq.nsmallest(1, {"k": 1}))
try:
    heapq.heappop([])
except IndexError as error:
    print(error)
