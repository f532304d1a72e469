"""`__notes__`: the list that add_note appends to."""

from typing import Any


class Own(Exception):
    pass


def noted(error: BaseException, *notes: str) -> list[str]:
    for note in notes:
        error.add_note(note)
    return error.__notes__


print(noted(ValueError("x"), "one", "two"), noted(Own(), "a"))
try:
    noted(KeyError(1))
except AttributeError as error:
    print(error)
try:
    raise Own("first")
except Own as error:
    error.add_note("seen")
    error.__notes__.append("changed")
    print(error.__notes__, len(error.__notes__))
    dynamic: Any = error
    print(dynamic.__notes__)
