"""The methods of None."""


def __repr__(self: None) -> str:
    return "None"


def __str__(self: None) -> str:
    return "None"


def __bool__(self: None) -> bool:
    return False
