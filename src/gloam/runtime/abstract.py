"""The methods of values that are known by an abstract type only: Iterable, Sequence, Mapping …

The receiver is a builtin container or an object of the program whose class has the methods; mypy
has checked that it does. Items, keys and values are objects.
"""

from typing import cast

from gloam.machine import i64, same_object, type_name
from gloam.runtime import bytes as bytes_methods
from gloam.runtime import object as objects
from gloam.runtime import str as text_methods
from gloam.runtime import tuple as tuples
from gloam.runtime.bytearray import ByteArray
from gloam.runtime.container_bases import ITEMS, KEYS, VALUES, AnyMapping, AnySequence
from gloam.runtime.dict import AnyDict
from gloam.runtime.iterator import item_of, iterate, reverse
from gloam.runtime.limits import I64_MAX, ZERO
from gloam.runtime.list import AnyList
from gloam.runtime.memoryview import MemoryView
from gloam.runtime.object import END, Object
from gloam.runtime.range import Range


def _no_method(self: object, name: str) -> AttributeError:
    return AttributeError(f"'{type_name(self)}' object has no attribute '{name}'")


def __len__(self: object) -> i64:
    return objects.length(self)


def __bool__(self: object) -> bool:
    return objects.truth(self)


def __hash__(self: object) -> i64:
    return objects.hash(self)


def __iter__(self: object) -> object:
    return iterate(self)


def __reversed__(self: object) -> object:
    return reverse(self)


def __next__(self: object) -> object:
    return cast(Object, self).__next__()  # cast: an iterator is never a value


def __aiter__(self: object) -> object:
    return cast(Object, self).__aiter__()  # cast: compiled, every object is an Object


def __anext__(self: object) -> object:
    return cast(Object, self).__anext__()  # cast: as above


def __contains__(self: object, item: object) -> bool:
    if isinstance(self, str):
        if not isinstance(item, str):
            raise TypeError(f"'in <string>' requires string as left operand, not {type_name(item)}")
        return text_methods.__contains__(self, item)
    if isinstance(self, bytes):
        if not isinstance(item, (bytes, int)):
            raise TypeError(f"a bytes-like object is required, not '{type_name(item)}'")
        return bytes_methods.__contains__(self, item)
    if isinstance(self, tuple):
        return tuples.__contains__(self, item)
    return cast(Object, self).__contains__(item)  # cast: compiled, every object is an Object


# ---------------------------------------------------------------- sequences


def __getitem__(self: object, key: object) -> object:
    if isinstance(self, (str, bytes, tuple)):
        assert isinstance(key, int)
        return _checked_item(self, i64(key))
    return cast(Object, self).__getitem__(key)  # cast: compiled, every object is an Object


def _checked_item(self: object, index: i64) -> object:
    if isinstance(self, tuple):
        return tuples.item(self, index)
    return item_of(self, index)


def get_slice(self: object, start: i64, stop: i64) -> object:
    return get_stepped(self, int(start), int(stop), None)


def get_stepped(self: object, start: object, stop: object, step: object) -> object:
    if isinstance(self, str):
        return text_methods.get_stepped(self, start, stop, step)
    if isinstance(self, bytes):
        return bytes_methods.get_stepped(self, start, stop, step)
    if isinstance(self, tuple):
        return tuples.get_stepped(self, start, stop, step)
    if isinstance(self, AnyList):
        return self.slice_object(start, stop, step)
    if isinstance(self, Range):
        return self.get_stepped(start, stop, step)
    if isinstance(self, ByteArray):
        return self.get_stepped(start, stop, step)
    if isinstance(self, MemoryView):
        return self.get_stepped(start, stop, step)
    raise TypeError(f"'{type_name(self)}' object can't be sliced here")


def index(self: object, value: object, start: i64 = ZERO, stop: i64 = I64_MAX) -> i64:
    if isinstance(self, str) and isinstance(value, str):
        return text_methods.index(self, value, start, stop)
    if isinstance(self, bytes) and isinstance(value, (bytes, int)):
        return bytes_methods.index(self, value, start, stop)
    if isinstance(self, tuple):
        return tuples.index(self, value, start, stop)
    if isinstance(self, AnyList):
        return self.index(value, start, stop)
    if isinstance(self, Range):
        return i64(self.index(value))
    if isinstance(self, ByteArray):
        return self.index(value, start, stop)
    if isinstance(self, AnySequence):
        return i64(self._index_of(value, int(start), int(stop)))
    raise _no_method(self, "index")


def count(self: object, value: object) -> i64:
    if isinstance(self, str) and isinstance(value, str):
        return text_methods.count(self, value)
    if isinstance(self, bytes) and isinstance(value, (bytes, int)):
        return bytes_methods.count(self, value)
    found = i64(0)
    iterator = iterate(self)
    while True:
        item = iterator.__advance__()
        if same_object(item, END):
            return found
        if objects.item_eq(item, value):
            found += 1


# ---------------------------------------------------------------- mappings


def get(self: object, key: object, default: object = None) -> object:
    if isinstance(self, AnyDict):
        return self.get_object(key, default)
    if isinstance(self, AnyMapping):
        return self._get_any(key, default)
    raise _no_method(self, "get")


def keys(self: object) -> object:
    if isinstance(self, AnyDict):
        return self.keys_object()
    if isinstance(self, AnyMapping):
        return self._views(KEYS)
    raise _no_method(self, "keys")


def values(self: object) -> object:
    if isinstance(self, AnyDict):
        return self.values_object()
    if isinstance(self, AnyMapping):
        return self._views(VALUES)
    raise _no_method(self, "values")


def items(self: object) -> object:
    if isinstance(self, AnyDict):
        return self.items_object()
    if isinstance(self, AnyMapping):
        return self._views(ITEMS)
    raise _no_method(self, "items")
