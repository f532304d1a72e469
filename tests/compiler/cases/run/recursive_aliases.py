"""Type aliases that mention themselves."""

import json
from typing import Any, Union

Json = Union[dict[str, "Json"], list["Json"], str, int, float, bool, None]
Tree = Union["Leaf", tuple["Tree", "Tree"]]
Nested = list["Nested"]


class Leaf:
    def __init__(self, n: int) -> None:
        self.n = n


def depth(value: Json) -> int:
    if isinstance(value, dict):
        return 1 + max((depth(v) for v in value.values()), default=0)
    if isinstance(value, list):
        return 1 + max(map(depth, value), default=0)
    return 0


def total(tree: Tree) -> int:
    match tree:
        case Leaf():
            return tree.n
        case (left, right):
            return total(left) + total(right)


def count(nested: Nested) -> int:
    return 1 + sum(count(n) for n in nested)


def flat(value: Json) -> list[str]:
    match value:
        case {"items": [*items], **rest}:
            return [s for item in items for s in flat(item)] + [str(len(rest))]
        case dict():
            return [str(len(value))]
        case list():
            return [s for v in value for s in flat(v)]
        case None:
            return ["null"]
        case _:
            return [repr(value)]


def main() -> None:
    made: dict[str, Json] = {"a": [1, 2.5, {"b": None, "c": [True, "x"]}], "items": [1, [2], {"k": 3}]}
    value: Json = made
    print(depth(value), flat(value), depth(3), depth([]))
    made["more"] = [made["a"], "end"]
    inner = made["a"]
    assert isinstance(inner, list)
    inner.append(7)
    inner[0] = [inner[1]]
    print(json.dumps(value, sort_keys=True))
    loaded: Json = json.loads('{"x": [1, {"y": [2, 3.5, null]}]}')
    print(depth(loaded), flat(loaded))
    print(total((Leaf(1), ((Leaf(2), Leaf(3)), Leaf(4)))))
    nested: Nested = [[], [[], []]]
    nested[0].append([])
    print(count(nested), nested)
    table: dict[str, Json] = {"n": 1, "l": [1, "a"]}
    for key, item in table.items():
        print(key, depth(item), item)
    anything: Any = value
    again: Json = anything
    print(depth(again))


main()
