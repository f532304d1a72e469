"""`:=` in generator expressions binds in the function around them."""


def first_long(words: list[str]) -> str | None:
    found: str | None = None
    if any(len(found := w) > 3 for w in words):
        return found
    return None


def squares(n: int) -> tuple[list[int], int]:
    last = -1
    result = list(x for i in range(n) if (last := i * i) % 2 == 0 for x in (last, last + 1))
    return result, last


def lazy() -> None:
    seen = 0
    gen = (seen := seen + x for x in (1, 2, 3))
    print(seen, next(gen), seen, next(gen), seen, list(gen), seen)


def nested() -> int:
    total = 0
    rows = list(sum(total := total + v for v in row) for row in ((1, 2), (3,)))
    print(rows)
    return total


print(first_long(["a", "bcde", "f"]), first_long([]), squares(4), nested())
lazy()
outer = 0
print(max(outer := outer + n for n in range(4)), outer)
