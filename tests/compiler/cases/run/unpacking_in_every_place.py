"""Targets of for, with nested and starred parts, swaps, attributes and items; order of evaluation."""


class Box:
    def __init__(self) -> None:
        self.a = 0
        self.b: list[int] = []


log: list[str] = []


def index(n: int) -> int:
    log.append(f"i{n}")
    return n


box, items = Box(), [0, 0, 0]
box.a, (items[index(0)], *box.b), items[index(1)] = 1, (2, 3, 4), 5
print(box.a, box.b, items, log)
g, h = 1, 2
g, h = h, g + h
i = 0
i, items[i] = 2, 9
print(g, h, i, items)
for n, (x, *y), z in [(1, (2, 3, 4), 5), (6, (7,), 8)]:
    print(n, x, y, z)
for k, v in {"a": 1}.items():
    print(k, v)
[p, q] = list("xy")
(r,) = [7]
*head, tail = range(4)
first, *_ = list("only")
print(p, q, r, head, tail, first)
s = t = u = [1]
s.append(2)
print(t, u is s)
pairs = [(1, "one"), (2, "two")]
nums, names = zip(*pairs)
print(nums, names, {v: k for k, v in pairs}, [n for n, _ in pairs], *[x for pair in pairs for x in pair])
o1, o2, o3 = (n for n in range(3))
print(o1, o2, o3)
m = {"k": [1, 2]}
m["k"], m["new"] = [5], [6]
print(m)
(c, d), e = ("a", "b"), "c"
print(c, d, e)
for make in ("few", "many", "starred"):
    try:
        if make == "few":
            one, two = iter([1])
        elif make == "many":
            one, two = iter([1, 2, 3])
        else:
            one, *rest, two = iter([1])
    except ValueError as error:
        print(make, error)
