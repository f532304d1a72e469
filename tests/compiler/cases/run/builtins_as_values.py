"""Builtin functions and classes as values: in map, as keys, called through variables."""

from typing import Any, Callable, Iterable

xs = ["b", "A", "cc"]
print(list(map(str, [1, 2])), sorted(xs, key=str.lower), list(map(len, xs)), list(map(str.upper, xs)), max(xs, key=len))
print(list(map(int, ["1", "2"])), list(map(repr, xs)), list(map(float, [1, 2])), list(map(abs, [-1, 2])), list(filter(str.isalpha, xs)))
print(sorted([3, -1], key=abs), [f(3) for f in (str, repr, hex, bin)], list(map(ord, "ab")), list(map(chr, [97])), list(map(bool, [0, 1])))
print(list(map(tuple, [[1], [2, 3]])), list(map(list, ["ab", "c"])), list(map(sum, [[1, 2], [3]])), list(map(sorted, [[2, 1], [3]])), list(map(set, ["a"])))
print(list(map(max, [[1, 5], [2]])), list(map(min, ["hello", "abc"])), list(map(any, [[0, 1], []])), list(map(all, [[0, 1], []])), list(map(frozenset, [[1]])))
print(list(map(bytes, [[65, 66]])), list(map(dict, [[("a", 1)], []])), list(map(hash, [1, 2])), list(map(type, [1, "a"])))


def apply(f: Callable[[Iterable[int]], Any], items: list[int]) -> Any:
    return f(items)


print([apply(f, [3, 1, 2]) for f in (list, tuple, set, sorted, sum, max)])
out: list[int] = []
push = out.append
for n in range(3):
    push(n)
list(map(out.append, [7, 8]))
print(out, list(map("-".join, [["a", "b"], "cd"])), list(map({1: "x"}.get, [1, 2])), list(map("abc".index, "cb")))
print(list(map(str.strip, [" a ", "b "])), list(map(str.split, ["a b", "c"])), [s() for s in map(lambda x: x.upper, xs)])
