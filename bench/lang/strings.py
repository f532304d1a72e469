"""Strings: build lines, join, split, replace, search, slice, change case."""

import sys


def main() -> None:
    size = int(sys.argv[1])
    lines: list[str] = []
    for number in range(size):
        lines.append(f"user{number % 97}:Item {number}:{number * 7 % 1000} pieces")
    document = "\n".join(lines)
    document = document.replace("Item", "article no.").replace(" pieces", "")
    total = 0
    shouted = 0
    names: list[str] = []
    for line in document.split("\n"):
        name, article, amount = line.split(":")
        total += int(amount)
        if article.endswith("7"):
            names.append(name.upper())
        if line.find("user1") >= 0:
            shouted += len(article.strip().upper())
    joined = ",".join(names)
    reverse = joined[::-1]
    vowels = 0
    for letter in joined:
        if letter in "AEIOU":
            vowels += 1
    print(len(document), total, shouted, len(joined), vowels, reverse.count("RESU"), reverse[:12])


main()
