"""Insertions into the lines of a source file, and columns of the result as columns of the file."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Edits:
    """Text goes in front of characters of the original; lines stay lines. Columns are in octets of
    UTF-8, as those of `ast` and of diagnostics."""

    lines: list[str]
    _inserted: dict[int, list[tuple[int, str]]] = field(default_factory=dict)

    def insert(self, line: int, column: int, text: str) -> None:
        """`line` counts from 1. `text` is on one line."""
        self._inserted.setdefault(line, []).append((column, text))

    def blank(self, first: int, last: int) -> None:
        """Empty the lines from `first` to `last`."""
        for number in range(first, last + 1):
            self.lines[number - 1] = ""

    def empty(self, first: int, last: int, column: int) -> None:
        """As `blank`, with a statement at `column` that does nothing."""
        self.blank(first, last)
        self.lines[first - 1] = " " * column + "pass"

    def text(self) -> str:
        """The whole, ending with a newline."""
        done = [self._edited(number, line) for number, line in enumerate(self.lines, 1)]
        return "\n".join(done) + "\n"

    def original_column(self, line: int, column: int) -> int:
        """Where a column of the result is in the original; one of an insertion is behind it."""
        for at, text in self._sorted(line):
            size = len(text.encode())
            if column >= at + size:
                column -= size
            elif column > at:
                column = at
        return column

    def _edited(self, number: int, line: str) -> str:
        octets = line.encode()
        for at, text in reversed(self._sorted(number)):
            octets = octets[:at] + text.encode() + octets[at:]
        return octets.decode()

    def _sorted(self, line: int) -> list[tuple[int, str]]:
        """By place; those of the same place in the order in which they were made."""
        return sorted(self._inserted.get(line, []), key=lambda insertion: insertion[0])
