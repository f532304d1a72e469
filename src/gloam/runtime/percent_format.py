"""The % operator of str and bytes (library reference, "printf-style String Formatting")."""

from gloam.machine import i64, tuple_item, tuple_length, type_name
from gloam.runtime import abstract, code_point
from gloam.runtime import int as ints
from gloam.runtime import object as objects
from gloam.runtime import str as text_methods
from gloam.runtime.bytearray import ByteArray
from gloam.runtime.dict import AnyDict
from gloam.runtime.list import AnyList


class Conversions:
    """The values of one operation, and the text of the format as far as it is read."""

    def __init__(self, text: str, values: object, is_bytes: bool) -> None:
        self.text = text
        self.at = 0
        self.values = values
        self.is_bytes = is_bytes
        self.next = 0
        self.used_mapping = False
        self.flags = ""
        self.width = -1
        self.precision = -1

    def run(self) -> str:
        parts: list[str] = []
        start = 0
        while self.at < len(self.text):
            if self.text[self.at] != "%":
                self.at += 1
                continue
            parts.append(self.text[start : self.at])
            self.at += 1
            parts.append(self.conversion())
            start = self.at
        parts.append(self.text[start:])
        self.check_all_used()
        return text_methods.join_list("", parts)

    def check_all_used(self) -> None:
        values = self.values
        if isinstance(values, tuple):
            if not self.used_mapping and self.next < int(tuple_length(values)):
                raise self.not_all()
        elif self.next == 0 and not self.used_mapping and not _is_mapping(values):
            raise self.not_all()

    def not_all(self) -> TypeError:
        kind = "bytes" if self.is_bytes else "string"
        return TypeError(f"not all arguments converted during {kind} formatting")

    # Reading the format.

    def character(self) -> str:
        if self.at == len(self.text):
            raise ValueError("incomplete format")
        self.at += 1
        return self.text[self.at - 1]

    def conversion(self) -> str:
        """The text of one conversion, whose % was read."""
        has_key = self.at < len(self.text) and self.text[self.at] == "("
        value: object = None
        if has_key:
            value = self.by_key()
        flags = ""
        character = self.character()
        while character in "-+ #0":
            flags += character
            character = self.character()
        self.flags = flags
        self.width = -1
        self.precision = -1
        if character == "*":
            self.width = self.number("*")
            character = self.character()
        elif character in "0123456789":
            self.width = 0
            while character in "0123456789":
                self.width = self.width * 10 + ints.parse(character)
                character = self.character()
        if character == ".":
            self.precision = 0
            character = self.character()
            if character == "*":
                self.precision = max(self.number("*"), 0)
                character = self.character()
            else:
                while character in "0123456789":
                    self.precision = self.precision * 10 + ints.parse(character)
                    character = self.character()
        if character in "hlL":
            character = self.character()
        if character == "%":
            return "%"
        if character not in "diouxXeEfFgGcrsab" or (character == "b" and not self.is_bytes):
            at = self.at - 1
            code = ints.format(int(text_methods.point_at(character, i64(0))), "x")
            raise ValueError(f"unsupported format character '{character}' (0x{code}) at index {at}")
        if not has_key:
            value = self.take()
        return self.converted(character, value)

    def by_key(self) -> object:
        if not _is_mapping(self.values):
            raise TypeError("format requires a mapping")
        self.at += 1
        start = self.at
        depth = 1
        while depth > 0:
            if self.at == len(self.text):
                raise ValueError("incomplete format key")
            if self.text[self.at] == "(":
                depth += 1
            elif self.text[self.at] == ")":
                depth -= 1
            self.at += 1
        key = self.text[start : self.at - 1]
        self.used_mapping = True
        if self.is_bytes:
            return abstract.__getitem__(self.values, key.encode("latin-1"))
        return abstract.__getitem__(self.values, key)

    def take(self) -> object:
        values = self.values
        index = self.next
        self.next += 1
        if isinstance(values, tuple):
            if index < int(tuple_length(values)):
                return tuple_item(values, i64(index))
        elif index == 0:
            return values
        raise TypeError("not enough arguments for format string")

    def number(self, what: str) -> int:
        value = self.take()
        if not isinstance(value, int):
            raise TypeError(f"{what} wants int")
        if what == "*" and value < 0:
            self.flags += "-"
            return -value
        return value + 0

    # Values.

    def converted(self, kind: str, value: object) -> str:
        if kind in "sb":
            return self.padded(self.limited(self.as_text(kind, value)), " ")
        if kind == "r" or (kind == "a" and not self.is_bytes):
            text = objects.repr(value)
            if kind == "a":
                text = text_methods.ascii_only(text)
            if self.is_bytes:
                text = text_methods.ascii_only(text)
            return self.padded(self.limited(text), " ")
        if kind == "a":
            return self.padded(self.limited(text_methods.ascii_only(objects.repr(value))), " ")
        if kind == "c":
            return self.padded(self.one_character(value), " ")
        if kind in "eEfFgG":
            return self.of_float(kind, value)
        return self.of_int(kind, value)

    def as_text(self, kind: str, value: object) -> str:
        if not self.is_bytes:
            return objects.str(value)
        if isinstance(value, bytes):
            return value.decode("latin-1")
        if isinstance(value, ByteArray):
            return value.as_bytes().decode("latin-1")
        raise TypeError(
            f"%b requires a bytes-like object, or an object that implements __bytes__, "
            f"not '{type_name(value)}'"
        )

    def limited(self, text: str) -> str:
        return text[: self.precision] if self.precision >= 0 else text

    def padded(self, text: str, fill: str) -> str:
        missing = self.width - len(text)
        if missing <= 0:
            return text
        if "-" in self.flags:
            return text + " " * missing
        return fill * missing + text

    def one_character(self, value: object) -> str:
        if isinstance(value, int):
            limit = 256 if self.is_bytes else 0x110000
            if value < 0 or value >= limit:
                if self.is_bytes:
                    raise OverflowError("%c arg not in range(256)")
                raise OverflowError("%c arg not in range(0x110000)")
            return code_point.character(i64(value + 0))
        if self.is_bytes:
            if isinstance(value, bytes) and len(value) == 1:
                return value.decode("latin-1")
            raise TypeError("%c requires an integer in range(256) or a single byte")
        if isinstance(value, str) and len(value) == 1:
            return value
        raise TypeError("%c requires int or char")

    def of_float(self, kind: str, value: object) -> str:
        if not isinstance(value, (int, float)):
            if self.is_bytes:
                raise TypeError(f"float argument required, not {type_name(value)}")
            raise TypeError(f"must be real number, not {type_name(value)}")
        precision = self.precision if self.precision >= 0 else 6
        alternate = "#" if "#" in self.flags else ""
        text = objects.format(objects.to_float(value), f"{alternate}.{precision}{kind}")
        negative = text[:1] == "-"
        return self.signed(negative, "", text[1:] if negative else text)

    def of_int(self, kind: str, value: object) -> str:
        if isinstance(value, float) and kind in "diu":
            value = objects.to_int(value)
        if not isinstance(value, int):
            wanted = "a real number is required" if kind in "diu" else "an integer is required"
            raise TypeError(f"%{kind} format: {wanted}, not {type_name(value)}")
        number = value + 0
        digits = ints.format(abs(number), kind if kind in "oxX" else "d")
        if self.precision > len(digits):
            digits = "0" * (self.precision - len(digits)) + digits
        prefix = ""
        if "#" in self.flags and kind in "oxX":
            prefix = "0" + kind
        return self.signed(number < 0, prefix, digits)

    def signed(self, negative: bool, prefix: str, digits: str) -> str:
        head = ""
        if negative:
            head = "-"
        elif "+" in self.flags:
            head = "+"
        elif " " in self.flags:
            head = " "
        head += prefix
        if "0" in self.flags and "-" not in self.flags:
            missing = self.width - len(head) - len(digits)
            if missing > 0:
                digits = "0" * missing + digits
        return self.padded(head + digits, " ")


def _is_mapping(values: object) -> bool:
    """Whether items of a value can be asked for: any container but tuples and str, as CPython."""
    return isinstance(values, (AnyDict, AnyList, ByteArray, bytes))


def in_text(text: str, values: object) -> str:
    """text % values."""
    return Conversions(text, values, False).run()


def in_bytes(text: bytes, values: object) -> bytes:
    """text % values."""
    return Conversions(text.decode("latin-1"), values, True).run().encode("latin-1")
