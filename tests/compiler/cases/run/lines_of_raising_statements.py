# alone: ends with an exception
"""A statement over several lines raises at its first one."""


class Own(Exception):
    def __init__(self, code: int, text: str) -> None:
        super().__init__(text)
        self.code = code


def assertion(n: int) -> None:
    assert n > (
        1
    ), (
        f"n is {n}"
    )


def plain(n: int) -> None:
    raise ValueError(
        f"n is {n}"
    )


def own(n: int) -> None:
    raise Own(
        n,
        "text",
    )


def called(n: int) -> None:
    plain(
        n +
        1
    )


def all_of_them() -> None:
    try:
        assertion(0)
    except AssertionError:
        try:
            plain(0)
        except ValueError:
            try:
                own(0)
            except Own as error:
                print(error, error.code)
                called(
                    0
                    if error.code
                    else 1
                )


all_of_them()
