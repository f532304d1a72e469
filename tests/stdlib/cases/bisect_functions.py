"""bisect: both sides, bounds, keys, insertion."""

import bisect
from bisect import bisect_left, bisect_right, insort, insort_left


def main() -> None:
    a = [1, 2, 2, 2, 5, 9]
    for x in range(-1, 11):
        print(x, bisect_left(a, x), bisect_right(a, x), bisect.bisect(a, x))
    print(bisect_left(a, 2, 2), bisect_left(a, 2, 2, 3), bisect_right(a, 2, 0, 2))
    print(bisect_left([], 3), bisect_left(("a", "c"), "b"), bisect_right([1.5, 2.5], 2.0))
    words = ["kiwi", "apple", "banana"]
    words.sort(key=len)
    print(bisect_left(words, 5, key=len), bisect_right(words, 5, key=len))
    numbers: list[int] = []
    for n in [5, 1, 4, 1, 3, 9, 2, 6]:
        insort(numbers, n)
    print(numbers)
    pairs = [(1, "b"), (3, "a")]
    insort_left(pairs, (1, "a"))
    insort(pairs, (2, "z"), key=lambda pair: pair[0])
    bisect.insort_right(pairs, (3, "a"))
    print(pairs)
    try:
        bisect_left(a, 3, -1)
    except ValueError as error:
        print(error)
    try:
        bisect_left(a, 100, 0, 10)
    except IndexError as error:
        print(error)


main()
