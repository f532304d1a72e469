"""A dict with str keys: the words of a text, counted and ranked."""

import sys

SYLLABLES = ["ka", "lo", "mi", "ren", "sta", "tu", "ve", "xon"]


def text(size: int) -> str:
    words: list[str] = []
    state = 7
    for _ in range(size):
        state = (state * 1103515245 + 12345) & 0x7FFFFFFF
        word = ""
        for shift in range(8, 17, 3):
            word += SYLLABLES[(state >> shift) & 7]
        if state >> 30:
            word += SYLLABLES[(state >> 20) & 7]
        words.append(word)
    return " ".join(words)


def main() -> None:
    counts: dict[str, int] = {}
    for word in text(int(sys.argv[1])).split():
        if word in counts:
            counts[word] += 1
        else:
            counts[word] = 1
    best = ""
    for word, times in counts.items():
        if best == "" or times > counts[best] or (times == counts[best] and word < best):
            best = word
    print(len(counts), best, counts[best])
    print(sum(len(word) * times for word, times in counts.items()))


main()
