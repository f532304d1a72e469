"""Their own variables, conditions, nesting, walrus outside, dict and set order, shadowing."""

x = "outer"
squares = [x for x in range(3)]
print(x, squares, [x + y for x in "ab" for y in "cd" if x + y != "bc"], [[i * j for j in range(3)] for i in range(2)])
print({k: v for k, v in zip("aab", range(3))}, {len(w) for w in ("a", "bb", "cc")}, {i: {j for j in range(i)} for i in range(3)}, [*(i for i in range(2)), *[9]])
found = [y := f, y**2] if (f := 3) else []
print(found, y, [last := n for n in range(4)], last, any((hit := n) > 2 for n in range(9)), hit)
funcs = [lambda i=i: i for i in range(3)]
print([f() for f in funcs], [(lambda: j)() for j in range(3)])  # type: ignore[no-untyped-call]


class Scoped:
    size = 3
    values = [n * 2 for n in range(3)]

    def rows(self) -> list[int]:
        size = 2
        return [size * n for n in range(self.size)]


print(Scoped.values, Scoped().rows(), sum(1 for _ in "abc"), max(len(w) for w in ["a", "abc"]), [a if a % 2 else -a for a in range(4)], [b for a in [[1], [2, 3]] for b in a if b > 1])


def outer(n: int) -> list[int]:
    def inner(k: int) -> int:
        return k * n

    return [inner(i) + n for i in range(n) if inner(i) != n]


print(outer(3), [i for i in range(10) if i % 2 if i % 3], list(map(lambda p: p[0], {"z": 1, "y": 2}.items())), dict(sorted({"b": 1, "a": 2}.items())))
matrix = [[1, 2, 3], [4, 5, 6]]
print([[row[i] for row in matrix] for i in range(3)], list(zip(*matrix)), [sum(r) for r in matrix], {tuple(r): i for i, r in enumerate(matrix)})
