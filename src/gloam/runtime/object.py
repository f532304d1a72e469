"""Operations on values whose class is known only at run time.

Values of the final builtin classes (None, bool, int, float, str, bytes, tuple) are told apart by
isinstance; everything else answers by a virtual method. `Object` holds the defaults of those
methods: compiled, it is builtins.object.

Inside this module `str`, `hash`, `repr` and `format` are the functions below, so the builtins of
those names are written `builtins.str` and so on.
"""

import builtins
from typing import Any, Final, cast

from gloam.machine import (
    address_of,
    ask,
    bytes_length,
    i64,
    int_is_bool,
    int_is_small,
    int_small,
    is_derived,
    is_not_implemented,
    is_of_subclass,
    same_object,
    str_length,
    truncate_i64,
    tuple_length,
    type_module,
    type_name,
    type_qualified_name,
)
from gloam.runtime import bytes as bytes_methods
from gloam.runtime import float as floats
from gloam.runtime import float_parse, int_text
from gloam.runtime import int as ints
from gloam.runtime import str as text_methods
from gloam.runtime import tuple as tuples


class Object:
    """The methods that every class has, with what they do unless a class says otherwise."""

    def __eq__(self, other: object) -> bool:
        if same_object(self, other):
            return True
        return NotImplemented

    def __ne__(self, other: object) -> bool:
        answer = ask(self, "__eq__", other)
        if is_not_implemented(answer):
            return NotImplemented
        return not truth(answer)

    def __hash__(self) -> int:
        return int(identity_hash(self))

    def __repr__(self) -> builtins.str:
        return default_repr(self)

    def __str__(self) -> builtins.str:
        return self.__repr__()

    def __format__(self, spec: builtins.str) -> builtins.str:
        if spec != "":
            raise TypeError(f"unsupported format string passed to {type_name(self)}.__format__")
        return self.__str__()

    def __len__(self) -> i64:
        """Negative: a class without a length. A class with one is true if it is not 0."""
        return i64(-1)

    def __bool__(self) -> bool:
        return self.__len__() != 0

    # Iteration and items: an abstract type (Iterable, Sequence …) asks any object for these. The
    # items are objects here, whatever the class declares.

    def __iter__(self) -> object:
        raise TypeError(f"'{type_name(self)}' object is not iterable")

    def __reversed__(self) -> object:
        return no_reverse(self)

    def __next__(self) -> object:
        raise TypeError(f"'{type_name(self)}' object is not an iterator")

    def __aiter__(self) -> object:
        raise TypeError(f"'async for' requires an object with __aiter__, got {type_name(self)}")

    def __anext__(self) -> object:
        raise TypeError(f"'async for' received an object without __anext__: {type_name(self)}")

    def __advance__(self) -> object:
        """The next item of an iterator, END behind the last one: `__next__` without StopIteration.

        It is how loops step. Iterators of the runtime define this, those of programs `__next__`.
        """
        try:
            return self.__next__()
        except StopIteration:
            return END

    def __contains__(self, item: object) -> bool:
        iterator = cast(Object, self.__iter__())  # cast: compiled, every object is an Object
        while True:
            candidate = iterator.__advance__()
            if same_object(candidate, END):
                return False
            if item_eq(candidate, item):
                return True

    def __getitem__(self, index: Any) -> object:
        raise TypeError(f"'{type_name(self)}' object is not subscriptable")

    def __lt__(self, other: object) -> bool:
        return NotImplemented

    def __le__(self, other: object) -> bool:
        return NotImplemented

    def __gt__(self, other: object) -> bool:
        return NotImplemented

    def __ge__(self, other: object) -> bool:
        return NotImplemented


class NotImplementedType(Object):
    """The class of NotImplemented."""

    def __repr__(self) -> builtins.str:
        return "NotImplemented"

    def __bool__(self) -> bool:
        return True


END: Final = "\0gloam: behind the last item"
"""What `__advance__` gives when there is nothing more: this very object, compared by identity."""

_EQUAL: Final = i64(0)
_NOT_EQUAL: Final = i64(1)
_LESS: Final = i64(2)
_LESS_OR_EQUAL: Final = i64(3)
_GREATER: Final = i64(4)
_GREATER_OR_EQUAL: Final = i64(5)


def _ask(operation: i64, a: object, b: object) -> object:
    """What the class of `a`, which is no value, says about the comparison."""
    if operation == _EQUAL:
        return ask(a, "__eq__", b)
    if operation == _NOT_EQUAL:
        return ask(a, "__ne__", b)
    if operation == _LESS:
        return ask(a, "__lt__", b)
    if operation == _LESS_OR_EQUAL:
        return ask(a, "__le__", b)
    if operation == _GREATER:
        return ask(a, "__gt__", b)
    return ask(a, "__ge__", b)


def _compare(operation: i64, reflected: i64, a: object, b: object) -> i64:
    """1 or 0 for the answer to a comparison of which one side at least is no value; -1 if neither
    side has one. The right one is asked first if its class derives from the left one's."""
    is_asked = not is_value(a) and not is_value(b) and is_of_subclass(b, a)
    if is_asked:
        answer = _ask(reflected, b, a)
        if not is_not_implemented(answer):
            return i64(1) if truth(answer) else i64(0)
    if not is_value(a):
        answer = _ask(operation, a, b)
        if not is_not_implemented(answer):
            return i64(1) if truth(answer) else i64(0)
    if not is_asked and not is_value(b):
        answer = _ask(reflected, b, a)
        if not is_not_implemented(answer):
            return i64(1) if truth(answer) else i64(0)
    return i64(-1)


def _order(operation: i64, reflected: i64, sign: builtins.str, a: object, b: object) -> bool:
    answer = i64(-1)
    if not is_value(a) or not is_value(b):
        answer = _compare(operation, reflected, a, b)
    if answer < 0:
        raise unordered(sign, a, b)
    return answer != 0


def default_repr(a: object) -> builtins.str:
    address = int_text.hexadecimal(int(address_of(a)), i64(0), "0x")
    module = type_module(a)
    if module == "builtins":
        return f"<{type_qualified_name(a)} object at {address}>"
    return f"<{module}.{type_qualified_name(a)} object at {address}>"


def identity_hash(a: object) -> i64:
    """The address; objects start at multiples of 16, so the low bits would say nothing."""
    return truncate_i64(address_of(a) >> 4)


def no_reverse(a: object) -> object:
    """What reversed() of a class without `__reversed__` does."""
    raise TypeError(f"'{type_name(a)}' object is not reversible")


def unhashable(a: object) -> int:
    """What __hash__ of a class that defines only __eq__ does."""
    raise TypeError(f"unhashable type: '{type_name(a)}'")


def unordered(operator: builtins.str, a: object, b: object) -> TypeError:
    return TypeError(
        f"'{operator}' not supported between instances of '{type_name(a)}' and '{type_name(b)}'"
    )


def is_value(a: object) -> bool:
    """Whether `a` is of a final builtin class, which has no virtual methods."""
    return a is None or isinstance(a, (builtins.str, int, float, bytes, tuple))


# Equality and order.


def eq(a: object, b: object) -> bool:
    """a == b."""
    if isinstance(a, builtins.str):
        if isinstance(b, builtins.str):
            return text_methods.__eq__(a, b)
    elif isinstance(a, int):
        if isinstance(b, int):
            return a == b
        if isinstance(b, float):
            return a == b
    elif isinstance(a, float):
        if isinstance(b, float):
            return a == b
        if isinstance(b, int):
            return a == b
    elif isinstance(a, bytes):
        if isinstance(b, bytes):
            return bytes_methods.__eq__(a, b)
    elif isinstance(a, tuple):
        if isinstance(b, tuple):
            return tuples.__eq__(a, b)
    elif a is None:
        if b is None:
            return True
    if is_value(a) and is_value(b):
        return False
    answer = _compare(_EQUAL, _EQUAL, a, b)
    return answer != 0 if answer >= 0 else same_object(a, b)


def item_eq(a: object, b: object) -> bool:
    """Equality as containers see it: an object always equals itself, a nan included."""
    return same_object(a, b) or eq(a, b)


def ne(a: object, b: object) -> bool:
    """a != b."""
    if is_value(a) and is_value(b):
        return not eq(a, b)
    answer = _compare(_NOT_EQUAL, _NOT_EQUAL, a, b)
    return answer != 0 if answer >= 0 else not same_object(a, b)


def lt(a: object, b: object) -> bool:
    """a < b."""
    if isinstance(a, builtins.str):
        if isinstance(b, builtins.str):
            return text_methods.compare(a, b) < 0
    elif isinstance(a, int):
        if isinstance(b, int):
            return a < b
        if isinstance(b, float):
            return a < b
    elif isinstance(a, float):
        if isinstance(b, float):
            return a < b
        if isinstance(b, int):
            return a < b
    elif isinstance(a, bytes):
        if isinstance(b, bytes):
            return bytes_methods.compare(a, b) < 0
    elif isinstance(a, tuple):
        if isinstance(b, tuple):
            return tuples.__lt__(a, b)
    return _order(_LESS, _GREATER, "<", a, b)


def le(a: object, b: object) -> bool:
    """a <= b."""
    if isinstance(a, builtins.str):
        if isinstance(b, builtins.str):
            return text_methods.compare(a, b) <= 0
    elif isinstance(a, int):
        if isinstance(b, int):
            return a <= b
        if isinstance(b, float):
            return a <= b
    elif isinstance(a, float):
        if isinstance(b, float):
            return a <= b
        if isinstance(b, int):
            return a <= b
    elif isinstance(a, bytes):
        if isinstance(b, bytes):
            return bytes_methods.compare(a, b) <= 0
    elif isinstance(a, tuple):
        if isinstance(b, tuple):
            return tuples.__le__(a, b)
    return _order(_LESS_OR_EQUAL, _GREATER_OR_EQUAL, "<=", a, b)


def gt(a: object, b: object) -> bool:
    """a > b."""
    if is_value(a) and is_value(b) and _can_order(a, b):
        return lt(b, a)
    return _order(_GREATER, _LESS, ">", a, b)


def ge(a: object, b: object) -> bool:
    """a >= b."""
    if is_value(a) and is_value(b) and _can_order(a, b):
        return le(b, a)
    return _order(_GREATER_OR_EQUAL, _LESS_OR_EQUAL, ">=", a, b)


def _can_order(a: object, b: object) -> bool:
    """Whether two values are of classes that are ordered, apart from the items of tuples."""
    if isinstance(a, builtins.str):
        return isinstance(b, builtins.str)
    if isinstance(a, bytes):
        return isinstance(b, bytes)
    if isinstance(a, tuple):
        return isinstance(b, tuple)
    if a is None:
        return False
    return isinstance(b, (int, float))


# Hash, truth, length.


def hash(a: object) -> i64:
    """hash(a): equal objects have equal hashes; never -1."""
    if isinstance(a, builtins.str):
        return text_methods.__hash__(a)
    if isinstance(a, int):
        return ints.hash(a)
    if isinstance(a, float):
        return floats.hash(a)
    if isinstance(a, bytes):
        return bytes_methods.__hash__(a)
    if isinstance(a, tuple):
        return tuples.__hash__(a)
    if a is None:
        return identity_hash(a)
    value = cast(Object, a).__hash__()  # cast: compiled, every object is an Object
    # What a class returns is used as it is if it fits a word, otherwise it is hashed as an int.
    if int_is_small(value):
        small = int_small(value)
        return i64(-2) if small == -1 else small
    word = ints.clamp_i64(value)
    return word if int(word) == value else ints.hash(value)


def truth(a: object) -> bool:
    """bool(a)."""
    if a is None:
        return False
    if isinstance(a, int):
        return a != 0
    if isinstance(a, builtins.str):
        return str_length(a) != 0
    if isinstance(a, float):
        return a != 0.0
    if isinstance(a, bytes):
        return bytes_length(a) != 0
    if isinstance(a, tuple):
        return tuple_length(a) != 0
    return cast(Object, a).__bool__()  # cast: compiled, every object is an Object


def length(a: object) -> i64:
    """len(a)."""
    if isinstance(a, builtins.str):
        return str_length(a)
    if isinstance(a, bytes):
        return bytes_length(a)
    if isinstance(a, tuple):
        return tuple_length(a)
    size = i64(-1)
    if not is_value(a) or is_derived(a):
        size = cast(Object, a).__len__()  # cast: compiled, every object is an Object
    if size < 0:
        raise TypeError(f"object of type '{type_name(a)}' has no len()")
    return size


def checked_length(size: int) -> i64:
    """What a class of the program says its length is. Raises ValueError if it can be none."""
    if size < 0:
        raise ValueError("__len__() should return >= 0")
    if size > 0x7FFF_FFFF_FFFF_FFFF:
        raise OverflowError("cannot fit 'int' into an index-sized integer")
    return i64(size)


# Text.


def _is_plain(a: object) -> bool:
    """Whether a value's text is not for its class to make."""
    return is_value(a) and not is_derived(a)


def repr(a: object) -> builtins.str:
    if is_derived(a):
        return cast(Object, a).__repr__()  # cast: compiled, every object is an Object
    if isinstance(a, builtins.str):
        return text_methods.__repr__(a)
    if isinstance(a, int):
        if int_is_bool(a):
            return bool_repr(a != 0)
        return ints.repr(a)
    if isinstance(a, float):
        return floats.repr(a)
    if isinstance(a, bytes):
        return bytes_methods.__repr__(a)
    if isinstance(a, tuple):
        return tuples.__repr__(a)
    if a is None:
        return "None"
    return cast(Object, a).__repr__()  # cast: compiled, every object is an Object


def bool_repr(a: bool) -> builtins.str:
    if a:
        return "True"
    return "False"


def str(a: object) -> builtins.str:
    if isinstance(a, builtins.str) and not is_derived(a):
        return a
    if _is_plain(a):
        return repr(a)
    return cast(Object, a).__str__()  # cast: compiled, every object is an Object


def str_or_failure(a: object) -> builtins.str:
    """str(a), or what CPython writes into a traceback where that raises."""
    try:
        return str(a)
    except BaseException:
        return "<exception str() failed>"


def format(a: object, spec: builtins.str) -> builtins.str:
    if isinstance(a, builtins.str) and not is_derived(a):
        return text_methods.__format__(a, spec)
    if not _is_plain(a):
        return cast(Object, a).__format__(spec)  # cast: compiled, every object is an Object
    if spec == "":
        return str(a)
    if isinstance(a, int):
        return ints.format(a, spec)
    if isinstance(a, float):
        return floats.format(a, spec)
    raise TypeError(f"unsupported format string passed to {type_name(a)}.__format__")


class _Repr:
    """A container whose repr is being made, and the one around it."""

    def __init__(self, container: object, outer: "_Repr | None") -> None:
        self.container = container
        self.outer = outer


_innermost: _Repr | None = None


def enter_repr(container: object) -> bool:
    """Note that the repr of `container` begins; False, noting nothing, if it contains itself."""
    global _innermost  # noqa: PLW0603  # one image has one thread
    outer = _innermost
    while outer is not None:
        if same_object(outer.container, container):
            return False
        outer = outer.outer
    _innermost = _Repr(container, _innermost)
    return True


def leave_repr() -> None:
    """The repr entered last has ended, by return or exception."""
    global _innermost  # noqa: PLW0603  # as above
    assert _innermost is not None
    _innermost = _innermost.outer


# Numbers.


def absolute(a: object) -> object:
    """abs(a) of a number."""
    if isinstance(a, int):
        return ints.abs(a)
    if isinstance(a, float):
        return a if a > 0.0 else 0.0 - a
    raise TypeError(f"bad operand type for abs(): '{type_name(a)}'")


def to_int(a: object) -> int:
    """int(a)."""
    if isinstance(a, int):
        return a + 0
    if isinstance(a, float):
        return floats.to_int(a)
    if isinstance(a, builtins.str):
        return ints.parse(a, 10)
    if isinstance(a, bytes):
        return int_text.parse_bytes(a, 10)
    raise TypeError(
        "int() argument must be a string, a bytes-like object or a real number, "
        f"not '{type_name(a)}'"
    )


def to_float(a: object) -> float:
    """float(a)."""
    if isinstance(a, float):
        return a
    if isinstance(a, int):
        return ints.to_float(a + 0)
    if isinstance(a, builtins.str):
        return floats.parse(a)
    if isinstance(a, bytes):
        return float_parse.parse_bytes(a)
    raise TypeError(f"float() argument must be a string or a real number, not '{type_name(a)}'")
