"""The only use of an operation on floats is one where an int could be kept, and is not."""


def half(value: float) -> float:
    return value / 2


def differs(value: float, number: int) -> bool:
    return value != number


print(half(3))
print(f"{half(5.0):e}")
print(differs(half(2), 1), differs(half(7), len("abc")))
