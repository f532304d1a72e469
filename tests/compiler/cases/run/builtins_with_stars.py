"""Builtin functions that are called with starred arguments."""

bounds = (2, 8, 3)
print(list(range(*bounds)), list(range(*[3])), [i for i in range(*bounds[:2])], range(*bounds), len(range(*bounds)))
total = 0
for i in range(*bounds):
    total += i
for i in range(1, *[4]):
    total += i
print(total)
xs = [3, 1, 2]
print(max(*xs), min(*xs), max(*xs, 10), min(0, *xs), max(*"hello"), min(*xs, key=lambda x: -x), list(zip(*[xs, "abc"])))
for bad in ((), (1, 2, 3, 4)):
    try:
        print(range(*bad))
    except TypeError as e:
        print(e)
for few in ([], [1]):
    try:
        print(max(*few))
    except TypeError:
        print("too few")
