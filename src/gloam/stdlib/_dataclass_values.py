"""What of `dataclasses` works on objects; the decorator and `field` are the compiler's."""

from __future__ import annotations

from typing import Any, Generic, TypeVar

from gloam.runtime import records

T = TypeVar("T")


class Field(Generic[T]):
    """A field of a dataclass, as `fields` gives it: its name."""

    def __init__(self, name: str) -> None:
        self.name = name


def asdict(obj: object) -> dict[str, Any]:
    """The fields by name; lists, tuples and dicts in them are copied, other objects are not."""
    found = records.items(obj)
    if found is None:
        raise TypeError("asdict() should be called on dataclass instances")
    result: dict[str, Any] = {}
    for index in range(0, len(found), 2):
        result[str(found[index])] = _as_dict(found[index + 1])
    return result


def _as_dict(value: Any) -> Any:
    if records.items(value) is not None:
        return asdict(value)
    if isinstance(value, list):
        return [_as_dict(item) for item in value]
    if type(value) is tuple:
        return tuple([_as_dict(item) for item in value])
    if isinstance(value, dict):
        return {_as_dict(key): _as_dict(item) for key, item in value.items()}
    return value


def astuple(obj: object) -> tuple[Any, ...]:
    """The values of the fields, with the same copies as asdict."""
    found = records.items(obj)
    if found is None:
        raise TypeError("astuple() should be called on dataclass instances")
    return tuple([_as_tuple(found[index]) for index in range(1, len(found), 2)])


def _as_tuple(value: Any) -> Any:
    if records.items(value) is not None:
        return astuple(value)
    if isinstance(value, list):
        return [_as_tuple(item) for item in value]
    if type(value) is tuple:
        return tuple([_as_tuple(item) for item in value])
    if isinstance(value, dict):
        return {_as_tuple(key): _as_tuple(item) for key, item in value.items()}
    return value


def fields_of(obj: object) -> tuple[Field[Any], ...]:
    found = records.items(obj)
    if found is None:
        raise TypeError("must be called with a dataclass type or instance")
    return fields_named([str(found[index]) for index in range(0, len(found), 2)])


def fields_named(names: list[str]) -> tuple[Field[Any], ...]:
    made: list[Field[Any]] = [Field(name) for name in names]
    return tuple(made)


def is_record(obj: object) -> bool:
    return records.items(obj) is not None
