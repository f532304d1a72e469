"""Enum classes: the members of each kind, and the table in which a class finds them.

Members are made when the class statement runs. `Enum` is what all of them are seen through; those
that are ints or strs too have the layout of these.
"""

from abc import abstractmethod
from typing import cast

from gloam.machine import (
    enum_new,
    enum_table,
    i64,
    is_of_same_class,
    same_object,
    tuple_item,
    tuple_length,
    type_name,
)
from gloam.runtime import derived, int_text
from gloam.runtime import object as objects
from gloam.runtime import str as text_methods
from gloam.runtime import tuple as tuples


class Enum(objects.Object):
    """A member of any enum."""

    @property
    @abstractmethod
    def name(self) -> str:
        raise NotImplementedError

    @property
    @abstractmethod
    def value(self) -> object:
        raise NotImplementedError


class EnumMember(Enum):
    """A member that is nothing else; compared by identity."""

    def __init__(self, name: str | None, value: object) -> None:
        self._name_ = name
        self._value_ = value

    @property
    def name(self) -> str:
        return cast(str, self._name_)  # cast: only of a flag it may be None

    @property
    def value(self) -> object:
        return self._value_

    def __hash__(self) -> int:
        return int(objects.hash(self._name_))

    def __repr__(self) -> str:
        return f"<{type_name(self)}.{self._name_}: {objects.repr(self._value_)}>"

    def __str__(self) -> str:
        return f"{type_name(self)}.{self._name_}"

    def __format__(self, spec: str) -> str:
        return text_methods.__format__(self.__str__(), spec)


class IntMember(derived.DerivedInt, Enum):
    """A member of an enum with int as a base."""

    def __init__(self, name: str | None, value: object) -> None:
        self._name_ = name
        self._value_ = value

    @property
    def name(self) -> str:
        return cast(str, self._name_)  # cast: as above

    @property
    def value(self) -> object:
        return self._value_

    def __repr__(self) -> str:
        return f"<{type_name(self)}.{self._name_}: {objects.repr(self._value_)}>"

    def __str__(self) -> str:
        return f"{type_name(self)}.{self._name_}"

    def __format__(self, spec: str) -> str:
        return text_methods.__format__(self.__str__(), spec)


class IntEnum(IntMember):
    """A member whose text is that of its value."""

    def __str__(self) -> str:
        return int_text.repr(cast(int, self))

    def __format__(self, spec: str) -> str:
        return derived.DerivedInt.__format__(self, spec)


class TextMember(derived.DerivedText, Enum):
    """A member of an enum with str as a base: its name is in the table of its class."""

    @property
    def name(self) -> str:
        return cast(EnumTable, enum_table(self)).name_of(self)

    @property
    def _name_(self) -> str:
        return cast(EnumTable, enum_table(self)).name_of(self)

    @property
    def value(self) -> object:
        return text_methods.exact(cast(str, self))

    @property
    def _value_(self) -> object:
        return text_methods.exact(cast(str, self))

    def __repr__(self) -> str:
        return f"<{type_name(self)}.{self.name}: {text_methods.__repr__(cast(str, self))}>"

    def __str__(self) -> str:
        return f"{type_name(self)}.{self.name}"

    def __format__(self, spec: str) -> str:
        return text_methods.__format__(self.__str__(), spec)


class StrEnum(TextMember):
    """A member whose text is its value."""

    def __str__(self) -> str:
        return text_methods.exact(cast(str, self))


class Flag(Enum):
    """A member of which there is one for each set of bits, made when it is first asked for."""

    @abstractmethod
    def _bits(self) -> int:
        raise NotImplementedError

    def __bool__(self) -> bool:
        return self._bits() != 0

    def __len__(self) -> i64:
        return bit_count(self._bits())

    def __iter__(self) -> object:
        return cast(
            objects.Object, cast(EnumTable, enum_table(self)).inside(self._bits())
        ).__iter__()

    def __contains__(self, other: object) -> bool:
        if not is_of_same_class(self, other):
            raise unordered_flags(self, other)
        bits = cast(Flag, other)._bits()
        return bits & self._bits() == bits

    def __or__(self, other: object) -> object:
        if not is_of_same_class(self, other):
            return NotImplemented
        return cast(EnumTable, enum_table(self)).flag(
            self, self._bits() | cast(Flag, other)._bits()
        )

    def __and__(self, other: object) -> object:
        if not is_of_same_class(self, other):
            return NotImplemented
        return cast(EnumTable, enum_table(self)).flag(
            self, self._bits() & cast(Flag, other)._bits()
        )

    def __xor__(self, other: object) -> object:
        if not is_of_same_class(self, other):
            return NotImplemented
        return cast(EnumTable, enum_table(self)).flag(
            self, self._bits() ^ cast(Flag, other)._bits()
        )

    def __invert__(self) -> object:
        table = cast(EnumTable, enum_table(self))
        return table.flag(self, table.single_bits() & ~self._bits())


class FlagMember(Flag, EnumMember):
    """A flag that is nothing else."""

    def _bits(self) -> int:
        return cast(int, self._value_)

    def __repr__(self) -> str:
        return flag_repr(self, self._name_, self._value_)

    def __str__(self) -> str:
        if self._name_ is None:
            return f"{type_name(self)}({objects.repr(self._value_)})"
        return f"{type_name(self)}.{self._name_}"


class IntFlag(Flag, IntMember):
    """A flag that is an int too. Where that is known its operators are `int_or` and so on."""

    def _bits(self) -> int:
        return cast(int, self)

    def __repr__(self) -> str:
        return flag_repr(self, self._name_, self._value_)

    def __str__(self) -> str:
        return int_text.repr(cast(int, self))

    def __format__(self, spec: str) -> str:
        return derived.DerivedInt.__format__(self, spec)

    def __or__(self, other: object) -> object:
        return int_or(cast(int, self), other) if isinstance(other, int) else NotImplemented

    def __and__(self, other: object) -> object:
        return int_and(cast(int, self), other) if isinstance(other, int) else NotImplemented

    def __xor__(self, other: object) -> object:
        return int_xor(cast(int, self), other) if isinstance(other, int) else NotImplemented

    def __invert__(self) -> object:
        return int_invert(cast(int, self))


def flag_repr(flag: object, name: str | None, value: object) -> str:
    if name is None:
        return f"<{type_name(flag)}: {objects.repr(value)}>"
    return f"<{type_name(flag)}.{name}: {objects.repr(value)}>"


def unordered_flags(flag: object, other: object) -> TypeError:
    return TypeError(
        f"unsupported operand type(s) for 'in': '{type_name(other)}' and '{type_name(flag)}'"
    )


def bit_count(value: int) -> i64:
    count = i64(0)
    while value > 0:
        if value & 1 == 1:
            count += 1
        value = value >> 1
    return count


# Operators on ints of a program that has int flags.


def int_or(a: int, b: int) -> int:
    return _as_flag(a | b, a, b)


def int_and(a: int, b: int) -> int:
    return _as_flag(a & b, a, b)


def int_xor(a: int, b: int) -> int:
    return _as_flag(a ^ b, a, b)


def int_invert(a: int) -> int:
    return _as_flag(~a, a, a)


def _as_flag(value: int, a: int, b: int) -> int:
    """The result of an operator: a flag if an operand is one."""
    kind: object = a
    if not isinstance(kind, IntFlag):
        kind = b
    if isinstance(kind, IntFlag):
        return cast(int, cast(EnumTable, enum_table(kind)).flag(kind, value))
    return value


# Lookup.


def value_of(member: object) -> object:
    if isinstance(member, EnumMember):
        return member._value_
    if isinstance(member, IntMember):
        return member._value_
    return derived.plain(member)


class EnumTable:
    """What an enum class knows. `names` and `targets` are parallel, aliases included; `members` are
    those that iteration gives; `made` are flags of several bits."""

    def __init__(self, title: str, is_flag: bool, keeps_bits: bool) -> None:
        self.title = title
        self.is_flag = is_flag
        self.keeps_bits = keeps_bits
        self.names: list[str] = []
        self.targets: list[object] = []
        self.members: tuple[object, ...] = ()
        self.made: list[object] = []

    def known(self, value: object) -> object:
        """The member with this value, or the member itself; None if there is none."""
        for target in self.targets:
            if same_object(target, value) or objects.item_eq(value_of(target), value):
                return target
        for flag in self.made:
            if same_object(flag, value) or objects.item_eq(value_of(flag), value):
                return flag
        return None

    def add(self, name: str, member: object) -> None:
        """A name for a member, which is a new one if it has no name yet."""
        is_new = True
        for target in self.targets:
            if same_object(target, member):
                is_new = False
        self.names.append(name)
        self.targets.append(member)
        if is_new and (not self.is_flag or bit_count(cast(int, value_of(member))) == 1):
            self.members = tuples.__add__(self.members, (member,))

    def name_of(self, member: object) -> str:
        for name, target in zip(self.names, self.targets):  # noqa: B905  # of one length
            if same_object(target, member):
                return name
        raise AttributeError("name")

    def by_name(self, name: str) -> object:
        for known, target in zip(self.names, self.targets):  # noqa: B905  # of one length
            if known == name:
                return target
        raise KeyError(name)

    def by_value(self, value: object) -> object:
        found = self.known(value)
        if found is not None:
            return found
        if self.is_flag and isinstance(value, int) and tuple_length(self.members) > 0:
            return self.flag(tuple_item(self.members, i64(0)), value)
        raise self.not_valid(value)

    def not_valid(self, value: object) -> ValueError:
        return ValueError(f"{objects.repr(value)} is not a valid {self.title}")

    def missed(self, value: object, result: object) -> object:
        """What lookup does if `_missing_` gave no member."""
        if result is None:
            raise self.not_valid(value)
        raise TypeError(
            f"error in {self.title}._missing_: returned {objects.repr(result)} "
            "instead of None or a valid member"
        )

    def mapping(self) -> dict[str, object]:
        """Every name with its member."""
        result: dict[str, object] = {}
        for name, target in zip(self.names, self.targets):  # noqa: B905  # of one length
            result[name] = target
        return result

    def next_value(self) -> int:
        """What auto() stands for."""
        highest = 0
        is_first = True
        for target in self.targets:
            value = value_of(target)
            if not isinstance(value, int):
                raise TypeError(f"unable to increment {objects.repr(value)}")
            if is_first or value > highest:
                highest = value
            is_first = False
        if not self.is_flag:
            return highest + 1
        bits = 0
        while highest >> bits > 0:
            bits += 1
        return 1 << bits

    def check_unique(self, shown: str) -> None:
        """Raises ValueError if a member has two names."""
        aliases: list[str] = []
        for name, target in zip(self.names, self.targets):  # noqa: B905  # of one length
            own = self.name_of(target)
            if own != name:
                aliases.append(f"{name} -> {own}")
        if len(aliases) > 0:
            raise ValueError(f"duplicate values found in {shown}: {', '.join(aliases)}")

    # Flags.

    def all_bits(self) -> int:
        """The bits of all members."""
        result = 0
        for target in self.targets:
            result = result | cast(int, value_of(target))
        return result

    def single_bits(self) -> int:
        """The bits of the members that have just one."""
        result = 0
        index = i64(0)
        while index < tuple_length(self.members):
            result = result | cast(int, value_of(tuple_item(self.members, index)))
            index += 1
        return result

    def inside(self, value: int) -> list[object]:
        """The members of one bit that a value consists of, in order of definition."""
        result: list[object] = []
        index = i64(0)
        while index < tuple_length(self.members):
            member = tuple_item(self.members, index)
            if cast(int, value_of(member)) & value != 0:
                result.append(member)
            index += 1
        return result

    def flag(self, like: object, value: int) -> object:
        """The flag of this value, of the class of `like`. Raises ValueError if it has bits that no
        member has, and the class does not keep these."""
        value = value + 0
        found = self.known(value)
        if found is not None:
            return found
        mask = self.all_bits()
        width = bit_length(mask)
        limit = 1 << width
        if value < -limit or value >= limit or value & ((limit - 1) ^ mask) != 0:
            if not self.keeps_bits:
                raise self._invalid(value, mask)
            if value < 0:
                length = 1 << bit_length(value)
                value = (length if length > limit else limit) + value
        if value < 0:
            value = limit + value
        found = self.known(value)
        if found is not None:
            return found
        name = self.flag_name(value)
        if isinstance(like, IntFlag):
            made = enum_new(like, name, value)
        else:
            made = enum_new(cast(FlagMember, like), name, value)
        self.made.append(made)
        return made

    def flag_name(self, value: int) -> str | None:
        """The names of the members that a value consists of."""
        names: list[str] = []
        covered = 0
        for member in self.inside(value):
            names.append(self.name_of(member))
            covered = covered | cast(int, value_of(member))
        if value & ~self.single_bits() != 0:
            for name, target in zip(self.names, self.targets):  # noqa: B905  # of one length
                bits = cast(int, value_of(target))
                if bits != 0 and bits & value == bits and name not in names:
                    if bit_count(bits) > 1 and self.name_of(target) == name:
                        names.append(name)
                        covered = covered | bits
        if covered == 0:
            return None
        if value ^ covered != 0:
            names.append(int_text.repr(value ^ covered))
        return "|".join(names)

    def _invalid(self, value: int, mask: int) -> ValueError:
        width = bit_length(value)
        if bit_length(mask) > width:
            width = bit_length(mask)
        return ValueError(
            f"<flag '{self.title}'> invalid value {value}\n"
            f"    given {binary(value, width)}\n  allowed {binary(mask, width)}"
        )


def bit_length(value: int) -> int:
    length = 0
    value = -value if value < 0 else value
    while value >> length > 0:
        length += 1
    return length


def binary(value: int, width: int) -> str:
    """The sign bit, then `width` bits of the two's complement."""
    digits: list[str] = []
    index = width
    while index > 0:
        index -= 1
        digits.append("1" if value >> index & 1 == 1 else "0")
    return ("0b1 " if value < 0 else "0b0 ") + "".join(digits)
