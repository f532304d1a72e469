"""str.format and str.format_map: replacement fields, filled from arguments (string, "Format String
Syntax").

Attributes of arguments (`{0.name}`) are refused: names are gone in an image.
"""

from typing import Final

from gloam.machine import i64, str_length, tuple_item, tuple_length
from gloam.runtime import abstract, code_point, digit
from gloam.runtime import object as objects
from gloam.runtime import str as text_methods
from gloam.runtime.dict import AnyDict

_DEPTH_MAX: Final = 2
"""A field may have fields in its specification, and those none."""
_UNKNOWN: Final = 0
_AUTOMATIC: Final = 1
_MANUAL: Final = 2


class Fields:
    """The arguments of one call, and how its fields have been numbered so far."""

    def __init__(self, args: tuple[object, ...], names: object, is_map: bool) -> None:
        self.args = args
        self.names = names
        self.is_map = is_map
        self.numbering = _UNKNOWN
        self.next = 0

    def format(self, text: str, depth: int) -> str:
        """`text` with its fields filled."""
        if depth < 0:
            raise ValueError("Max string recursion exceeded")
        parts: list[str] = []
        at = 0
        start = 0
        size = len(text)
        while at < size:
            character = text[at]
            if character not in "{}":
                at += 1
                continue
            parts.append(text[start:at])
            if at + 1 < size and text[at + 1] == character:
                parts.append(character)
                at += 2
            elif character == "}":
                raise ValueError("Single '}' encountered in format string")
            else:
                end = _end_of(text, at + 1)
                parts.append(self.field(text[at + 1 : end], depth))
                at = end + 1
            start = at
        parts.append(text[start:])
        return text_methods.join_list("", parts)

    def field(self, text: str, depth: int) -> str:
        """The text of one field, given what stands between its braces."""
        at = 0
        inside = False
        while at < len(text) and (inside or text[at] not in ":!"):
            inside = text[at] == "[" or (inside and text[at] != "]")
            at += 1
        value = self.value(text[:at])
        if at < len(text) and text[at] == "!":
            if at + 1 == len(text):
                raise ValueError("unmatched '{' in format spec")
            conversion = text[at + 1]
            at += 2
            if at < len(text) and text[at] != ":":
                raise ValueError("expected ':' after conversion specifier")
            value = _converted(value, conversion)
        spec = self.format(text[at + 1 :], depth - 1) if at < len(text) else ""
        return objects.format(value, spec)

    def value(self, name: str) -> object:
        """What a field name stands for: an argument, and items of it."""
        at = 0
        while at < len(name) and name[at] not in ".[":
            at += 1
        value = self.argument(name[:at])
        while at < len(name):
            if name[at] == ".":
                raise ValueError("attributes in a format string are not supported: use an f-string")
            if name[at] != "[":
                raise ValueError("Only '.' or '[' may follow ']' in format field specifier")
            end = at + 1
            while end < len(name) and name[end] != "]":
                end += 1
            if end == len(name):
                raise ValueError("Missing ']' in format string")
            key = name[at + 1 : end]
            if key == "":
                raise ValueError("Empty attribute in format string")
            index = _index(key)
            value = abstract.__getitem__(value, key if index < 0 else index)
            at = end + 1
        return value

    def argument(self, name: str) -> object:
        index = _index(name)
        if name == "":
            if self.numbering == _MANUAL:
                raise ValueError(
                    "cannot switch from manual field specification to automatic field numbering"
                )
            self.numbering = _AUTOMATIC
            index = self.next
            self.next += 1
        elif index >= 0:
            if self.numbering == _AUTOMATIC:
                raise ValueError(
                    "cannot switch from automatic field numbering to manual field specification"
                )
            self.numbering = _MANUAL
        else:
            return self.named(name)
        if self.is_map:
            raise ValueError("Format string contains positional fields")
        if index >= int(tuple_length(self.args)):
            raise IndexError(f"Replacement index {index} out of range for positional args tuple")
        return tuple_item(self.args, i64(index))

    def named(self, name: str) -> object:
        names = self.names
        if isinstance(names, AnyDict):
            entry = names.find(name, objects.hash(name))
            if entry >= 0:
                return names.value_object(entry)
        return abstract.__getitem__(names, name)


def _end_of(text: str, at: int) -> int:
    """The place of the brace that closes the field whose text begins at `at`."""
    if at == len(text):
        raise ValueError("Single '{' encountered in format string")
    open_braces = 1
    while at < len(text):
        if text[at] == "{":
            open_braces += 1
        elif text[at] == "}":
            open_braces -= 1
            if open_braces == 0:
                return at
        at += 1
    raise ValueError("expected '}' before end of string")


def _index(name: str) -> int:
    """The number that a name is, or -1."""
    if name == "":
        return -1
    value = 0
    at = i64(0)
    while at < str_length(name):
        found = digit.digit_value(digit.code_at(name, at))
        if found > 9:
            return -1
        value = value * 10 + int(found)
        at += 1
    return value


def _converted(value: object, conversion: str) -> object:
    if conversion == "r":
        return objects.repr(value)
    if conversion == "s":
        return objects.str(value)
    if conversion == "a":
        return text_methods.ascii_only(objects.repr(value))
    point = text_methods.point_at(conversion, i64(0))
    if 32 < point < 127:
        raise ValueError(f"Unknown conversion specifier {code_point.character(point)}")
    raise ValueError("Unknown conversion specifier")


def fill(text: str, args: tuple[object, ...], names: object, is_map: bool) -> str:
    """`text.format(*args, **names)`, or `text.format_map(names)`."""
    return Fields(args, names, is_map).format(text, _DEPTH_MAX)
