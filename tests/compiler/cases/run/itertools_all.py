"""Every function of itertools, with its edges."""

import itertools as it
import operator

print(list(it.accumulate([1, 2, 3])), list(it.accumulate([], initial=5)), list(it.accumulate([3, 1, 2], max)), list(it.accumulate("abc", operator.add, initial="-")))
print(list(it.chain("ab", [1], ())), list(it.chain.from_iterable(["ab", "cd"])), list(it.combinations("abcd", 2)), list(it.combinations([1], 2)), list(it.combinations("ab", 0)))
print(list(it.combinations_with_replacement("abc", 2)), list(it.permutations("abc", 2)), len(list(it.permutations(range(4)))), list(it.permutations([])), list(it.product("ab", [1, 2])), list(it.product([0, 1], repeat=3))[:4], list(it.product()))
print(list(it.compress("abcdef", [1, 0, 1, 0, 1])), list(it.dropwhile(lambda n: n < 3, [1, 3, 2])), list(it.takewhile(lambda n: n < 3, [1, 3, 2])), list(it.filterfalse(lambda n: n % 2, range(5))), list(it.filterfalse(None, [0, 1, "", "a"])))
print(list(it.islice("abcdef", 3)), list(it.islice("abcdef", 1, 5, 2)), list(it.islice("abc", None)), list(it.islice(it.count(5, -2), 4)), list(it.islice(it.cycle("ab"), 5)), list(it.repeat("x", 3)), list(it.islice(it.repeat(1), 2)), list(it.islice(it.count(0.5, 0.25), 3)))
print([(k, list(g)) for k, g in it.groupby("aabbbca")], [(k, len(list(g))) for k, g in it.groupby([1, 3, 2, 4, 5], key=lambda n: n % 2)], list(it.pairwise("abcd")), list(it.pairwise("a")), list(it.starmap(pow, [(2, 3), (3, 2)])))
print(list(it.zip_longest("ab", [1, 2, 3], fillvalue="-")), list(it.zip_longest([1], [], "xy")))
a, b, c = it.tee(iter("xyz"), 3)
print(next(a), next(a), list(b), list(a), list(c))
for make in (lambda: list(it.islice("abc", -1)), lambda: list(it.combinations("ab", -1)), lambda: list(it.repeat(1, -5))):
    try:
        print(make())
    except ValueError as error:
        print(error)
groups = it.groupby([1, 1, 2])
first = next(groups)
second = next(groups)
print(first[0], list(first[1]), second[0], list(second[1]))
