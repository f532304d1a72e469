"""append to sort: return values, errors, aliasing, index bounds."""

a: list[int] = [3, 1, 2]
print(a.append(4), a.extend([5]), a.insert(0, 0), a.insert(-1, 9), a.insert(100, 7), a.insert(-100, -7), a)  # type: ignore[func-returns-value]
print(a.pop(), a.pop(0), a.pop(-2), a, a.index(3), a.count(3), a.remove(3), a)  # type: ignore[func-returns-value]
print(a.reverse(), a, a.sort(), a, a.sort(reverse=True), a, a.copy() is a, a.copy() == a, a.clear(), a)  # type: ignore[func-returns-value]
for make in (lambda: [].pop(), lambda: [1].pop(5), lambda: [1, 2].remove(3), lambda: [1, 2].index(3), lambda: [1, 2, 1].index(1, 1, 2)):
    try:
        print(make())
    except (IndexError, ValueError) as error:
        print(type(error).__name__, error)
b = [[0] * 2] * 2
b[0][0] = 1
print(b, b[0] is b[1], [1, 2] + [3], [1] * 3, 2 * ["a"], [] == [], [1, 2] < [1, 3], [1] < [1, 0], [2] > [1, 9], [1, 2] != [1, 2])
c = [1, 2, 3, 1, 2]
print(c.index(2, 2), c.index(1, -3), c[::-1], 3 in c, 4 in c, sum(c), max(c), min(c), sorted(c, key=lambda n: -n), list(reversed(c)))
words = ["bb", "a", "CC", "ccc", ""]
print(sorted(words), sorted(words, key=len), sorted(words, key=str.lower, reverse=True), sorted(words, key=lambda w: (len(w), w)))
words.sort(key=len)
print(words, words.index("a"), [*words, *c][:3], [w for w in words if w], list("ab") * 2)
d = [1, 2, 3]
for i, x in enumerate(d):
    if i < 3:
        d.append(x * 10)
print(d)
e = d
e += [0]
print(d is e, d[-1], list(range(3)) == [0, 1, 2], [1, 2, 3][-1:], [None] * 2)
