"""itertools: every function, their ends and their errors."""

import itertools
from collections.abc import Iterator
from itertools import accumulate, chain, count, cycle, islice


def noisy(n: int) -> Iterator[int]:
    for i in range(n):
        print("take", i)
        yield i


def main() -> None:
    print(list(islice(count(), 4)), list(islice(count(5, -2), 4)), list(islice(count(0.5), 3)))
    print(list(islice(count(1.5, 0.5), 3)))
    print(list(islice(cycle("abc"), 7)), list(cycle([])))
    print(list(itertools.repeat("x", 3)), list(itertools.repeat(1, -1)))
    print(list(islice(itertools.repeat(None), 2)))
    c = chain([1, 2], (3,), range(4, 6))
    print(next(c), list(c), iter(c) is c, list(chain()))
    print(list(chain.from_iterable(["ab", "cd"])), list(chain("ab", ["cd"])))
    print(list(accumulate([1, 2, 3, 4])), list(accumulate([1.5, 2.0])), list(accumulate("abc")))
    print(list(accumulate([1, 2, 3], lambda a, b: a * b)), list(accumulate([1, 2], initial=100)))
    print(list(itertools.compress("abcdef", [1, 0, 1, 0, 1, 1])))
    print(list(itertools.dropwhile(lambda x: x < 3, [1, 4, 2, 5])))
    print(list(itertools.takewhile(lambda x: x < 3, [1, 2, 4, 1])))
    print(list(itertools.filterfalse(lambda x: x % 2, range(6))))
    print(list(itertools.filterfalse(None, [0, 1, "", "a"])))
    print(
        list(islice("abcdefg", 2)), list(islice("abcdefg", 2, 4)), list(islice("abcdefg", 2, None))
    )
    print(list(islice("abcdefg", 0, None, 3)), list(islice("abc", None)), list(islice("abc", 5, 9)))
    it = iter(range(10))
    print(
        list(islice(it, 3)),
        next(it),
        list(islice(it, 0)),
        next(it),
        list(islice(it, 2, 2)),
        next(it),
    )
    print(list(islice(noisy(5), 1, 4, 2)))
    print(list(itertools.pairwise("abcd")), list(itertools.pairwise([1])))
    print(list(itertools.starmap(lambda a, b: a + b, [("a", "b"), ("c", "d")])))
    first, second = itertools.tee(noisy(3))
    print(next(first), next(first), next(second), list(first), list(second))
    print([list(t) for t in itertools.tee([1, 2], 3)], itertools.tee([1], 0))
    print([(key, list(group)) for key, group in itertools.groupby("aaabbca")])
    print(
        [(key, list(group)) for key, group in itertools.groupby([1, 3, 2, 4, 5], lambda x: x % 2)]
    )
    groups = itertools.groupby([1, 1, 2, 2, 3])
    kept = [(key, group) for key, group in groups]
    print([(key, list(group)) for key, group in kept])
    partly = itertools.groupby("aabb")
    key, group = next(partly)
    print(key, next(group), next(partly)[0], list(group))
    print(list(itertools.zip_longest([1, 2, 3], "ab")))
    print(list(itertools.zip_longest([1], [2, 3], fillvalue=0)), list(itertools.zip_longest()))
    print(list(itertools.zip_longest("a", "bcd", "ef", fillvalue="-")))
    print(list(itertools.product("ab", [1, 2])), list(itertools.product()))
    print(list(itertools.product([0, 1], repeat=3)), list(itertools.product("ab", [])))
    print(list(itertools.product("a", "b", "cd")), list(itertools.product([1], repeat=0)))
    print(list(itertools.permutations("abc")), list(itertools.permutations([1, 2, 3], 2)))
    print(list(itertools.permutations([1], 2)), list(itertools.permutations([], 0)))
    print(list(itertools.combinations("abcd", 2)), list(itertools.combinations([1, 2], 3)))
    print(list(itertools.combinations([1, 2], 0)))
    print(list(itertools.combinations_with_replacement("abc", 2)))
    print(list(itertools.combinations_with_replacement([], 1)))
    for bad in range(6):
        try:
            if bad == 0:
                islice([1], -1)
            elif bad == 1:
                islice([1], 0, -1)
            elif bad == 2:
                islice([1], 0, 1, 0)
            elif bad == 3:
                itertools.tee([1], -1)
            elif bad == 4:
                itertools.permutations([1], -1)
            else:
                itertools.product([1], repeat=-1)
        except ValueError as error:
            print(error)


main()
