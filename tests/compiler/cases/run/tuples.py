"""Tuples: display, equality, order, hash, unpacking, iteration."""


def pair() -> tuple[int, str]:
    return 1, "one"


def swap(t: tuple[int, str]) -> tuple[str, int]:
    a, b = t
    return b, a


def total(values: tuple[int, ...]) -> int:
    result = 0
    for v in values:
        result += v
    return result


def main() -> None:
    t = (1, "a", 2.5, None, True)
    print(t, len(t), t[0], t[1], t[-1], (1,), ())
    print(pair(), swap(pair()), pair() == (1, "one"), pair()[1])
    print((1, 2) < (1, 3), (1, 2) < (1, 2, 0), (1, 2) == (1, 2), (1, 2) != (2, 1), (2,) > (1, 9))
    print(hash((1, 2)) == hash((1, 2)), {(1, "a"): "x"}[(1, "a")], (1, 2) + (3,), 2 in (1, 2))
    print(total((1, 2, 3)), total(()), sum((4, 5)), max((3, 9, 2)), min((3, 9, 2)))
    for i, (a, b) in enumerate([(1, 2), (3, 4)]):
        print(i, a, b)
    nested = ((1, 2), (3, (4, 5)))
    (a, b), (c, (d, e)) = nested
    print(a, b, c, d, e)
    print(tuple([1, 2]), list((1, 2)), tuple("ab"), sorted(((2, "b"), (1, "z"), (1, "a"))))
    x, y = 1, 2
    x, y = y, x + y
    print(x, y)
    values: tuple[int, ...] = (5, 6, 7)
    print(values[1], len(values), values[1:])
    i = 3
    try:
        print(values[i])
    except IndexError as e:
        print(e)
    print(repr((1, "x'y", (2.0, b"b"))))
    print(1 if () else 0, 1 if (0,) else 0)


main()


def unused() -> None:
    """Displays that nobody looks at still own their items until the last one is there."""
    [str(1), str(2)]
    (str(3), str(4))
    print(type([str(5)]).__name__, 1 if (str(6),) else 0, 1 if [str(7)] else 0)


unused()
