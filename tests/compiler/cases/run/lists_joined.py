"""A list joined with one whose items are laid out differently: ints, objects, floats, nothing."""


def joined() -> None:
    print(["a"] + [1])
    print([2] + ["b"])
    print([2.5] + ["b"])
    a: list[int] = [1]
    b: list[int | None] = [None]
    print(a + b, b + a)
    c: list[int | str] = [1, "x"]
    print(a + c, c + a)


joined()


def empty() -> None:
    print(set() | {1}, {1} | set())
    print({1: 2})
    print(sorted([]) + [1])
    print(max([], [1]), [] == [1], [] < [1])
    for x in [] + [3]:
        print(x)
    print([[]] + [[1]], [[], [1]])
    print(tuple([]) + (1, 2))
    print(list({}) + [1], [*[], *[1]], {**{}, **{1: 2}})
    print(([] or [1]) + [2])
    print([] * 2 + [1])
    y = [] if len([1]) > 3 else [1]
    print(y + [2])
    print(sum([[1], [2]], []))
    print([1, 2].__add__([]), dict(), list(), set())
    print({1}.union([]), set().union({1}), [] in [[]])


empty()


def sliced(n: int) -> None:
    x: tuple[int, ...] = tuple(list((1, 2, 3)[5:3]) + [5, 6])
    print(x)


sliced(1)


def changed() -> None:
    a: list[int] = [1, 2**70]
    b: list[int | str] = ["x"]
    c = a + b
    c.append("y")
    c[0] = 9
    print(a, b, c, sorted(map(str, b + a + b)))
    either: list[int] | list[str] = [3] if len(a) > 1 else ["t"]
    print(either + [None], [None] + either)


changed()
