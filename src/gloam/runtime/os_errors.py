"""OSError(errno, text): an object of the subclass that stands for the errno (Linux's numbers)."""


def make(args: tuple[object, ...]) -> OSError:
    """What calling OSError itself with these arguments gives."""
    if 2 <= len(args) <= 5 and isinstance(args[0], int):
        return _of_number(args[0], args)
    return OSError(*args)


def _of_number(number: int, args: tuple[object, ...]) -> OSError:  # noqa: C901, PLR0911, PLR0912
    if number in (1, 13):
        return PermissionError(*args)
    if number == 2:
        return FileNotFoundError(*args)
    if number == 3:
        return ProcessLookupError(*args)
    if number == 4:
        return InterruptedError(*args)
    if number == 10:
        return ChildProcessError(*args)
    if number in (11, 114, 115):
        return BlockingIOError(*args)
    if number == 17:
        return FileExistsError(*args)
    if number == 20:
        return NotADirectoryError(*args)
    if number == 21:
        return IsADirectoryError(*args)
    if number in (32, 108):
        return BrokenPipeError(*args)
    if number == 103:
        return ConnectionAbortedError(*args)
    if number == 104:
        return ConnectionResetError(*args)
    if number == 110:
        return TimeoutError(*args)
    if number == 111:
        return ConnectionRefusedError(*args)
    return OSError(*args)
