"""__cause__, __context__, __suppress_context__, raise from, re-raise, finally and else."""


def show(error: BaseException | None) -> str:
    if error is None:
        return "-"
    return f"{type(error).__name__}({error}) cause={show(error.__cause__)} context={show(error.__context__)} {error.__suppress_context__}"


def inner() -> None:
    try:
        raise KeyError("k")
    except KeyError as error:
        raise ValueError("v") from error


def implicit() -> None:
    try:
        1 // 0
    except ZeroDivisionError:
        raise RuntimeError("later")


def hidden() -> None:
    try:
        raise OSError("o")
    except OSError:
        raise TypeError("t") from None


def in_finally() -> None:
    try:
        raise IndexError("i")
    finally:
        raise LookupError("l")


for function in (inner, implicit, hidden, in_finally):
    try:
        function()
    except Exception as error:
        print(function.__name__, show(error))
try:
    try:
        raise ValueError("a")
    except ValueError as first:
        try:
            raise KeyError("b")
        except KeyError:
            raise first
except ValueError as error:
    print(show(error))
try:
    raise ValueError("x") from KeyError
except ValueError as error:
    print(repr(error.__cause__))
made = ValueError("made")
made.__cause__ = KeyError("set")
print(show(made))
try:
    raise
except RuntimeError as problem:
    print(problem)
