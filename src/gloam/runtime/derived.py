"""Objects of classes that continue int or str: the base that the compiler puts behind such a class.

An int of a derived class has the layout of a bignum of at most one digit, whose fields follow; a
str has that of a str, and no fields. So all code that works on digits or characters works on them.
"""

from typing import Final, cast

from gloam.machine import (
    copy_memory,
    i64,
    str_data,
    str_kind,
    str_length,
    u64,
)
from gloam.runtime import int as ints
from gloam.runtime import int_text, number_format
from gloam.runtime import object as objects
from gloam.runtime import str as text_methods
from gloam.runtime.magnitude import is_negative

DIGIT_LIMIT: Final = 1 << 64


class DerivedInt(objects.Object):
    """An object that is an int too. The compiler takes it for one; `size` and `digit` are where a
    bignum has its size and first digit."""

    size: i64
    digit: u64

    def __repr__(self) -> str:
        return int_text.repr(cast(int, self))

    def __str__(self) -> str:
        return self.__repr__()

    def __format__(self, spec: str) -> str:
        if spec == "":
            return self.__str__()
        return number_format.format_int(cast(int, self), spec)


def set_value(made: DerivedInt, value: int) -> None:
    """Give a new object its value. Raises OverflowError from 2 ** 64 on."""
    absolute = ints.abs(value)
    if absolute >= DIGIT_LIMIT:
        raise OverflowError("an int of a class of the program's own is below 2 ** 64")
    made.digit = u64(absolute)
    if absolute == 0:
        made.size = i64(0)
    else:
        made.size = i64(-1) if is_negative(value) else i64(1)


class DerivedText(objects.Object):
    """An object that is a str too."""

    def __repr__(self) -> str:
        return text_methods.__repr__(cast(str, self))

    def __str__(self) -> str:
        return text_methods.exact(cast(str, self))

    def __format__(self, spec: str) -> str:
        if spec == "":
            return self.__str__()
        return text_methods.__format__(text_methods.exact(cast(str, self)), spec)


def set_text(made: str, text: str) -> None:
    """Give a new object, which has room for them, its characters."""
    copy_memory(str_data(made), str_data(text), str_length(text) * str_kind(text))


def plain(value: object) -> object:
    """An int or str of a derived class as one of no other class; any other value as it is."""
    if isinstance(value, int):
        return ints.pos(value)
    if isinstance(value, str):
        return text_methods.exact(value)
    return value
