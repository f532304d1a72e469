"""string: constants, `capwords`, and `Template` with its delimiter and names as they are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

whitespace: Final = " \t\n\r\v\f"
ascii_lowercase: Final = "abcdefghijklmnopqrstuvwxyz"
ascii_uppercase: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ascii_letters: Final = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
digits: Final = "0123456789"
hexdigits: Final = "0123456789abcdefABCDEF"
octdigits: Final = "01234567"
punctuation: Final = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
printable: Final = digits + ascii_letters + punctuation + whitespace


def capwords(s: str, sep: str | None = None) -> str:
    """The words with a capital first letter, joined by `sep` or one space."""
    words = [word.capitalize() for word in s.split(sep)]
    return (" " if sep is None else sep).join(words)


_FIRST: Final = frozenset("_" + ascii_letters)
_LATER: Final = frozenset("_" + ascii_letters + digits)


class _Place:
    """What begins with a $: up to `end`, with a name, or an escaped $, or neither."""

    def __init__(self, start: int, end: int, name: str, is_escape: bool) -> None:
        self.start = start
        self.end = end
        self.name = name
        self.is_escape = is_escape


class Template:
    """A text in which $name and ${name} are replaced."""

    def __init__(self, template: str) -> None:
        self.template = template

    def substitute(self, mapping: Mapping[str, object] | None = None, /, **kwds: object) -> str:
        """KeyError for a name that is not given, ValueError for a $ that is no placeholder."""
        return self._replaced(mapping or {}, kwds, is_safe=False)

    def safe_substitute(
        self, mapping: Mapping[str, object] | None = None, /, **kwds: object
    ) -> str:
        """What cannot be replaced stays as it is."""
        return self._replaced(mapping or {}, kwds, is_safe=True)

    def is_valid(self) -> bool:
        return all(place.name or place.is_escape for place in self._places())

    def get_identifiers(self) -> list[str]:
        """The names, each once, in order."""
        return list({place.name: None for place in self._places() if place.name})

    def _replaced(
        self, mapping: Mapping[str, object], names: dict[str, Any], *, is_safe: bool
    ) -> str:
        parts: list[str] = []
        done = 0
        for place in self._places():
            parts.append(self.template[done : place.start])
            shown = self.template[place.start : place.end]
            if place.is_escape:
                shown = "$"
            elif not place.name:
                if not is_safe:
                    raise self._invalid(place.start + 1)
            elif place.name in names:
                shown = str(names[place.name])
            elif not is_safe or place.name in mapping:
                shown = str(mapping[place.name])
            parts.append(shown)
            done = place.end
        parts.append(self.template[done:])
        return "".join(parts)

    def _invalid(self, at: int) -> ValueError:
        """`at` is behind the $."""
        lines = self.template[:at].splitlines(keepends=True)
        column = at - len("".join(lines[:-1])) if lines else 1
        return ValueError(f"Invalid placeholder in string: line {max(len(lines), 1)}, col {column}")

    def _places(self) -> list[_Place]:
        text = self.template
        found: list[_Place] = []
        at = text.find("$")
        while at >= 0:
            place = self._place_at(at)
            found.append(place)
            at = text.find("$", place.end)
        return found

    def _place_at(self, at: int) -> _Place:
        text = self.template
        if text[at + 1 : at + 2] == "$":
            return _Place(at, at + 2, "", True)
        is_braced = text[at + 1 : at + 2] == "{"
        start = at + 2 if is_braced else at + 1
        end = start
        while end < len(text) and text[end] in (_LATER if end > start else _FIRST):
            end += 1
        name = text[start:end]
        if not name or (is_braced and text[end : end + 1] != "}"):
            return _Place(at, at + 1, "", False)
        return _Place(at, end + 1 if is_braced else end, name, False)
