"""The command line of a virtual machine: settings for the image, `--`, then sys.argv.

    gloam.ip=10.0.2.15/24,10.0.2.2 -- app.py --name two%20words %

Words are separated by spaces. In an argument, `%` and two hexadecimal digits stand for one byte of
its UTF-8 form; a lone `%` is the empty argument. Words before the first `--` that no one here knows
are left to others: loaders add some of their own.
"""

from typing import Final

_END_OF_SETTINGS: Final = "--"
_EMPTY: Final = "%"


def arguments(line: str) -> list[str]:
    """sys.argv; empty when the line has no `--`."""
    result: list[str] = []
    is_argument = False
    for word in line.split(" "):
        if is_argument and word != "":
            result.append(_decoded(word))
        elif word == _END_OF_SETTINGS:
            is_argument = True
    return result


def setting(line: str, name: str) -> str:
    """The value of the last `name=value`; "" when there is none."""
    value = ""
    for word in line.split(" "):
        if word == _END_OF_SETTINGS:
            break
        if word.startswith(name + "="):
            value = word[len(name) + 1 :]
    return value


def _decoded(word: str) -> str:
    """Escapes that are none stay as they are; bytes that are not UTF-8 become U+FFFD."""
    if word == _EMPTY:
        return ""
    octets: list[int] = []
    data = word.encode()
    index = 0
    while index < len(data):
        value = data[index]
        if value == 0x25 and index + 2 < len(data):
            high = _digit(data[index + 1])
            low = _digit(data[index + 2])
            if high >= 0 and low >= 0:
                value = high * 16 + low
                index += 2
        octets.append(value)
        index += 1
    return bytes(octets).decode("utf-8", "replace")


def _digit(octet: int) -> int:
    """The value of a hexadecimal digit in ASCII, -1 for anything else."""
    if 0x30 <= octet <= 0x39:
        return octet - 0x30
    if 0x41 <= octet <= 0x46:
        return octet - 0x41 + 10
    if 0x61 <= octet <= 0x66:
        return octet - 0x61 + 10
    return -1
