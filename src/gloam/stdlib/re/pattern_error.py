"""The error of a pattern, with its place."""

from __future__ import annotations


class error(Exception):  # noqa: N801, N818  # CPython's name
    """`pos` counts from 0, `lineno` and `colno` from 1; None if there is no place."""

    def __init__(
        self, msg: str, pattern: str | bytes | None = None, pos: int | None = None
    ) -> None:
        self.msg = msg
        self.pattern = pattern
        self.pos = pos
        self.lineno: int | None = None
        self.colno: int | None = None
        text = msg
        if pattern is not None and pos is not None:
            text = f"{msg} at position {pos}"
            if isinstance(pattern, str):
                line = pattern.count("\n", 0, pos) + 1
                column = pos - pattern.rfind("\n", 0, pos)
                has_lines = "\n" in pattern
            else:
                line = pattern.count(b"\n", 0, pos) + 1
                column = pos - pattern.rfind(b"\n", 0, pos)
                has_lines = b"\n" in pattern
            self.lineno = line
            self.colno = column
            if has_lines:
                text = f"{text} (line {line}, column {column})"
        super().__init__(text)
