# alone: ends with an exception
"""An exception nobody catches: exit code 1, last line of the traceback."""


class Trouble(Exception):
    def __init__(self, code: int, what: str) -> None:
        super().__init__(code, what)
        self.code = code


def deep(n: int) -> int:
    if n == 0:
        raise Trouble(7, "deep")
    return deep(n - 1) + 1


try:
    print("start")
    print(deep(3))
finally:
    print("end")
