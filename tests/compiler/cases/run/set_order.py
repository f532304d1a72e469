"""Sets of ints give their items in CPython's order, whatever was added and removed before."""


class Random:
    def __init__(self, seed: int) -> None:
        self.state = seed

    def below(self, limit: int) -> int:
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % (1 << 64)
        return (self.state >> 33) % limit


def churn(seed: int, span: int, steps: int) -> list[int]:
    random = Random(seed)
    items: set[int] = set()
    other: set[int] = set()
    for _ in range(steps):
        value = random.below(2 * span) - span
        choice = random.below(20)
        if choice < 11:
            items.add(value)
        elif choice < 14:
            items.discard(value)
        elif choice < 15 and items:
            other.add(items.pop())
        elif choice == 15:
            other = items ^ other
        elif choice == 16:
            items |= {value, value + 1, 5, 6}
        elif choice == 17:
            items = items - {x for x in items if x % 3 == 0}
        elif choice == 18 and len(items) > 30:
            items -= set(range(value, value + 20))
        elif choice == 19 and len(other) > 4:
            items = items | (items & other) | other.difference(items, [value])
            other &= items
    return list(items) + [0] + list(other)


def main() -> None:
    for seed in range(30):
        for span, steps in ((8, 60), (200, 300), (10**15, 200), (1 << 70, 50)):
            order = churn(seed, span, steps)
            print(seed, len(order), order[:10], sum(x * (i + 1) for i, x in enumerate(order)))
    print({33, 9, 1, 25}, {0, 8, 16, 24, 32}, {5, -1, -2, 100}, {64, 0, 32, 96, 128, 1})
    print({9, 1, 17, 33}, {8, 16}, {3, 2, 1}, set(range(20, 0, -3)), set({7: 1, 15: 2}))
    print(frozenset([40, 8, 0, 16]), frozenset({24, 16, 8}), set(frozenset([24, 16, 8])))


main()
