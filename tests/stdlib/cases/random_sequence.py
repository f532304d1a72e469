"""random: the same numbers as CPython for a seed, from every method."""

import random


def main() -> None:
    for seed in (0, 1, 42, -7, 2**100 + 3):
        random.seed(seed)
        print(seed, random.random(), random.getrandbits(7), random.getrandbits(100))
    random.seed("a text")
    print(random.random())
    random.seed(b"bytes")
    print(random.random())
    for wide in (2**32, 2**64 - 1, 3**5000):
        print(random.Random(wide).getrandbits(70))
    unseeded = random.Random()
    state = unseeded.getstate()
    drawn = unseeded.random()
    unseeded.setstate(state)
    print(drawn == unseeded.random(), len(state[1]))
    again = random.Random(3)
    again.gauss(0, 1)
    again.seed()
    print(0 <= again.random() < 1)
    again.seed(3)
    print(again.gauss(0, 1))
    r = random.Random(2024)
    print(r.randint(1, 6), r.randrange(10), r.randrange(5, 50, 5), r.randrange(10, 0, -3))
    print([r.choice("abcdef") for _ in range(8)], r.choices([1, 2, 3], k=5))
    print(r.choices(["x", "y", "z"], weights=[1, 5, 2], k=8), r.randbytes(5), r.getrandbits(0))
    print(r.choices("pq", cum_weights=[0.5, 3.0], k=4))
    cards = list(range(20))
    r.shuffle(cards)
    print(cards, r.sample(cards, 5), r.sample(range(1000), 4), r.sample(range(10**6), 30)[:5])
    print(r.sample(["a", "b"], 3, counts=[4, 2]))
    print(r.uniform(2.0, 5.0), r.triangular(), r.triangular(1.0, 4.0, 2.0))
    print(r.normalvariate(0.0, 1.0), r.gauss(1.0, 2.0), r.gauss(1.0, 2.0), r.gauss())
    print(r.lognormvariate(0.0, 0.5), r.expovariate(1.5), r.vonmisesvariate(1.0, 2.0))
    print(r.gammavariate(2.5, 1.0), r.gammavariate(1.0, 2.0), r.gammavariate(0.5, 2.0))
    print(r.betavariate(2.0, 3.0), r.paretovariate(3.0), r.weibullvariate(1.0, 1.5))
    state = r.getstate()
    first = [r.random() for _ in range(3)]
    r.setstate(state)
    print(first == [r.random() for _ in range(3)], len(state[1]))
    print(sum([r.random() for _ in range(2000)]))
    for bad in range(6):
        try:
            if bad == 0:
                r.randrange(0)
            elif bad == 1:
                r.randint(5, 2)
            elif bad == 2:
                r.choice([1][1:])
            elif bad == 3:
                r.sample([1], 2)
            elif bad == 4:
                r.choices([1, 2], weights=[0, 0])
            else:
                r.randrange(1, 5, 0)
        except (ValueError, IndexError) as error:
            print(type(error).__name__, error)


main()
