"""Empty displays whose items' type comes later, alone and in tuples."""


def words(text: str) -> list[str]:
    lines, current = [], ""
    for word in text.split():
        if current and len(current) > 3:
            lines.append(current)
            current = word
        else:
            current = f"{current} {word}" if current else word
    return lines + [current]


def counts(text: str) -> tuple[dict[str, int], list[float], set[int]]:
    found: dict[str, int]
    sizes: set[int]
    found, ratios, sizes = {}, [], set()
    for word in text.split():
        found[word] = found.get(word, 0) + 1
        ratios.append(1 / len(word))
        sizes.add(len(word))
    return found, ratios, sizes


def nested() -> None:
    (a, b), c = ([], {}), []
    a.append("x" + str(1))
    b["k"] = a
    c.append(b)
    print(a, b, c)


def swapped(flag: bool) -> list[int]:
    even: list[int]
    odd: list[int]
    even, odd = [], []
    for i in range(5):
        (even if i % 2 == 0 else odd).append(10**20 + i)
    even, odd = odd, even
    return even if flag else odd


print(words("ab cd efg hi jklm"))
print(counts("a bb a ccc"))
nested()
print(swapped(True), swapped(False))
