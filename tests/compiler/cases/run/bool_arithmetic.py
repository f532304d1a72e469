"""Booleans are ints: arithmetic, comparison, indexing, formatting, logic returning operands."""

t, f = True, False
print(t + t, t * 3, t - f, t / 2, t // 1, -t, +t, ~t, t << 3, t & f, t | f, t ^ t, t & 3, t | 4, t == 1, f == 0.0, t < 2, t is True, not t)
print([10, 20][t], "ab"[f], sum([t, t, f]), int(t), float(t), str(t), repr(f), f"{t} {t:d} {t:>6} {t!r}", "%s %d" % (t, t), bin(t), max(t, f), sorted([t, f]), bool("False"), bool([]), bool([0]), bool(None))
a: list[int] = []
b: str = ""
print(a or "empty", b or 0 or None or "last", 1 and 2, 0 and 1, [] and 1, "x" and "y" or "z", not [] and not "", (a or [1])[0], 5 if a else 6)
print(1 < 2 < 3, 1 < 3 > 2, not 1 == 2, True is not False, isinstance(t, int), isinstance(1, bool), type(t) is bool, any([0, 0, 1]), all([]), any([]), all([1, ""]))  # type: ignore[comparison-overlap]
calls: list[str] = []


def say(value: bool, name: str) -> bool:
    calls.append(name)
    return value


print(say(True, "a") or say(True, "b"), say(False, "c") and say(True, "d"), say(False, "e") or say(True, "f") and say(False, "g"), calls)
count = 0
for flag in (t, f, t):
    count += flag
print(count, t ** 2, 2 ** t, t % 2, divmod(t, 2), pow(t, 2), round(t), abs(t), hash(t), t.__class__.__name__, t and None, f or t)
