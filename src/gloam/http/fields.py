"""Fields: the header of a message, in order; names without regard to case (RFC 9110, 5.1)."""

from __future__ import annotations

from collections.abc import Iterator


class Fields:
    def __init__(self) -> None:
        self._names: list[str] = []
        self._values: list[str] = []

    def add(self, name: str, value: str) -> None:
        """Append one more line."""
        self._names.append(name.lower())
        self._values.append(value)

    def set(self, name: str, value: str) -> None:
        """Replace all lines of that name."""
        self.remove(name)
        self.add(name, value)

    def remove(self, name: str) -> None:
        wanted = name.lower()
        names: list[str] = []
        values: list[str] = []
        for index in range(len(self._names)):
            if self._names[index] != wanted:
                names.append(self._names[index])
                values.append(self._values[index])
        self._names = names
        self._values = values

    def get(self, name: str, default: str = "") -> str:
        """The first value of that name."""
        wanted = name.lower()
        for index in range(len(self._names)):
            if self._names[index] == wanted:
                return self._values[index]
        return default

    def all(self, name: str) -> list[str]:
        wanted = name.lower()
        found: list[str] = []
        for index in range(len(self._names)):
            if self._names[index] == wanted:
                found.append(self._values[index])
        return found

    def elements(self, name: str) -> list[str]:
        """The elements of a list that may be spread over lines (RFC 9110, 5.6.1)."""
        found: list[str] = []
        for value in self.all(name):
            for part in value.split(","):
                element = part.strip(" \t")
                if element:
                    found.append(element)
        return found

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._names

    def __len__(self) -> int:
        return len(self._names)

    def items(self) -> Iterator[tuple[str, str]]:
        for index, name in enumerate(self._names):
            yield name, self._values[index]
