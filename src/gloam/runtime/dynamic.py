"""Operations on values of type Any that builtin classes answer for arguments of any class.

What a class of the program does with them the compiler finds by name (see docs/architecture.md).
"""

from gloam.machine import i64, same_object, type_name
from gloam.runtime import abstract
from gloam.runtime import bytes as bytes_methods
from gloam.runtime import float as floats
from gloam.runtime import int as ints
from gloam.runtime import object as objects
from gloam.runtime import str as text_methods
from gloam.runtime import tuple as tuples
from gloam.runtime.bytearray import ByteArray
from gloam.runtime.container_bases import ITEMS, AnyMapping
from gloam.runtime.dict import AnyDict
from gloam.runtime.enumeration import Flag
from gloam.runtime.iterator import iterate
from gloam.runtime.list import AnyList
from gloam.runtime.slice import Slice


def raise_missing(value: object, name: str, is_assigned: bool) -> None:
    """What CPython raises where the class of `value` has nothing of this name."""
    shown = type_name(value)
    if name == "__getitem__":
        raise TypeError(f"'{shown}' object is not subscriptable")
    if name == "__setitem__":
        raise TypeError(f"'{shown}' object does not support item assignment")
    if name == "__delitem__":
        raise TypeError(f"'{shown}' object doesn't support item deletion")
    if name == "__call__":
        raise TypeError(f"'{shown}' object is not callable")
    if name == "get_stepped":
        raise TypeError(f"'{shown}' object is not subscriptable")
    if name == "set_stepped":
        raise TypeError(f"'{shown}' object does not support item assignment")
    if name == "del_stepped":
        raise TypeError(f"'{shown}' object does not support item deletion")
    if name == "__enter__" or name == "__exit__":  # noqa: PLR1714  # compiled: two comparisons
        raise TypeError(f"'{shown}' object does not support the context manager protocol")
    if name == "__aenter__" or name == "__aexit__":  # noqa: PLR1714  # as above
        raise TypeError(
            f"'{shown}' object does not support the asynchronous context manager protocol"
        )
    if name == "__await__":
        raise TypeError(f"object {shown} can't be used in 'await' expression")
    if name == "__neg__":
        raise TypeError(f"bad operand type for unary -: '{shown}'")
    if name == "__pos__":
        raise TypeError(f"bad operand type for unary +: '{shown}'")
    if name == "__invert__":
        raise TypeError(f"bad operand type for unary ~: '{shown}'")
    if name == "__abs__":
        raise TypeError(f"bad operand type for abs(): '{shown}'")
    if name == "__float__":
        raise TypeError(f"float() argument must be a string or a real number, not '{shown}'")
    if name == "__int__":
        raise TypeError(
            f"int() argument must be a string, a bytes-like object or a real number, not '{shown}'"
        )
    if name == "__round__":
        raise TypeError(f"type {shown} doesn't define __round__ method")
    if is_assigned and objects.is_value(value):
        raise AttributeError(f"'{shown}' object has no attribute '{name}'")
    raise AttributeError(f"'{shown}' object has no attribute '{name}'")


def raise_other_items(value: object, wanted: str) -> None:
    """A container was made for items of another type than its new place declares."""
    raise TypeError(f"a {type_name(value)} that was not made as {wanted}: copy its items into one")


# Items and slices.


def list_item(a: AnyList, index: object) -> object:
    if isinstance(index, Slice):
        return a.slice_object(index.start, index.stop, index.step)
    if not isinstance(index, int):
        raise TypeError(f"list indices must be integers or slices, not {type_name(index)}")
    at = i64(index)
    if at < 0:
        at += a.size
    if at < 0 or at >= a.size:
        raise IndexError("list index out of range")
    return a.object_at(at)


def list_slice(a: AnyList, start: object, stop: object, step: object) -> object:
    return a.slice_object(start, stop, step)


def dict_item(a: AnyDict, key: object) -> object:
    entry = a.find(key, objects.hash(key))
    if entry < 0:
        return a.missing_object(key)
    return a.value_object(entry)


def dict_get(a: AnyDict, key: object, default: object = None) -> object:
    return a.get_object(key, default)


def text_item(a: str, index: object) -> object:
    if isinstance(index, Slice):
        return text_methods.get_stepped(a, index.start, index.stop, index.step)
    if not isinstance(index, int):
        raise TypeError(f"string indices must be integers, not '{type_name(index)}'")
    return text_methods.item(a, i64(index))


def bytes_item(a: bytes, index: object) -> object:
    if isinstance(index, Slice):
        return bytes_methods.get_stepped(a, index.start, index.stop, index.step)
    if not isinstance(index, int):
        raise TypeError(f"byte indices must be integers or slices, not {type_name(index)}")
    return bytes_methods.item(a, i64(index))


def tuple_item(a: tuple[object, ...], index: object) -> object:
    if isinstance(index, Slice):
        return tuples.get_stepped(a, index.start, index.stop, index.step)
    if not isinstance(index, int):
        raise TypeError(f"tuple indices must be integers or slices, not {type_name(index)}")
    return tuples.item(a, i64(index))


def contains(a: object, item: object) -> bool:
    """item in a."""
    if objects.is_value(a) and not isinstance(a, (str, bytes, tuple, Flag)):
        raise TypeError(f"argument of type '{type_name(a)}' is not iterable")
    return abstract.__contains__(a, item)


# Operators.


def is_sequence(a: object) -> bool:
    """Whether + and * of a value are those of builtin sequences."""
    return isinstance(a, (str, bytes, tuple, AnyList, ByteArray))


def is_joined(a: object, b: object) -> bool:
    """Whether a + b is of a builtin sequence and a value or sequence."""
    return is_sequence(a) and (is_sequence(b) or objects.is_value(b))


def is_repeated(a: object, b: object) -> bool:
    """Whether a * b is of a builtin sequence and a value or sequence."""
    if is_sequence(a):
        return is_sequence(b) or objects.is_value(b)
    return is_sequence(b) and objects.is_value(a)


def joined_or_none(a: object, b: object) -> None:
    """No method has an answer to a + b: what a sequence says of that."""
    if is_sequence(a):
        joined(a, b)


def repeated_or_none(a: object, b: object) -> None:
    if is_sequence(a) or is_sequence(b):
        repeated(a, b)


def joined(a: object, b: object) -> object:
    """a + b, of which `a` is a builtin sequence."""
    if isinstance(a, str):
        if isinstance(b, str):
            return text_methods.concat2(a, b)
        raise TypeError(f'can only concatenate str (not "{type_name(b)}") to str')
    if isinstance(a, bytes):
        if isinstance(b, bytes):
            return bytes_methods.concat2(a, b)
        if isinstance(b, ByteArray):
            return bytes_methods.concat2(a, b.as_bytes())
        raise TypeError(f"can't concat {type_name(b)} to bytes")
    if isinstance(a, tuple):
        if isinstance(b, tuple):
            return tuples.__add__(a, b)
        raise TypeError(f'can only concatenate tuple (not "{type_name(b)}") to tuple')
    if isinstance(a, AnyList):
        if isinstance(b, AnyList):
            return a.added(b)
        raise TypeError(f'can only concatenate list (not "{type_name(b)}") to list')
    assert isinstance(a, ByteArray)
    return a.__add__(b)


def repeated(a: object, b: object) -> object:
    """a * b, of which one is a builtin sequence."""
    if not is_sequence(a):
        return _times(b, a)
    return _times(a, b)


def _times(a: object, count: object) -> object:
    if not isinstance(count, int):
        raise TypeError(f"can't multiply sequence by non-int of type '{type_name(count)}'")
    if isinstance(a, str):
        return text_methods.__mul__(a, i64(count))
    if isinstance(a, bytes):
        return bytes_methods.__mul__(a, i64(count))
    if isinstance(a, tuple):
        return tuples.__mul__(a, i64(count))
    if isinstance(a, AnyList):
        return a.repeated(i64(count))
    assert isinstance(a, ByteArray)
    return a.__mul__(i64(count))


def rounded(a: object) -> object:
    """round(a)."""
    if isinstance(a, int):
        return a + 0
    if isinstance(a, float):
        return floats.round_to_int(a)
    raise TypeError(f"type {type_name(a)} doesn't define __round__ method")


def rounded_to(a: object, digits: object) -> object:
    """round(a, digits)."""
    if digits is None:
        return rounded(a)
    if not isinstance(digits, int):
        raise TypeError(f"'{type_name(digits)}' object cannot be interpreted as an integer")
    if isinstance(a, int):
        return ints.round(a + 0, digits)
    if isinstance(a, float):
        return floats.round(a, digits)
    raise TypeError(f"type {type_name(a)} doesn't define __round__ method")


def power(a: int, b: int) -> object:
    """a ** b of ints: a float if b is negative."""
    if b < 0:
        return floats.pow(ints.to_float(a), ints.to_float(b))
    return ints.pow(a, b)


# Containers.


def to_bytes(a: object) -> bytes:
    """bytes(a)."""
    if isinstance(a, bytes):
        return a
    if isinstance(a, int):
        return bytes_methods.zeros(i64(a))
    if isinstance(a, ByteArray):
        return a.as_bytes()
    if isinstance(a, str):
        raise TypeError("string argument without an encoding")
    values: list[int] = []
    iterator = iterate(a)
    while True:
        item = iterator.__advance__()
        if same_object(item, objects.END):
            return bytes_methods.from_list(values)
        if not isinstance(item, int):
            raise TypeError(f"'{type_name(item)}' object cannot be interpreted as an integer")
        values.append(item)


def pairs(a: object) -> object:
    """What dict(a) goes over: the items of a dict, or an iterable of pairs itself."""
    if isinstance(a, AnyDict):
        return a.items_object()
    if isinstance(a, AnyMapping):
        return a._views(ITEMS)
    return a
