"""Copies of any object, for the module `copy`: containers here, others by their classes."""

from typing import Any

from gloam.machine import (
    copy_object,
    deep_copy_object,
    i64,
    same_object,
    tuple_item,
    tuple_length,
    type_module,
    type_name,
)
from gloam.runtime.bytearray import ByteArray
from gloam.runtime.dict import AnyDict
from gloam.runtime.list import AnyList
from gloam.runtime.range import Range
from gloam.runtime.set import AnySet, FrozenSet


def _is_value(x: object) -> bool:
    """Whether nothing about it can change, what it holds apart."""
    return x is None or isinstance(x, (int, float, str, bytes, tuple, Range, FrozenSet))


def _is_container(x: object) -> bool:
    return isinstance(x, (AnyList, AnyDict, AnySet, ByteArray))


def shallow(x: Any) -> Any:
    if _is_value(x):
        return x
    if _is_builtin(x):
        return x.copy()
    return copy_object(x)


def _is_builtin(x: object) -> bool:
    """Whether it is a builtin container, and of no class below."""
    return _is_container(x) and type_module(x) == "builtins"


def remember(memo: Any, x: Any, made: Any) -> None:
    """Note that `made` is the copy of x; both stay alive with the memo."""
    memo[id(x)] = made
    memo[-id(x) - 1] = x


def deep(x: Any, memo: Any) -> Any:
    if x is None or isinstance(x, (int, float, str, bytes, Range)):
        return x
    known = memo.get(id(x), memo)
    if not same_object(known, memo):
        return known
    if isinstance(x, tuple):
        return _deep_tuple(x, memo)
    if isinstance(x, FrozenSet):
        items: Any = x
        made: Any = frozenset([deep(item, memo) for item in items])
        remember(memo, x, made)
        return made
    if isinstance(x, AnyList) and _is_builtin(x):
        return _deep_list(x, memo)
    if isinstance(x, AnyDict) and _is_builtin(x):
        return _deep_dict(x, memo)
    if isinstance(x, AnySet) and _is_builtin(x):
        return _deep_set(x, memo)
    if isinstance(x, ByteArray) and _is_builtin(x):
        buffer: Any = x
        return buffer.copy()
    return deep_copy_object(x, memo)


def _deep_tuple(x: tuple[object, ...], memo: Any) -> Any:
    items: list[Any] = []
    is_same = True
    at = i64(0)
    while at < tuple_length(x):
        item = tuple_item(x, at)
        copied = deep(item, memo)
        if not same_object(copied, item):
            is_same = False
        items.append(copied)
        at += 1
    if is_same:
        return x
    known = memo.get(id(x), memo)  # it may hold itself, by way of a list
    if not same_object(known, memo):
        return known
    if type_module(x) != "builtins":
        raise TypeError(f"cannot copy '{type_name(x)}' object with items that change")
    made = tuple(items)
    remember(memo, x, made)
    return made


def _deep_list(x: Any, memo: Any) -> Any:
    made = x.copy()
    remember(memo, x, made)
    for at in range(len(made)):
        item = made[at]
        copied = deep(item, memo)
        if not same_object(copied, item):
            made[at] = copied
    return made


def _deep_dict(x: Any, memo: Any) -> Any:
    made = x.copy()
    remember(memo, x, made)
    made.clear()
    for key in x:
        made[deep(key, memo)] = deep(x[key], memo)
    return made


def _deep_set(x: Any, memo: Any) -> Any:
    made = x.copy()
    remember(memo, x, made)
    items = [deep(item, memo) for item in x]
    made.clear()
    for item in items:
        made.add(item)
    return made
