# alone: ends with an exception
class AppError(Exception):
    def __init__(self, code: int, why: str) -> None:
        super().__init__(code, why)
        self.code = code

class Sub(AppError):
    def __str__(self) -> str:
        return f"sub {self.code}"

def raiser(n: int) -> int:
    if n == 0:
        raise Sub(7, "deep")
    return raiser(n - 1) + 1

def multi() -> str:
    try:
        try:
            raiser(2)
        except AppError as e:
            raise ValueError("outer") from e
        finally:
            print("finally")
    except ValueError as e:
        print(e, repr(e), e.args, repr(e.__cause__), e.__cause__ is not None)
        try:
            raise TypeError("t")
        except TypeError as f:
            print(repr(f.__context__))
        return "done"
    return "never"

def main() -> None:
    print(multi())
    for exc in [ValueError("a"), ValueError(), ValueError("a", 1), KeyError("k"), OSError("x"), StopIteration(3), RuntimeError(("t",)), SystemExit(4), AppError(1, "w"), Sub(2, "x")]:
        print(str(exc), repr(exc), exc.args, isinstance(exc, Exception), isinstance(exc, (ValueError, KeyError)))
    try:
        print(1 // 0)
    except ZeroDivisionError as e:
        print(e)
    try:
        assert len("a") == 2, "msg"
    except AssertionError as e:
        print(repr(e))
    try:
        assert len("a") == 2
    except AssertionError as e:
        print(repr(e))
    try:
        raise KeyError
    except LookupError as e:
        print(repr(e))
    raiser(3)

main()
