class AppError(Exception):
    code = 1

    def __init__(self, text: str, detail: int = 0) -> None:
        super().__init__(text)
        self.detail = detail


class NotFound(AppError, KeyError):
    code = 2




class Both(LookupError, ValueError):
    pass


class Wrong(AppError, ValueError):
    def __str__(self) -> str:
        return "wrong " + super().__str__()


for make in (NotFound, Wrong):
    try:
        raise make("x y", 3)
    except KeyError as error:
        print("KeyError", error, repr(error), error.args)
    except ValueError as error:
        print("ValueError", error, repr(error), isinstance(error, AppError))
try:
    raise NotFound("k", detail=5)
except (AppError) as error:
    print(error.detail, error.code, isinstance(error, LookupError), isinstance(error, KeyError), str(error))
try:
    raise Both("b")
except LookupError as error:
    print(repr(error), isinstance(error, ValueError))
try:
    try:
        raise Both("b")
    except IndexError:
        print("no")
except ValueError as error:
    print("ok", error)
try:
    d: dict[str, int] = {}
    d["zz"]
except NotFound:
    print("wrong")
except KeyError as error:
    print("plain", error)
print(issubclass(NotFound, KeyError), issubclass(NotFound, AppError), NotFound.code)
