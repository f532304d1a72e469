"""What `sub` puts in the place of a match: text, and groups of the match."""

from __future__ import annotations

from typing import Final

from .node import MAXGROUPS
from .source import Source

_DIGITS: Final = "0123456789"
_OCTAL: Final = "01234567"
_ESCAPES: Final = {
    **{"\\a": "\a", "\\b": "\b", "\\f": "\f", "\\n": "\n"},
    **{"\\r": "\r", "\\t": "\t", "\\v": "\v", "\\\\": "\\"},
}


class Template:
    """`parts` are text (of bytes: as Latin-1) and numbers of groups."""

    def __init__(self, source: str | bytes, group_count: int, names: dict[str, int]) -> None:
        self.parts: list[str | int] = []
        self._text = ""
        self._group_count = group_count
        self._names = names
        text = source if isinstance(source, str) else source.decode("latin-1")
        if "\\" in text:
            self._parse(Source(text, source))
        else:
            self._text = text
        if self._text != "":
            self.parts.append(self._text)

    def literal(self, is_text: bool) -> object:
        """The whole of it, if no group is in it; otherwise None."""
        if len(self.parts) == 0:
            return "" if is_text else b""
        first = self.parts[0]
        if len(self.parts) > 1 or isinstance(first, int):
            return None
        return first if is_text else first.encode("latin-1")

    def _parse(self, source: Source) -> None:
        while True:
            token = source.get()
            if token == "":
                return
            if token[0] != "\\":
                self._text += token
            elif token[1] == "g":
                self._named(source)
            elif token[1] == "0":
                code = int(token[1:] + source.get_while(2, _OCTAL), 8)
                self._text += chr(code & 0xFF)
            elif token[1] in _DIGITS:
                self._numbered(source, token)
            else:
                escaped = _ESCAPES.get(token)
                if escaped is not None:
                    self._text += escaped
                elif token[1].isascii() and token[1].isalpha():
                    raise source.error("bad escape " + token, len(token))
                else:
                    self._text += token

    def _named(self, source: Source) -> None:
        if not source.match("<"):
            raise source.error("missing <")
        name = source.get_until(">", "group name")
        if name.isidentifier():
            source.check_group_name(name, 1)
            found = self._names.get(name)
            if found is None:
                raise IndexError(f"unknown group name {name!r}")
            index = found
        else:
            try:
                index = int(name)
            except ValueError:
                index = -1
            if index < 0:
                raise source.error(f"bad character in group name {name!r}", len(name) + 1)
            if index >= MAXGROUPS:
                raise source.error(f"invalid group reference {index}", len(name) + 1)
        self._add_group(source, index, len(name) + 1)

    def _numbered(self, source: Source, token: str) -> None:
        if source.next != "" and source.next in _DIGITS:
            token += source.get()
            is_octal = token[1] in _OCTAL and token[2] in _OCTAL
            if is_octal and source.next != "" and source.next in _OCTAL:
                token += source.get()
                code = int(token[1:], 8)
                if code > 0o377:
                    message = f"octal escape value {token} outside of range 0-0o377"
                    raise source.error(message, len(token))
                self._text += chr(code)
                return
        self._add_group(source, int(token[1:]), len(token) - 1)

    def _add_group(self, source: Source, index: int, offset: int) -> None:
        if index > self._group_count:
            raise source.error(f"invalid group reference {index}", offset)
        if self._text != "":
            self.parts.append(self._text)
            self._text = ""
        self.parts.append(index)
