"""The command line of a virtual machine: settings for the image, `--`, the program's arguments.

    gloam.name=app.py gloam.ip=10.0.2.15/24,10.0.2.2 -- first "second argument" "it is \\"so\\""

`gloam.name` is sys.argv[0]. Words are separated by blanks. Double quotes keep blanks inside a word;
a backslash makes the next character ordinary, in quotes and outside. Words before the first `--`
that no one here knows are left to others: loaders add some of their own.
"""

from typing import Final

_BLANKS: Final = " \t\r\n"
_END_OF_SETTINGS: Final = "--"


def words(line: str) -> list[str]:
    """Split a command line. An unfinished quote ends with the line."""
    found: list[str] = []
    word = ""
    is_open = False
    is_quoted = False
    is_escaped = False
    for character in line:
        if is_escaped:
            word += character
            is_escaped = False
        elif character == "\\":
            is_open = True
            is_escaped = True
        elif character == '"':
            is_open = True
            is_quoted = not is_quoted
        elif is_quoted or character not in _BLANKS:
            is_open = True
            word += character
        elif is_open:
            found.append(word)
            word = ""
            is_open = False
    if is_open:
        found.append(word)
    return found


def arguments(found: list[str]) -> list[str]:
    """The words for the program."""
    result: list[str] = []
    is_program = False
    for word in found:
        if is_program:
            result.append(word)
        elif word == _END_OF_SETTINGS:
            is_program = True
    return result


def setting(found: list[str], name: str, default: str) -> str:
    """The value of the last `name=value`."""
    value = default
    for word in found:
        if word == _END_OF_SETTINGS:
            break
        if word.startswith(name + "="):
            value = word[len(name) + 1 :]
    return value
