"""Members of an Enum: the base of every compiled enum class."""

from typing import cast

from gloam.machine import i64, same_object, tuple_item, tuple_length, type_name
from gloam.runtime import object as objects
from gloam.runtime import str as text_methods


class EnumMember(objects.Object):
    """One member; made once, when its class statement runs, and compared by identity."""

    def __init__(self, name: str, value: object) -> None:
        self._name_ = name
        self._value_ = value

    @property
    def name(self) -> str:
        return self._name_

    @property
    def value(self) -> object:
        return self._value_

    def __hash__(self) -> int:
        return int(text_methods.__hash__(self._name_))

    def __repr__(self) -> str:
        return f"<{type_name(self)}.{self._name_}: {objects.repr(self._value_)}>"

    def __str__(self) -> str:
        return f"{type_name(self)}.{self._name_}"


def by_value(members: tuple[object, ...], value: object, enum: str) -> object:
    """The member with this value, or the member itself."""
    at = i64(0)
    while at < tuple_length(members):
        member = tuple_item(members, at)
        if same_object(member, value):
            return member
        # cast: the tuple holds members only
        if objects.item_eq(cast(EnumMember, member)._value_, value):
            return member
        at += 1
    raise ValueError(f"{objects.repr(value)} is not a valid {enum}")


def by_name(members: tuple[object, ...], name: str) -> object:
    at = i64(0)
    while at < tuple_length(members):
        member = tuple_item(members, at)
        if cast(EnumMember, member)._name_ == name:  # cast: as above
            return member
        at += 1
    raise KeyError(name)
