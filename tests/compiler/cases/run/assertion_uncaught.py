# alone: ends with an exception
"""A failed assert ends the program."""


def check(n: int) -> None:
    assert n > 0, f"n is {n}"


check(1)
check(-1)
