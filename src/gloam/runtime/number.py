"""Arithmetic of values that are known as `int | float` only: `sum(floats)`, a union of the two."""

from gloam.runtime import float as floats


def add(a: object, b: object) -> object:
    if isinstance(a, int) and isinstance(b, int):
        return a + b
    return _number(a) + _number(b)


def sub(a: object, b: object) -> object:
    if isinstance(a, int) and isinstance(b, int):
        return a - b
    return _number(a) - _number(b)


def mul(a: object, b: object) -> object:
    if isinstance(a, int) and isinstance(b, int):
        return a * b
    return _number(a) * _number(b)


def truediv(a: object, b: object) -> object:
    if isinstance(a, int) and isinstance(b, int):
        return a / b
    return _number(a) / _number(b)


def floordiv(a: object, b: object) -> object:
    if isinstance(a, int) and isinstance(b, int):
        return a // b
    return floats.floordiv(_number(a), _number(b))


def mod(a: object, b: object) -> object:
    if isinstance(a, int) and isinstance(b, int):
        return a % b
    return floats.mod(_number(a), _number(b))


def neg(a: object) -> object:
    if isinstance(a, int):
        return -a
    return -_number(a)


def _number(a: object) -> float:
    if isinstance(a, float):
        return a
    assert isinstance(a, int)
    return float(a)
