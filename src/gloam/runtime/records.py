"""Objects of dataclasses as sequences of names and values."""

from typing import cast

from gloam.machine import (
    i64,
    is_of_same_class,
    record_items,
    tuple_item,
    tuple_length,
    type_module,
    type_qualified_name,
)
from gloam.runtime import object as objects
from gloam.runtime import tuple as tuples


def items(value: object) -> tuple[object, ...] | None:
    """Name and value of each field, one after the other; None for what is no such object."""
    if objects.is_value(value):
        return None
    return cast("tuple[object, ...] | None", record_items(value))  # cast: as the compiler makes it


def are_alike(a: object, b: object) -> bool:
    """Whether two objects, `a` of a generic dataclass, are of one class, whatever is in them."""
    if is_of_same_class(a, b):
        return True
    if items(b) is None or type_module(a) != type_module(b):
        return False
    return type_qualified_name(a) == type_qualified_name(b)


def values(record: object) -> tuple[object, ...]:
    """The values of all fields."""
    found = items(record)
    assert found is not None
    result: list[object] = []
    at = i64(1)
    while at < tuple_length(found):
        result.append(tuple_item(found, at))
        at += 2
    return tuples.from_list(result)
