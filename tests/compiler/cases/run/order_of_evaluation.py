"""Operands, targets, arguments and defaults are evaluated in CPython's order, each once."""

seen: list[str] = []


def note(text: str, value: int) -> int:
    seen.append(text)
    return value


def show() -> None:
    print(" ".join(seen))
    seen.clear()


def box(text: str, size: int) -> list[int]:
    seen.append(text)
    return list(range(size))


def take(a: int, b: int = 0, *rest: int, c: int = 0, **more: int) -> int:
    return a + b + sum(rest) + c + sum(more.values())


x = note("a", 1) + note("b", 2) * note("c", 3) - note("d", 4) ** note("e", 2)
show()
box("target", 3)[note("index", 1)] = note("value", 5)
show()
box("target", 3)[note("index", 1)] += note("value", 5)
show()
a, box("second", 2)[note("at", 0)] = note("first value", 1), note("second value", 2)
show()
take(note("1", 1), note("2", 2), *box("star", 2), c=note("c", 3), **{"k": note("k", 4)})
show()
print({note("key", 1): note("value", 2), note("key2", 3): note("value2", 4)})
show()
print(note("l", 1) < note("m", 2) < note("n", 0) < note("never", 5))
show()
print(note("yes", 1) if note("test", 0) else note("no", 2))
show()
del box("del", 3)[note("i", 0)]
show()
y = z = note("chained", 4)
print(x, y, z, [note("item", i) for i in box("iter", 2) if note("if", i)])
show()
assert note("assert", 1), note("message", 2)
show()
print(f"{note('f1', 1)}{note('f2', 2):{note('width', 4)}}")
show()
