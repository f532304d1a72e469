"""A dict or set whose keys change while a loop is in it, its size too or not."""


def t(kind: int) -> None:
    d = {1: "a", 2: "b", 3: "c"}
    try:
        for k in d:
            print(k)
            if kind == 0:
                d[k + 10] = "n"
            if kind == 1:
                del d[k]
            if kind == 2:
                del d[k]
                d[k + 10] = "n"
            if kind == 3:
                d[k] = "z"
            if kind == 4:
                d.clear()
            if kind == 5:
                v = d.pop(k)
                d[k] = v
    except RuntimeError as e:
        print(type(e).__name__, e)
    print(d)


def u(kind: int) -> None:
    d = {1: "a", 2: "b", 3: "c"}
    try:
        for k, v in d.items():
            print(k)
            if kind == 0:
                d[k + 10] = "n"
            if kind == 1:
                del d[k]
            if kind == 2:
                del d[k]
                d[k + 10] = "n"
            if kind == 4:
                d.clear()
    except RuntimeError as e:
        print(type(e).__name__, e)
    print(d)


def s(kind: int) -> None:
    d = {1, 2, 3}
    try:
        for k in d:
            print(k)
            if kind == 0:
                d.add(k + 10)
            if kind == 1:
                d.remove(k)
            if kind == 2:
                d.remove(k)
                d.add(k + 10)
            if kind == 4:
                d.clear()
    except RuntimeError as e:
        print(type(e).__name__, e)
    print(sorted(d))


for k in range(6):
    t(k)
    u(k)
for k in (0, 1, 4):
    s(k)
d = {1: 2, 3: 4}
try:
    print([d.pop(k) for k in d])
except RuntimeError as e:
    print(e)
it = iter(d)
d[99] = 1
try:
    print(next(it))
except RuntimeError as e:
    print(e)
try:
    print(next(it))
except RuntimeError as e:
    print(e)


def replaced(size: int) -> None:
    d = {k: str(k) for k in range(size)}
    try:
        for k in d:
            print(k)
            del d[k]
            d[k + 100] = "n"
    except RuntimeError as e:
        print(e)
    d = {k: str(k) for k in range(size)}
    try:
        for k, v in d.items():
            d[k + 100] = v + d.pop(k)
    except RuntimeError as e:
        print(e)
    d = {k: str(k) for k in range(size)}
    walk = iter(d.values())
    try:
        for v in walk:
            d[int(v) + 100] = d.pop(int(v))
    except RuntimeError as e:
        print(e)
    print(d)


for size in range(4):
    replaced(size)
holes = {k: k for k in range(8)}
for k in range(7):
    del holes[k]
print([k for k in holes], [v for v in holes.values()], list(holes.items()))
