"""deque, defaultdict, OrderedDict, Counter."""

from collections import Counter, OrderedDict, defaultdict, deque


def deques() -> None:
    d = deque([1, 2, 3])
    d.append(4)
    d.appendleft(0)
    print(d, len(d), d[0], d[-1], d.pop(), d.popleft(), list(d), bool(d), 2 in d, 9 in d)
    d.extend([7, 8])
    d.extendleft([5, 6])
    print(d, d.index(7), d.count(8), list(reversed(d)))
    d.rotate(2)
    print(d)
    d.rotate(-3)
    print(d)
    d.remove(7)
    d.insert(2, 99)
    d.insert(-1, 98)
    d.insert(100, 97)
    d[1] = 11
    del d[0]
    d.reverse()
    print(d, d.copy() == d, d == deque([1]), d != deque([1]), d < deque([1000]))
    bounded = deque("abcdef", maxlen=3)
    bounded.append("g")
    bounded.appendleft("z")
    print(bounded, bounded.maxlen, d.maxlen, bounded + deque("q"), bounded * 2)
    big: deque[int] = deque()
    for i in range(1000):
        big.append(i)
        if i % 3 == 0:
            big.popleft()
    print(len(big), sum(big), big[0], big[-1])
    words: deque[str] = deque()
    for word in ["x", "y", "z"]:
        words.appendleft(word)
    words += ["w"]
    print(words, [w * 2 for w in words], sorted(words))
    for bad in range(6):
        try:
            if bad == 0:
                deque([0][1:]).pop()
            elif bad == 1:
                d[50]
            elif bad == 2:
                d.remove(12345)
            elif bad == 3:
                deque([1], maxlen=-1)
            elif bad == 4:
                bounded.insert(0, "t")
            else:
                for i in d:
                    d.append(i)
        except (IndexError, ValueError, RuntimeError) as error:
            print(type(error).__name__, error)


def default_dicts() -> None:
    groups: defaultdict[int, list[str]] = defaultdict(list)
    for word in ["a", "bb", "cc", "d"]:
        groups[len(word)].append(word)
    print(groups[1], groups[2], dict(groups), len(groups), 3 in groups, groups.get(3))
    counts: defaultdict[str, int] = defaultdict(int)
    for letter in "hello":
        counts[letter] += 1
    print(sorted(counts.items()), counts["zz"], len(counts), isinstance(counts, dict))
    nested: defaultdict[str, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
    nested["a"]["b"] += 2
    print(nested["a"]["b"], list(nested), counts == {"h": 1, "e": 1, "l": 2, "o": 1, "zz": 0})
    plain: defaultdict[str, int] = defaultdict(None, {"k": 1})
    print(plain, plain.pop("k"), plain.setdefault("m", 4), plain)
    try:
        plain["no"]
    except KeyError as error:
        print("KeyError", error)


def ordered() -> None:
    o: OrderedDict[str, int] = OrderedDict()
    o["a"] = 1
    o["b"] = 2
    o["c"] = 3
    o.move_to_end("a")
    o.move_to_end("c", last=False)
    print(o, list(o), o.popitem(), o.popitem(last=False), o, len(o))
    p = OrderedDict([("x", 1), ("y", 2)])
    q = OrderedDict([("y", 2), ("x", 1)])
    print(p == q, p == {"y": 2, "x": 1}, p == p.copy(), OrderedDict())
    try:
        OrderedDict([("z", 1)][1:]).popitem()
    except KeyError as error:
        print("KeyError", error)


def counters() -> None:
    c = Counter("abracadabra")
    print(c, c["a"], c["z"], len(c), c.total(), c.most_common(2), c.most_common())
    c.update("aaz")
    c.subtract({"b": 5})
    print(c, sorted(c.elements()), c["b"], "q" in c)
    c["q"] += 1
    del c["b"]
    del c["nothing"]
    print(c, sum(c.values()), sorted(c), max(c.items(), key=lambda pair: pair[1]))
    x, y = Counter([1, 1, 2]), Counter([1, 2, 2, 3])
    print(x + y, x - y, x & y, x | y, x == y, x == Counter([2, 1, 1]), +x, -x)
    words = Counter[str]()
    for word in ["the", "cat", "the", "dog", "the", "end"]:
        words[word] += 1
    print(words.most_common(1), Counter({"a": 2, "b": 0}) == Counter("aa"), Counter())


deques()
default_dicts()
ordered()
counters()
