"""JSON: a parser and a printer of one's own, on a document of nested records."""

import sys


class Value:
    def emit(self, parts: list[str]) -> None:
        raise NotImplementedError

    def total(self) -> int:
        return 0


class Null(Value):
    def emit(self, parts: list[str]) -> None:
        parts.append("null")


class Bool(Value):
    def __init__(self, is_true: bool) -> None:
        self.is_true = is_true

    def emit(self, parts: list[str]) -> None:
        parts.append("true" if self.is_true else "false")


class Number(Value):
    def __init__(self, number: int) -> None:
        self.number = number

    def emit(self, parts: list[str]) -> None:
        parts.append(str(self.number))

    def total(self) -> int:
        return self.number


class Text(Value):
    def __init__(self, text: str) -> None:
        self.text = text

    def emit(self, parts: list[str]) -> None:
        emit_text(self.text, parts)

    def total(self) -> int:
        return len(self.text)


class Array(Value):
    def __init__(self, items: list[Value]) -> None:
        self.items = items

    def emit(self, parts: list[str]) -> None:
        parts.append("[")
        for index, item in enumerate(self.items):
            if index > 0:
                parts.append(",")
            item.emit(parts)
        parts.append("]")

    def total(self) -> int:
        return sum(item.total() for item in self.items)


class Object(Value):
    def __init__(self, members: dict[str, Value]) -> None:
        self.members = members

    def emit(self, parts: list[str]) -> None:
        parts.append("{")
        is_first = True
        for name, value in self.members.items():
            if not is_first:
                parts.append(",")
            is_first = False
            emit_text(name, parts)
            parts.append(":")
            value.emit(parts)
        parts.append("}")

    def total(self) -> int:
        return sum(value.total() for value in self.members.values())


def emit_text(text: str, parts: list[str]) -> None:
    parts.append('"')
    start = 0
    for index, letter in enumerate(text):
        if letter == '"' or letter == "\\" or letter == "\n":
            parts.append(text[start:index])
            parts.append("\\n" if letter == "\n" else "\\" + letter)
            start = index + 1
    parts.append(text[start:])
    parts.append('"')


class Parser:
    def __init__(self, text: str) -> None:
        self.text = text
        self.position = 0

    def skip_space(self) -> None:
        while self.position < len(self.text) and self.text[self.position] in " \n":
            self.position += 1

    def expect(self, word: str) -> None:
        if not self.text.startswith(word, self.position):
            raise ValueError(f"expected {word} at {self.position}")
        self.position += len(word)

    def parse_value(self) -> Value:
        self.skip_space()
        letter = self.text[self.position]
        if letter == "{":
            return self.parse_object()
        if letter == "[":
            return self.parse_array()
        if letter == '"':
            return Text(self.parse_text())
        if letter == "t":
            self.expect("true")
            return Bool(True)
        if letter == "f":
            self.expect("false")
            return Bool(False)
        if letter == "n":
            self.expect("null")
            return Null()
        return self.parse_number()

    def parse_number(self) -> Value:
        sign = 1
        if self.text[self.position] == "-":
            sign = -1
            self.position += 1
        start = self.position
        while self.position < len(self.text) and "0" <= self.text[self.position] <= "9":
            self.position += 1
        return Number(sign * int(self.text[start : self.position]))

    def parse_text(self) -> str:
        self.position += 1
        parts: list[str] = []
        start = self.position
        while True:
            letter = self.text[self.position]
            if letter == '"':
                break
            if letter == "\\":
                parts.append(self.text[start : self.position])
                escaped = self.text[self.position + 1]
                parts.append("\n" if escaped == "n" else escaped)
                self.position += 2
                start = self.position
            else:
                self.position += 1
        parts.append(self.text[start : self.position])
        self.position += 1
        return "".join(parts)

    def parse_array(self) -> Value:
        self.position += 1
        items: list[Value] = []
        self.skip_space()
        while self.text[self.position] != "]":
            items.append(self.parse_value())
            self.skip_space()
            if self.text[self.position] == ",":
                self.position += 1
        self.position += 1
        return Array(items)

    def parse_object(self) -> Value:
        self.position += 1
        members: dict[str, Value] = {}
        self.skip_space()
        while self.text[self.position] != "}":
            self.skip_space()
            name = self.parse_text()
            self.skip_space()
            self.expect(":")
            members[name] = self.parse_value()
            self.skip_space()
            if self.text[self.position] == ",":
                self.position += 1
        self.position += 1
        return Object(members)


def document(size: int) -> str:
    records: list[str] = []
    for number in range(size):
        records.append(
            f'{{"id": {number}, "name": "user \\"{number % 100}\\"", "active": true,\n'
            f' "scores": [{number % 7}, -{number % 11}, {number * 13}], "parent": null}}'
        )
    return '{"records": [' + ", ".join(records) + "]}"


def main() -> None:
    text = document(int(sys.argv[1]))
    value = Parser(text).parse_value()
    parts: list[str] = []
    value.emit(parts)
    printed = "".join(parts)
    again = Parser(printed).parse_value()
    print(len(text), len(printed), value.total(), again.total() == value.total())


main()
