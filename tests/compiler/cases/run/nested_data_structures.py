"""Trees, graphs and tables in dicts and lists: building, walking, copying, comparing, printing."""

from __future__ import annotations

import copy
from typing import Any

tree: dict[str, Any] = {"name": "root", "children": [{"name": "a", "children": []}, {"name": "b", "children": [{"name": "c", "children": []}]}]}


def walk(node: dict[str, Any], depth: int = 0) -> list[str]:
    lines = ["  " * depth + node["name"]]
    for child in node["children"]:
        lines += walk(child, depth + 1)
    return lines


print("\n".join(walk(tree)))
deep, shallow = copy.deepcopy(tree), copy.copy(tree)
tree["children"][0]["name"] = "changed"
print(deep["children"][0]["name"], shallow["children"][0]["name"], deep == tree, shallow == tree)
table: dict[tuple[int, int], str] = {(r, c): f"{r}{c}" for r in range(2) for c in range(3)}
print([[table[r, c] for c in range(3)] for r in range(2)], table.get((5, 5)), (1, 2) in table)
grid = [["."] * 4 for _ in range(3)]
grid[1][2] = "#"
print("\n".join("".join(row) for row in grid), [list(col) for col in zip(*grid)][2])
inverted: dict[int, list[str]] = {}
for word in "the cat sat on the mat with a hat".split():
    inverted.setdefault(len(word), []).append(word)
print({k: sorted(set(v)) for k, v in sorted(inverted.items())})
matrix = [[1, 2], [3, 4]]
same = [row for row in matrix]
same[0].append(9)
print(matrix, [row[:] for row in matrix] is matrix, matrix == [[1, 2, 9], [3, 4]], [[]] * 2, [x for row in matrix for x in row])
mixed: list[Any] = [1, "two", 3.0, None, [4, [5]], {"six": (7,)}, {8}, b"nine", True, range(2)]
print(mixed, len(mixed), mixed[4][1][0], mixed[5]["six"][0], [type(x).__name__ for x in mixed])
loop: list[Any] = [1]
loop.append(loop)
print(loop, loop[1] is loop, len(loop[1][1]))
d: dict[str, Any] = {}
d["self"] = d
print(d)
loop.clear()
d.clear()


def flatten(x: Any) -> list[Any]:
    return [y for item in x for y in (flatten(item) if isinstance(item, list) else [item])]


print(flatten([1, [2, [3, [], [4]]], 5]), sum(flatten([[1], [[2]]])), max(flatten([[3, 1], [2]])))
