"""A list that grows, shrinks or is replaced while something iterates over it."""

xs = [1, 2, 3]
for x in xs:
    if x < 6:
        xs.append(x + 3)
print(xs)
for x in xs:
    xs.remove(x)
print(xs)
ys = [0, 1, 2, 3, 4, 5]
it = iter(ys)
print(next(it), next(it))
del ys[:]
print(next(it, -1), next(it, -2))
ys.append(9)
print(next(it, -3))
zs = [5, 6, 7]
back = reversed(zs)
print(next(back))
zs.pop()
zs.pop()
print(list(back))
nested = [[1], [2], [3]]
for inner in nested:
    inner.extend(nested[0])
print(nested)
ks = [3, 1, 2]
ks[len(ks):] = ks
ks[1:1] = ks[::2]
ks[::2] = [0] * len(ks[::2])
print(ks)
try:
    ks[::2] = [1]
except ValueError as e:
    print(e)
try:
    ks[5:2:-1] = [1, 2]
except ValueError as e:
    print(e)
del ks[::-2]
print(ks, ks * 2, ks * -1)


class Noisy:
    def __init__(self, n: int) -> None:
        self.n = n

    def __eq__(self, other: object) -> bool:
        if len(items) > 2:
            items.clear()
        return False


items: list[Noisy] = [Noisy(i) for i in range(5)]
print(items.count(Noisy(9)), len(items))


def key(n: int) -> int:
    assert not sorted_now, "the list looks empty while it is sorted"
    return -n


sorted_now = [3, 1, 2]
try:
    sorted_now.sort(key=key)
    print("sorted", sorted_now)
except (AssertionError, ValueError) as e:
    print(type(e).__name__, sorted_now)
