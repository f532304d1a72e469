"""A dict with int keys: a histogram, and pairs that add up to a given sum."""

import sys


def main() -> None:
    size = int(sys.argv[1])
    counts: dict[int, int] = {}
    state = 42
    for _ in range(size * 4):
        state = (state * 1103515245 + 12345) & 0x7FFFFFFF
        key = (state >> 8) % size
        counts[key] = counts.get(key, 0) + 1
    pairs = 0
    for key, times in counts.items():
        rest = size - key
        if rest in counts:
            pairs += times * counts[rest]
    removed = 0
    for key in range(0, size, 3):
        if key in counts:
            removed += counts[key]
            del counts[key]
    print(len(counts), pairs, removed, sum(counts.values()))


main()
