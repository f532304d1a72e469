"""The same numbers as CPython for a seed: every distribution and choice."""

import random

r = random.Random(12345)
print([r.random() for _ in range(3)], [r.randint(1, 6) for _ in range(8)], r.randrange(0, 100, 7), r.uniform(-1, 1), r.choice("abc"), r.choices([1, 2, 3], weights=[1, 0, 5], k=5), r.sample(range(100), 4), r.getrandbits(70), r.gauss(0, 1), r.normalvariate(5, 2))
deck = list(range(8))
r.shuffle(deck)
print(deck, r.triangular(0, 10, 3), r.expovariate(1.5), r.betavariate(2, 3), r.gammavariate(2, 1), r.paretovariate(3), r.weibullvariate(1, 2), r.vonmisesvariate(0, 4), r.lognormvariate(0, 1), r.randbytes(5))
state = r.getstate()
first = [r.random() for _ in range(2)]
r.setstate(state)
print(first == [r.random() for _ in range(2)], random.Random("text").random(), random.Random(b"bytes").randint(0, 10**6), random.Random(2**100).random(), random.Random(-5).random() == random.Random(5).random(), random.Random(1.5).random())
random.seed(7)
print(random.random(), random.randint(0, 9), random.choice([10, 20, 30]), random.sample("abcdef", 3), random.choices("xy", k=4), random.sample([1, 2], counts=[3, 1], k=3))
for make in (lambda: r.randint(5, 1), lambda: r.choice([]), lambda: r.sample([1], 2), lambda: r.randrange(0), lambda: r.choices([1], weights=[0])):
    try:
        print(make())
    except (ValueError, IndexError) as error:
        print(type(error).__name__, error)
