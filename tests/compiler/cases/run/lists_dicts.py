"""Lists and dicts, comprehensions, and the builtins that read iterables."""


def main() -> None:
    a = [3, 1, 2]
    a.append(10)
    a.extend([7, 8])
    a.insert(1, 99)
    print(a, len(a), a[0], a[-1], a[1:3], a[:2], a[-2:], a.index(2), a.count(1), 99 in a)
    a.remove(99)
    print(a.pop(), a.pop(0), a)
    a.sort()
    print(a, sorted(a, reverse=True), a + [1], a * 2, a == [1, 2, 7, 10], a < [1, 3])
    a.reverse()
    print(a, list(reversed(a)), min(a), max(a), sum(a), sum(a, 5))
    a[0] = 5
    a[1] += 5
    a += [1]
    b = a.copy()
    b.clear()
    print(a, b, bool(a), bool(b))
    grid = [[0] * 3 for _ in range(2)]
    grid[1][2] = 7
    print(grid, [row[2] for row in grid], [x for row in grid for x in row if x])
    words = ["pear", "fig", "apple"]
    print(sorted(words), sorted(words, key=len), sorted(words, key=lambda w: w[-1], reverse=True))
    print(max(words, key=len), min(words), [w.upper() for w in words if len(w) > 3])
    print(list(enumerate(words)), list(enumerate(words, 1)), list(zip(words, [1, 2, 3])))
    for i, (w, n) in enumerate(zip(words, range(10))):
        print(i, w, n)
    print(any(w == "fig" for w in words), all(len(w) > 3 for w in words), any([]), all([]))
    print(sum(len(w) for w in words), max(len(w) for w in words), ",".join(w for w in words))
    d = {"x": 1, "y": 2}
    d["z"] = 3
    d["x"] += 10
    print(d, len(d), d["x"], d.get("q"), d.get("q", 0), "x" in d, "q" not in d)
    for k in d:
        print(k, end=" ")
    for k, v in d.items():
        print(k, v, end=" ")
    print(sum(d.values()), list(d.keys()), list(d.values()), list(d.items()), sorted(d))
    print(d.pop("x"), d.pop("nope", -1), d.setdefault("w", 8), d)
    d.update({"y": 20, "n": 4})
    print(d, {k: v * 2 for k, v in d.items() if v > 3}, d == {"z": 3, "y": 20, "w": 8, "n": 4})
    by_len: dict[int, list[str]] = {}
    for w in words + ["kiwi"]:
        by_len.setdefault(len(w), []).append(w)
    print(by_len)
    keys: dict[tuple[int, int], str] = {(i, j): f"{i}{j}" for i in range(2) for j in range(2)}
    print(keys, keys[(1, 0)])
    mixed: dict[object, int] = {1: 1, "1": 2, 1.5: 3, None: 4, True: 5}
    print(mixed, mixed[1.0])
    try:
        for k in d:
            d[k + "!"] = 1
    except RuntimeError as e:
        print(e)
    try:
        print(a[100])
    except IndexError as e:
        print(e)
    try:
        a[100] = 1
    except IndexError as e:
        print(e)
    try:
        max([])
    except ValueError as e:
        print(e)
    big = {i: str(i) for i in range(1000)}
    for i in range(0, 1000, 2):
        del big[i]
    print(len(big), big[501], list(big)[:3])
    print([[1], [2]] == [[1], [2]], [float("nan")] == [float("nan")])
    floats = [2.5, 1.5]
    floats.sort()
    print(floats, sum(floats))
    loop: list[object] = [1]
    loop.append(loop)
    print(loop)
    loop.clear()
    names = ["b", "a"]
    names2 = names
    names2 += ["c"]
    print(names, list("abc"), list({"k": 1}), list(range(3)), dict([("a", 1)]))
    stack = [1]
    for item in stack:
        if item < 5:
            stack.append(item + 1)
    print(stack)


main()
