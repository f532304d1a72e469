"""Reads a pattern or a template token by token: a character, or a backslash and what it escapes."""

from __future__ import annotations

from .pattern_error import error


class Source:
    """`next` is the token that follows, "" behind the last. A lone backslash is an error."""

    def __init__(self, text: str, original: str | bytes) -> None:
        self.text = text
        self.original = original
        self.is_text = isinstance(original, str)
        self.index = 0
        self.next = ""
        self._advance()

    def _advance(self) -> None:
        index = self.index
        if index >= len(self.text):
            self.next = ""
            return
        token = self.text[index]
        index += 1
        if token == "\\":
            if index >= len(self.text):
                raise error("bad escape (end of pattern)", self.original, len(self.text) - 1)
            token += self.text[index]
            index += 1
        self.index = index
        self.next = token

    def match(self, token: str) -> bool:
        """Read `token` if it follows."""
        if self.next != token:
            return False
        self._advance()
        return True

    def get(self) -> str:
        token = self.next
        self._advance()
        return token

    def get_while(self, count: int, allowed: str) -> str:
        """Up to `count` tokens of those allowed."""
        start = self.tell()
        for _ in range(count):
            if self.next == "" or self.next not in allowed:
                break
            self._advance()
        return self.text[start : self.tell()]

    def get_until(self, terminator: str, name: str) -> str:
        """What stands before the terminator, which is read too."""
        result = ""
        while True:
            token = self.get()
            if token == "":
                if result == "":
                    raise self.error("missing " + name)
                raise self.error(f"missing {terminator}, unterminated name", len(result))
            if token == terminator:
                if result == "":
                    raise self.error("missing " + name, 1)
                return result
            result += token

    def tell(self) -> int:
        return self.index - len(self.next)

    def seek(self, index: int) -> None:
        self.index = index
        self._advance()

    def error(self, message: str, offset: int = 0) -> error:
        """The error at `offset` characters before the next token."""
        text = message if self.is_text else message.encode("ascii", "backslashreplace").decode()
        return error(text, self.original, self.tell() - offset)

    def check_group_name(self, name: str, offset: int) -> None:
        if not name.isidentifier():
            raise self.error(f"bad character in group name {name!r}", len(name) + offset)
