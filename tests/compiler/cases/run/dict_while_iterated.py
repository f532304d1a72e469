"""Dicts and sets that change while something iterates over them, or while a key is compared."""

d = {i: str(i) for i in range(4)}
for change in ("add", "delete", "assign"):
    d = {i: str(i) for i in range(4)}
    try:
        for k in d:
            if change == "add":
                d[k + 10] = "new"
            elif change == "delete":
                del d[k]
            else:
                d[k] = "same size"
        print(change, "done", d)
    except RuntimeError as e:
        print(change, e)
s = {1, 2, 3}
try:
    for x in s:
        s.add(x + 10)
except RuntimeError as e:
    print(e)
views = (d.keys(), d.values(), d.items())
d.clear()
d[7] = "seven"
print([list(v) for v in views], 7 in views[0], (7, "seven") in views[2])
it = iter({1: 2, 3: 4}.items())
print(next(it), list(it), list(it))


class Key:
    def __init__(self, n: int) -> None:
        self.n = n

    def __hash__(self) -> int:
        return 1

    def __eq__(self, other: object) -> bool:
        log.append(self.n)
        return isinstance(other, Key) and self.n == other.n


log: list[int] = []
table = {Key(1): "a", Key(2): "b"}
print(table.get(Key(2)), table.get(Key(3)), len(log) > 0)


class Failing(Key):
    def __hash__(self) -> int:
        return 1

    def __eq__(self, other: object) -> bool:
        raise LookupError("no comparison")


for action in ("get", "set", "in", "pop"):
    try:
        if action == "get":
            print(table[Failing(5)])
        elif action == "set":
            table[Failing(5)] = "x"
        elif action == "in":
            print(Failing(5) in table)
        else:
            table.pop(Failing(5))
    except LookupError as e:
        print(action, e, len(table))
print(dict.fromkeys("abca", 0), {**{"a": 1}, "b": 2, **{"a": 3}}, list(reversed({"x": 1, "y": 2})), {1: 2} | {1: 3})
