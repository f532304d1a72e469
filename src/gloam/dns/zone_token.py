"""The words of a zone file (RFC 1035, 5.1): lines, parentheses, quotes, comments; no meaning."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_SPECIAL: Final = ('"', "(", ")", ";", "\\")
_ENDS: Final = ' \t();"'


class ZoneFileError(ValueError):
    """What is wrong in a zone file, and where; lines and columns count from 1."""

    def __init__(self, source: str, line: int, column: int, message: str) -> None:
        super().__init__(f"{source}:{line}:{column}: {message}")
        self.source = source
        self.line = line
        self.column = column
        self.message = message


@dataclass(frozen=True, slots=True)
class Token:
    """`text` is without quotes; escapes stand in it as they were written."""

    text: str
    line: int
    column: int
    is_quoted: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One line, or the lines that parentheses make one. There is at least one token."""

    tokens: list[Token]
    has_owner: bool
    """False if the line begins with a blank."""


def read_entries(text: str, source: str) -> Iterator[Entry]:
    """Raises ZoneFileError."""
    scanner = _Scanner(source)
    has_owner = True
    for number, line in enumerate(text.split("\n"), 1):
        if not scanner.open_lines:
            has_owner = line[:1] not in (" ", "\t")
        scanner.scan(line[:-1] if line.endswith("\r") else line, number)
        if scanner.tokens and not scanner.open_lines:
            yield Entry(scanner.tokens, has_owner)
            scanner.tokens = []
    if scanner.open_lines:
        raise ZoneFileError(source, scanner.open_lines[-1], 1, "a parenthesis is not closed")


class _Scanner:
    def __init__(self, source: str) -> None:
        self._source = source
        self.tokens: list[Token] = []
        self.open_lines: list[int] = []
        """The lines of the parentheses that are open."""

    def scan(self, line: str, number: int) -> None:
        """Append the tokens of a line."""
        for special in _SPECIAL:
            if special in line:
                self._scan_special(line, number)
                return
        index = 0
        for word in line.split():
            index = line.index(word, index)
            self.tokens.append(Token(word, number, index + 1))
            index += len(word)

    def _scan_special(self, line: str, number: int) -> None:
        index = 0
        while index < len(line):
            character = line[index]
            if character == ";":
                return
            if character == "(":
                self.open_lines.append(number)
            elif character == ")":
                if not self.open_lines:
                    message = "a parenthesis is closed that is not open"
                    raise ZoneFileError(self._source, number, index + 1, message)
                self.open_lines.pop()
            elif character not in (" ", "\t"):
                index = self._word(line, number, index)
                continue
            index += 1

    def _word(self, line: str, number: int, start: int) -> int:
        """Append the token that begins at line[start]; where it ends."""
        if line[start] == '"':
            stop = self._quoted(line, number, start)
            self.tokens.append(Token(line[start + 1 : stop - 1], number, start + 1, True))
            return stop
        parts: list[str] = []
        index = start
        while index < len(line):
            character = line[index]
            if character == '"' and line[index - 1] == "=":
                # A service parameter's value: key="a b" (RFC 9460, 2.1).
                stop = self._quoted(line, number, index)
                parts.append(line[index + 1 : stop - 1])
                index = stop
            elif character in _ENDS:
                break
            else:
                size = 2 if character == "\\" else 1
                parts.append(line[index : index + size])
                index += size
        self.tokens.append(Token("".join(parts), number, start + 1))
        return min(index, len(line))

    def _quoted(self, line: str, number: int, start: int) -> int:
        """The index behind the quote that ends the string which begins at line[start]."""
        index = start + 1
        while index < len(line):
            if line[index] == '"':
                return index + 1
            index += 2 if line[index] == "\\" else 1
        message = "a quoted string does not end on its line"
        raise ZoneFileError(self._source, number, start + 1, message)
