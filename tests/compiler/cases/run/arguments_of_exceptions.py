"""What an exception was made with may be anything, and is used as what it is."""

import enum
from collections.abc import Generator


class Way(enum.Enum):
    UP = 1


class Wrong(Exception):
    def __init__(self, code: int, text: str) -> None:
        super().__init__(code, text)
        self.code = code


def numbers() -> Generator[int, None, list[int]]:
    yield 1
    return [2, 3]


def main() -> None:
    exits: dict[Way, int] = {}
    try:
        print(exits[Way.UP])
    except KeyError as error:
        print(error.args[0].name.lower(), error.args == (Way.UP,))
    try:
        raise Wrong(3, "bad")
    except Wrong as error:
        code, text = error.args
        print(code + 1, text.upper(), len(error.args), error.code)
        error.args = (1.5,)
        print(error.args[0] * 2, repr(error))
    made = numbers()
    next(made)
    try:
        next(made)
    except StopIteration as stop:
        print(stop.value[0] + stop.value[1], stop.args)
    try:
        print(ValueError("x").args[0] + 1)
    except TypeError as error:
        print(error)
    message: str = OSError(2, "gone").args[1]
    print(message)


main()
