"""Members of an Enum: the base of every compiled enum class."""

from gloam.machine import type_name
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
