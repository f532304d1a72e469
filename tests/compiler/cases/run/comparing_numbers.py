"""Ints, bools and floats compare exactly, however large, and hash alike when equal."""

NUMBERS: list[int | float | bool] = [
    0, 0.0, -0.0, False, True, 1, 1.0, -1, -1.0, 0.5, 2**53, float(2**53), 2**53 + 1, 2**63, float(2**63), 2**63 - 1, 10**22, 1e22,
    10**23, 1e23, float("inf"), float("-inf"), 10**400, -(10**400), 1e308,
]
for a in NUMBERS:
    row = ""
    for b in NUMBERS:
        row += "=" if a == b else "<" if a < b else ">" if a > b else "?"
        assert (a == b) == (b == a) and (a != b) == (not a == b) and (a <= b) == (b >= a)
        if a == b:
            assert hash(a) == hash(b), (a, b)
    print(row)
print(sorted(NUMBERS, key=lambda x: (x, type(x).__name__))[:12], max(NUMBERS), min(NUMBERS))
print(len(set(NUMBERS)), {1: "int", 1.0: "float", True: "bool"}, 1 in {True}, 2**63 in {float(2**63)}, 10**22 in {1e22: 0})
nan = float("nan")
print(nan < 1, nan > 1, nan == nan, 1 != nan, max(nan, 1.0), max(1.0, nan), sum([0.1] * 10), sum([True, 2, 0.5]))
