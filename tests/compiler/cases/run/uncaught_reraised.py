# alone: ends with an exception
"""Each function that an exception passes leaves one place, however often it is raised again."""


class M:
    def __enter__(self) -> "M":
        return self
    def __exit__(self, a: object, b: object, c: object) -> None:
        print("exit")

def cleaned(n: int) -> int:
    try:
        return 1 // n
    finally:
        print("done")

def managed(n: int) -> int:
    with M():
        return cleaned(n)

def unmatched(n: int) -> int:
    try:
        return managed(n)
    except KeyError:
        return 2

def again(n: int) -> int:
    try:
        return unmatched(n)
    except ZeroDivisionError as e:
        print("x")
        raise

def again2(n: int) -> int:
    try:
        return again(n)
    except ZeroDivisionError as e:
        print("x")
        raise e
again2(0)
