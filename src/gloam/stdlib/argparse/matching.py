"""How many of the strings of a command line an argument takes.

The strings are known by one letter each: `O` for an option, `A` for a value, `-` for `--`, behind
which there are values only. Knows no actions.
"""

from __future__ import annotations

from typing import Final

NO_MATCH: Final = -1
_ALL: Final = 1 << 62


def _least(nargs: int | str | None) -> int:
    if nargs is None or nargs in {"+", "A..."}:
        return 1
    return nargs if isinstance(nargs, int) else 0


def _most(nargs: int | str | None) -> int:
    if nargs is None or nargs == "?":
        return 1
    return nargs if isinstance(nargs, int) else _ALL


def _takes_all(nargs: int | str | None) -> bool:
    """Whether an argument takes whatever follows, options too."""
    return nargs in {"...", "A..."}


def count_of_option(nargs: int | str | None, letters: str) -> int:
    """How many of the strings behind an option are its values, or NO_MATCH."""
    if nargs == "==SUPPRESS==":
        return 0
    count = 0
    while count < len(letters) and count < _most(nargs) and _may_take(nargs, letters[count], count):
        count += 1
    return count if count >= _least(nargs) else NO_MATCH


def _may_take(nargs: int | str | None, letter: str, index: int) -> bool:
    if letter == "O":
        return _takes_all(nargs) and (index > 0 or nargs == "...")
    return letter == "A"


def counts_of_positionals(wanted: list[int | str | None], letters: str) -> list[int]:
    """The strings that each of as many arguments as possible takes, the first ones first."""
    for count in range(len(wanted), 0, -1):
        found = _distribute(wanted[:count], letters)
        if found is not None:
            return found
    return []


def _distribute(wanted: list[int | str | None], letters: str) -> list[int] | None:
    """Each takes as much as it may, as long as the others get what they need."""
    result: list[int] = []
    at = 0
    for index, nargs in enumerate(wanted):
        needed = 0
        for other in wanted[index + 1 :]:
            needed += _least(other)
        size = _one(nargs, letters[at:], needed)
        if size == NO_MATCH:
            return None
        result.append(size)
        at += size
    return result


def _one(nargs: int | str | None, letters: str, needed: int) -> int:
    """How many strings one argument takes, with `--` before, between and behind its values."""
    if _takes_all(nargs):
        return _rest(nargs, letters)
    if nargs == "==SUPPRESS==":
        return _dashes(letters, 0)
    free = 0
    while free < len(letters) and letters[free] != "O":
        free += 1
    values = letters[:free].count("A")
    wanted = min(values - needed, _most(nargs))
    if wanted < _least(nargs):
        return NO_MATCH
    at = _dashes(letters, 0)
    while wanted > 0:
        at = _dashes(letters, at + 1)
        wanted -= 1
    return at


def _rest(nargs: int | str | None, letters: str) -> int:
    if nargs == "A..." and letters[_dashes(letters, 0) :][:1] != "A":
        return NO_MATCH
    return len(letters)


def _dashes(letters: str, at: int) -> int:
    while at < len(letters) and letters[at] == "-":
        at += 1
    return at
