"""Chained comparison evaluates once; conditional expressions nest; and/or give operands."""

log: list[str] = []


def v(name: str, value: int) -> int:
    log.append(name)
    return value


print(v("a", 1) < v("b", 2) < v("c", 3), log)
log.clear()
print(v("a", 5) < v("b", 2) < v("c", 3), log)
log.clear()
print(v("a", 1) if v("t", 0) else v("b", 2), log)
log.clear()
print(v("x", 0) or v("y", 7) and v("z", 0) or v("w", 3), log, not v("q", 0))
log.clear()
print([v("l", 1), v("m", 2)][v("i", 1)], v("f", 2) ** v("g", 3) - v("h", 1), log)
log.clear()
print({v("k", 1): v("val", 2)}, (v("p", 1), v("r", 2)), log)
a, b = 3, 4
print("lt" if a < b else "eq" if a == b else "gt", 1 < a < 5 > 2 != 3, a == 3 == b - 1, (a, b) < (3, 5), a in [1, 3] and b not in [1], None is None is not False, 0 < 1 == True)  # type: ignore[comparison-overlap]
x = None
print(x or "default", x and "never", (x if x is not None else 5) + 1, bool(x) is False, [] or {} or "empty", "a" and "b", 0 or 0.0 or "")
total = 0
total += 1 if a > b else 10
total -= -5
total *= 2
total //= 4
total **= 2
total %= 20
total <<= 2
total |= 1
total ^= 3
total &= 0xFF
total >>= 1
print(total, -2**2, (-2) ** 2, 2**3**2, 7 // -2, -7 // 2, 7 % -3, not a == b, ~a & 0xF, a << 1 + 1, 1 + 2 * 3 - 4 / 2)
